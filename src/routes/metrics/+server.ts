import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

const here = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** For a collector on this machine. Through a proxy everybody would come from here, so what was forwarded is not answered. */
export const GET: RequestHandler = ({ locals, request, getClientAddress }) => {
	const isForwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto'].some((name) => request.headers.has(name));
	if (isForwarded || !here.has(getClientAddress())) error(404, { message: 'not_found' });
	return new Response(locals.app.metrics.text(), { headers: { 'Content-Type': 'text/plain; version=0.0.4' } });
};
