import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { checkField, nameField, optionalField, readForm, textField } from '#lib/forms.ts';
import { slugOf } from '#lib/spaces/slug.ts';
import { readMeetingTimes } from '#shared/domain/meeting-times.ts';
import { limits } from '#shared/protocol/limits.ts';
import type { Actions, PageServerLoad } from './$types';

const faceForm = v.object({
	nameEn: nameField(60),
	nameEs: nameField(60),
	purposeEn: textField(1000),
	purposeEs: textField(1000),
	rhythmEn: optionalField(60),
	rhythmEs: optionalField(60),
	contact: optionalField(limits.maxContactLength)
});
const openForm = v.object({ open: checkField });

export const load: PageServerLoad = async ({ parent }) => {
	const { rights } = await parent();
	if (!rights.settings && !rights.write) error(404, { message: 'not_found' });
};

const done = (saved: 'face' | 'times' | 'open' | 'confirmed') => ({ values: {}, problems: {}, saved });

export const actions: Actions = {
	face: async ({ locals, request, params }) => {
		const { value, refused } = await readForm(request, faceForm);
		if (refused) return fail(400, { ...refused, saved: null });
		await locals.services.spaces.editFace(locals.actor, slugOf(params.space), value);
		return done('face');
	},
	times: async ({ locals, request, params }) => {
		const data = await request.formData();
		const times = readMeetingTimes(data.getAll('weekday').map(String), data.getAll('startsAt').map(String));
		if (!times) return fail(400, { values: {}, problems: { times: 'time' as const }, saved: null });
		await locals.services.spaces.setTimes(locals.actor, slugOf(params.space), times);
		return done('times');
	},
	open: async ({ locals, request, params }) => {
		const { value, refused } = await readForm(request, openForm);
		if (refused) return fail(400, { ...refused, saved: null });
		await locals.services.spaces.setOpenToMembers(locals.actor, slugOf(params.space), value.open);
		return done('open');
	},
	confirmTimes: async ({ locals, params }) => {
		await locals.services.spaces.confirm(locals.actor, slugOf(params.space), 'times');
		return done('confirmed');
	},
	confirmContact: async ({ locals, params }) => {
		await locals.services.spaces.confirm(locals.actor, slugOf(params.space), 'contact');
		return done('confirmed');
	}
};
