import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { problemAt, readForm } from '#lib/forms.ts';
import { nullIf } from '#lib/null-if.ts';
import { newMemberFields } from '#lib/new-member-form.ts';
import type { Actions, PageServerLoad } from './$types';

const form = v.object({ ...newMemberFields, spaces: v.array(v.string()) });

export const load: PageServerLoad = async ({ locals }) => {
	const spaces = await locals.services.spaces.all();
	const isClaimed = await locals.services.invitations.isClaimed();
	return { isClaimed, spaces: spaces.map(({ slug, name, shape }) => ({ slug, name, shape })) };
};

export const actions: Actions = {
	default: async ({ locals, request, cookies, url }) => {
		const { value, refused } = await readForm(request, form);
		if (refused) return fail(400, refused);
		const { secret, spaces, ...newMember } = value;
		const values = { ...newMember, pronouns: newMember.pronouns ?? '', spaces: spaces.join(','), password: '' };
		// An invitation into a group makes no steward, and must not be spent here.
		const invitation = await locals.services.invitations.look(secret).catch(nullIf('invitation_invalid'));
		if (invitation?.kind !== 'claim') return fail(400, problemAt('secret', 'unreadable', values));
		const id = await locals.services.invitations.accept(secret, newMember, spaces).catch(nullIf('sign_in_name_taken'));
		if (id === null) return fail(400, problemAt('signInName', 'taken', values));
		await locals.services.instance.set('origin', url.origin);
		const session = await locals.visitors.signIn(id, locals.isSecure);
		cookies.set(session.name, session.value, session.options);
		redirect(303, '/admin');
	}
};
