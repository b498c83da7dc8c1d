import { redirect } from '@sveltejs/kit';
import { spaceActions } from '#lib/spaces/document-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
	const { rights, space } = await parent();
	if (!rights.read) redirect(302, space.path);
	const name = params.document;
	return { view: await locals.services.documents.view(locals.actor, { space: space.slug, kind: 'letter', name }) };
};

export const actions: Actions = spaceActions('drafts');
