// What a host does on the board: opens and closes it for guests, says what the run-down is on, sets the next drop-in,
// starts a fresh board or brings an earlier one back.
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { choiceField, readForm } from '#lib/forms.ts';
import { entryKinds } from '#shared/documents/community-board.ts';
import { momentHere } from '#shared/domain/meeting-times.ts';
import { dayField, timeField } from './entry-form.ts';

const doorForm = v.object({ door: choiceField(['open', 'closed']) });
const kindForm = v.object({ kind: choiceField(['', ...entryKinds]) });
const boardForm = v.object({ name: v.string() });
const nextForm = v.object({ day: dayField, time: timeField });

/** The drop-in's usual hour, when a date is set without one. */
const usualTime = '19:00';

export const hostActions = {
	door: async ({ locals, request }: RequestEvent) => {
		const { value, refused } = await readForm(request, doorForm);
		if (refused) return fail(400, refused);
		await locals.services.dropIns.setDoor(locals.actor, 'board', value.door);
		return { values: {}, problems: {} };
	},

	now: async ({ locals, request }: RequestEvent) => {
		const { value, refused } = await readForm(request, kindForm);
		if (refused) return fail(400, refused);
		await locals.services.dropIns.setCurrentKind(locals.actor, 'board', value.kind === '' ? null : value.kind);
		return { values: {}, problems: {} };
	},

	next: async ({ locals, request }: RequestEvent) => {
		const { value, refused } = await readForm(request, nextForm);
		if (refused) return fail(400, refused);
		const startsAt = value.day === '' ? null : momentHere(value.day, value.time || usualTime);
		await locals.services.dropIns.setNext(locals.actor, 'board', startsAt);
		return { values: {}, problems: {} };
	},

	bringBack: async ({ locals, request }: RequestEvent) => {
		const { value, refused } = await readForm(request, boardForm);
		if (refused) return fail(400, refused);
		await locals.services.documents.bringBackCommunityBoard(locals.actor, { space: 'board', name: value.name });
		redirect(303, '/board');
	},

	fresh: async ({ locals }: RequestEvent) => {
		await locals.services.documents.createCommunityBoard(locals.actor, 'board');
		redirect(303, '/board');
	}
};
