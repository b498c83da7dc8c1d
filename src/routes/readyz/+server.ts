import type { RequestHandler } from './$types';

/** Pages can be served: the database answers. */
export const GET: RequestHandler = async ({ locals }) => {
	await locals.services.instance.get('demo');
	return new Response('ok');
};
