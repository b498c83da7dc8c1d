import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { nameField, optionalField, readForm } from '#lib/forms.ts';
import { limits } from '#shared/protocol/limits.ts';
import type { Actions, PageServerLoad } from './$types';

const form = v.object({ displayName: nameField(), pronouns: optionalField(limits.maxPronounsLength) });

export const load: PageServerLoad = async ({ locals }) => ({
	profile: await locals.services.members.profile(locals.actor)
});

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, form);
		if (refused) return fail(400, { ...refused, saved: false });
		await locals.services.members.updateProfile(locals.actor, value);
		return { values: {}, problems: {}, saved: true };
	}
};
