import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The switch without JavaScript: sets the cookie and goes back to the page. */
export const POST: RequestHandler = async ({ request, cookies, locals }) => {
	const data = await request.formData();
	const language = data.get('language') === 'es' ? 'es' : 'en';
	cookies.set('language', language, {
		path: '/',
		httpOnly: false,
		secure: locals.isSecure,
		maxAge: 400 * 24 * 60 * 60
	});
	redirect(303, ownPath(data.get('back')));
};

/** Only a path of ours: "//elsewhere" and "/\elsewhere" are addresses of other hosts to a browser. */
function ownPath(value: FormDataEntryValue | null): string {
	return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/';
}
