import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { entryActions } from '#lib/community-board/entry-actions.ts';
import { hostActions } from '#lib/community-board/host-actions.ts';
import { checkField, nameField, readForm } from '#lib/forms.ts';
import { qrOf } from '#lib/spaces/invitation-link.ts';
import { may } from '#shared/domain/access.ts';
import type { Actions, PageServerLoad } from './$types';

const slug = 'board';

const enterForm = v.object({ name: nameField(), sharedDevice: checkField });

export const load: PageServerLoad = async ({ locals, depends, setHeaders, url }) => {
	depends(`space:${slug}`);
	setHeaders({ 'X-Robots-Tag': 'noindex' });
	const { spaces, documents, dropIns, entries } = locals.services;
	const { actor, app } = locals;
	const [space, standing, dropIn, view] = await Promise.all([
		spaces.bySlug(slug),
		spaces.standing(slug),
		dropIns.of(slug),
		documents.current(actor, slug, 'community-board')
	]);
	const isHost = may(actor, 'board:host', standing);
	const isWall = url.searchParams.has('wall');
	const origin = app.config.origin?.origin ?? url.origin;
	return {
		space,
		dropIn,
		view,
		/** Boards of earlier drop-ins, for hosts. */
		earlier: isHost ? (await documents.list(actor, slug, 'community-board')).filter((one) => one.archivedAt) : [],
		people: view && !isWall ? await entries.peopleOf(actor, view.name, view.content.entries) : {},
		rights: {
			join: may(actor, 'board:join', standing),
			forget: may(actor, 'board:forget', standing),
			write: may(actor, 'board:write', standing),
			enter: may(actor, 'board:enter', standing),
			host: isHost,
			readHosts: may(actor, 'space:read', standing)
		},
		qr: isWall || isHost ? qrOf(`${origin}/board`) : null
	};
};

export const actions: Actions = {
	enter: async ({ locals, request, cookies }) => {
		const { value, refused } = await readForm(request, enterForm);
		if (refused) return fail(400, refused);
		const cookie = await locals.visitors.enter(locals.actor, { space: slug, name: value.name }, locals.isSecure);
		cookies.set(cookie.name, cookie.value, cookie.options);
		// Read by the page: on a shared device nothing is kept. Ends with the browser's session.
		if (value.sharedDevice) cookies.set('shared_device', '1', { path: '/', httpOnly: false, secure: locals.isSecure });
		redirect(303, '/board');
	},

	...entryActions,
	...hostActions
};
