import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { choiceField, readForm } from '#lib/forms.ts';
import { slugOf } from '#lib/spaces/slug.ts';
import { invitationLink } from '#lib/spaces/invitation-link.ts';
import type { Actions, PageServerLoad } from './$types';

const inviteForm = v.object({
	role: choiceField(['member', 'coordinator']),
	uses: choiceField(['1', '5', '25'])
});
const revokeForm = v.object({ id: v.pipe(v.string(), v.uuid('unreadable')) });

/** An invitation is for this week's meeting: a link that lies around longer is a door left open. */
const inviteDays = 7;

export const load: PageServerLoad = async ({ locals, parent }) => {
	const { rights, space } = await parent();
	if (!rights.seePeople && !rights.invite) error(404, { message: 'not_found' });
	const { members, invitations } = locals.services;
	return {
		members: rights.seePeople ? await members.ofSpace(locals.actor, space.slug) : null,
		invitations: rights.invite ? await invitations.ofSpace(locals.actor, space.slug) : []
	};
};

export const actions: Actions = {
	invite: async ({ locals, request, params, url }) => {
		const { value, refused } = await readForm(request, inviteForm);
		if (refused) return fail(400, { ...refused, link: null, qr: null });
		const input = { space: slugOf(params.space), role: value.role, uses: Number(value.uses), days: inviteDays };
		const secret = await locals.services.invitations.create(locals.actor, input);
		const origin = locals.app.config.origin?.origin ?? url.origin;
		return { values: {}, problems: {}, ...invitationLink(origin, secret) };
	},
	revoke: async ({ locals, request, params }) => {
		const { value, refused } = await readForm(request, revokeForm);
		if (refused) return fail(400, { ...refused, link: null, qr: null });
		await locals.services.invitations.revoke(locals.actor, { space: slugOf(params.space), id: value.id });
		return { values: {}, problems: {}, link: null, qr: null };
	}
};
