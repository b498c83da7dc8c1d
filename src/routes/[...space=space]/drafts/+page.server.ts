import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { choiceField, nameField, readForm } from '#lib/forms.ts';
import { spaceActions } from '#lib/spaces/document-actions.ts';
import { slugOf } from '#lib/spaces/slug.ts';
import { correspondences } from '#shared/documents/letter.ts';
import { limits } from '#shared/protocol/limits.ts';
import type { Actions, PageServerLoad } from './$types';

const form = v.object({
	title: nameField(limits.maxTitleLength),
	lang: choiceField(['en', 'es']),
	correspondence: choiceField(correspondences)
});

export const load: PageServerLoad = async ({ locals, parent }) => {
	const { rights, space } = await parent();
	if (!rights.read) redirect(302, space.path);
	return { letters: await locals.services.documents.list(locals.actor, space.slug, 'letter') };
};

export const actions: Actions = {
	create: async ({ locals, params, request }) => {
		const { value, refused } = await readForm(request, form);
		if (refused) return fail(400, refused);
		const name = await locals.services.documents.createLetter(locals.actor, slugOf(params.space), value);
		redirect(303, `/${params.space}/drafts/${name}`);
	},
	...spaceActions('drafts')
};
