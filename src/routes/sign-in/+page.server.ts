import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { problemAt, readForm } from '#lib/forms.ts';
import { nullIf } from '#lib/null-if.ts';
import { limits } from '#shared/protocol/limits.ts';
import type { Actions, PageServerLoad } from './$types';

const form = v.object({
	signInName: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(1, 'missing'),
		v.maxLength(limits.maxSignInNameLength, 'too_long')
	),
	password: v.pipe(v.string(), v.minLength(1, 'missing'), v.maxLength(limits.maxPasswordLength, 'too_long'))
});

export const load: PageServerLoad = ({ locals }) => {
	if (locals.actor.kind === 'member') redirect(303, '/');
};

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		const { value, refused } = await readForm(request, form);
		if (refused) return fail(400, refused);
		const member = await locals.services.members.signIn(value).catch(nullIf('wrong_sign_in'));
		if (member === null) return fail(400, problemAt('password', 'wrong_sign_in', { signInName: value.signInName }));
		const session = await locals.visitors.signIn(member, locals.isSecure);
		cookies.set(session.name, session.value, session.options);
		redirect(303, '/');
	}
};
