import { error, redirect } from '@sveltejs/kit';
import { peopleFor } from '#lib/spaces/document-names.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
	const { rights, space } = await parent();
	if (!rights.read) redirect(302, space.path);
	const { actor } = locals;
	const view = await locals.services.documents.current(actor, space.slug, 'task-board');
	if (!view) error(404, { message: 'not_found' });
	const tasks = [...view.content.lists.flatMap((list) => list.tasks), ...view.content.removed];
	const ids = tasks.flatMap(({ assignees }) => assignees);
	return {
		view,
		...(await peopleFor(locals.services, { actor, slug: space.slug, seesPeople: rights.seePeople, ids }))
	};
};
