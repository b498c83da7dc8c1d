import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { problemAt, readForm } from '#lib/forms.ts';
import { nullIf } from '#lib/null-if.ts';
import { newMemberFields } from '#lib/new-member-form.ts';
import { spacePath } from '#shared/domain/spaces.ts';
import type { Actions } from './$types';

const newcomerForm = v.object(newMemberFields);
const memberForm = v.object({ secret: newMemberFields.secret });

export const actions: Actions = {
	/** What the link is for, so that the page can say it before anything is typed. */
	look: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, memberForm);
		if (refused) return fail(400, refused);
		const invitation = await locals.services.invitations.look(value.secret).catch(nullIf('invitation_invalid'));
		if (!invitation?.space) return fail(400, problemAt('secret', 'unreadable', {}));
		const { name, shape, purpose } = await locals.services.spaces.bySlug(invitation.space);
		return { space: { name, shape, purpose }, values: {}, problems: {} };
	},

	join: async ({ locals, request, cookies }) => {
		const { value, refused } = await readForm(request, newcomerForm);
		if (refused) return fail(400, refused);
		const { secret, ...newMember } = value;
		const values = { ...newMember, pronouns: newMember.pronouns ?? '', password: '' };
		const invitation = await locals.services.invitations.look(secret).catch(nullIf('invitation_invalid'));
		if (!invitation?.space) return fail(400, problemAt('secret', 'unreadable', values));
		const id = await locals.services.invitations.accept(secret, newMember, []).catch(nullIf('sign_in_name_taken'));
		if (id === null) return fail(400, problemAt('signInName', 'taken', values));
		const session = await locals.visitors.signIn(id, locals.isSecure);
		cookies.set(session.name, session.value, session.options);
		redirect(303, spacePath(await locals.services.spaces.bySlug(invitation.space)));
	},

	/** Somebody with an account joins one more group. */
	joinAsMember: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, memberForm);
		if (refused) return fail(400, refused);
		const { invitations } = locals.services;
		const invitation = await invitations.look(value.secret).catch(nullIf('invitation_invalid'));
		if (!invitation?.space) return fail(400, problemAt('secret', 'unreadable', {}));
		const slug = await invitations.acceptAs(locals.actor, value.secret).catch(nullIf('nothing_to_join'));
		// Nothing changes, and the link is left for somebody else: say so, with the way to the group.
		if (slug === null) {
			const space = await locals.services.spaces.bySlug(invitation.space);
			return fail(400, { alreadyIn: { name: space.name, path: spacePath(space) }, values: {}, problems: {} });
		}
		redirect(303, spacePath(await locals.services.spaces.bySlug(slug)));
	}
};
