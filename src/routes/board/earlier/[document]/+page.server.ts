import { error } from '@sveltejs/kit';
import { entryActions } from '#lib/community-board/entry-actions.ts';
import { hostActions } from '#lib/community-board/host-actions.ts';
import { may } from '#shared/domain/access.ts';
import type { Actions, PageServerLoad } from './$types';

const slug = 'board';

export const load: PageServerLoad = async ({ locals, params, depends, setHeaders }) => {
	depends(`space:${slug}`);
	setHeaders({ 'X-Robots-Tag': 'noindex' });
	const { spaces, documents, entries } = locals.services;
	const { actor } = locals;
	const standing = await spaces.standing(slug);
	if (!may(actor, 'board:host', standing)) error(404, { message: 'not_found' });
	const view = await documents.view(actor, { space: slug, kind: 'community-board', name: params.document });
	return { view, people: await entries.peopleOf(actor, view.name, view.content.entries) };
};

const { forgetContact, remove } = entryActions;

export const actions: Actions = { forgetContact, remove, bringBack: hostActions.bringBack };
