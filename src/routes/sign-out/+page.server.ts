import { redirect } from '@sveltejs/kit';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		for (const cookie of await locals.visitors.leave(request.headers.get('cookie') ?? undefined, locals.isSecure)) {
			cookies.set(cookie.name, cookie.value, cookie.options);
		}
		redirect(303, '/');
	}
};
