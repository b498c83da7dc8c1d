import { fail, isHttpError, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { problemAt, readForm } from '#lib/forms.ts';
import { newMemberFields } from '#lib/new-member-form.ts';
import type { Actions, PageServerLoad } from './$types';

const form = v.object({ ...newMemberFields, spaces: v.array(v.string()) });

export const load: PageServerLoad = async ({ locals }) => {
	const spaces = await locals.services.spaces.all();
	return { spaces: spaces.map(({ slug, name, shape }) => ({ slug, name, shape })) };
};

export const actions: Actions = {
	default: async ({ locals, request, cookies, url }) => {
		const { value, refused } = await readForm(request, form);
		if (refused) return fail(400, refused);
		const { secret, spaces, ...newMember } = value;
		const values = { ...newMember, pronouns: newMember.pronouns ?? '', spaces: spaces.join(','), password: '' };
		const joined = await locals.services.invitations.accept(secret, newMember, spaces).then(
			(id) => ({ id, refused: null }),
			(failure: unknown) => {
				if (!isHttpError(failure)) throw failure;
				if (failure.body.code === 'sign_in_name_taken')
					return { id: null, refused: problemAt('signInName', 'taken', values) };
				if (failure.body.code === 'invitation_invalid')
					return { id: null, refused: problemAt('secret', 'unreadable', values) };
				throw failure;
			}
		);
		if (joined.refused) return fail(400, joined.refused);
		await locals.services.instance.set('origin', url.origin);
		const session = await locals.visitors.signIn(joined.id, locals.isSecure);
		cookies.set(session.name, session.value, session.options);
		redirect(303, '/admin');
	}
};
