import { redirect } from '@sveltejs/kit';
import { peopleFor } from '#lib/spaces/document-names.ts';
import { slugOf } from '#lib/spaces/slug.ts';
import { spaceActions } from '#lib/spaces/document-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
	const { rights, space } = await parent();
	if (!rights.read) redirect(302, space.path);
	const { documents } = locals.services;
	const { actor } = locals;
	const view = params.document
		? await documents.view(actor, { space: space.slug, kind: 'agenda', name: params.document })
		: await documents.current(actor, space.slug, 'agenda');
	const items = view ? [...view.content.items, ...view.content.removed] : [];
	const ids = items.flatMap(({ lead }) => (lead ? [lead] : []));
	return {
		view,
		agendas: await documents.list(actor, space.slug, 'agenda'),
		...(await peopleFor(locals.services, { actor, slug: space.slug, seesPeople: rights.seePeople, ids }))
	};
};

export const actions: Actions = {
	create: async ({ locals, params }) => {
		const name = await locals.services.documents.createAgenda(locals.actor, slugOf(params.space));
		redirect(303, `/${params.space}/agenda/${name}`);
	},
	...spaceActions('agenda')
};
