import { error, fail, isHttpError, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { describeForm, detailsOf, entryForm, entryOnlyForm, whenOf } from '#lib/community-board/entry-form.ts';
import { checkField, choiceField, nameField, readForm } from '#lib/forms.ts';
import { qrOf } from '#lib/spaces/invitation-link.ts';
import { may } from '#shared/domain/access.ts';
import { momentHere } from '#shared/domain/meeting-times.ts';
import { readDay, readTime, newId } from '#shared/documents/edits.ts';
import { entryKinds } from '#shared/documents/community-board.ts';
import type { Actions, PageServerLoad } from './$types';

const slug = 'board';

const enterForm = v.object({ name: nameField(), sharedDevice: checkField });
const doorForm = v.object({ door: choiceField(['open', 'closed']) });
const kindForm = v.object({ kind: choiceField(['', ...entryKinds]) });
const nextForm = v.object({
	day: v.pipe(
		v.string(),
		v.check((text) => text === '' || readDay(text) !== null, 'unreadable')
	),
	time: v.pipe(
		v.string(),
		v.check((text) => text === '' || readTime(text) !== null, 'unreadable')
	)
});

/** The drop-in's usual hour, when a date is set without one. */
const usualTime = '19:00';

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
	const isWall = url.searchParams.has('wall');
	const origin = app.config.origin?.origin ?? url.origin;
	return {
		space,
		dropIn,
		view,
		people: view && !isWall ? await entries.peopleOf(actor, view.name, view.content.entries) : {},
		rights: {
			join: may(actor, 'board:join', standing),
			write: may(actor, 'board:write', standing),
			enter: may(actor, 'board:enter', standing),
			host: may(actor, 'board:host', standing),
			readHosts: may(actor, 'space:read', standing)
		},
		qr: isWall || may(actor, 'board:host', standing) ? qrOf(`${origin}/board`) : null
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

	add: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, entryForm);
		if (refused) return fail(400, refused);
		const { document, id, kind, text, lang, town } = value;
		const entry = { id: id || newId(), kind, text, lang, town, when: whenOf(value) };
		const { entries, spaces } = locals.services;
		const details = detailsOf(value);
		// Only a host writes for somebody else.
		const isHost = may(locals.actor, 'board:host', await spaces.standing(slug));
		await entries.add(locals.actor, document, entry, {
			...details,
			isForSomebodyElse: isHost && details.isForSomebodyElse
		});
		return { added: entry.id, values: {}, problems: {} };
	},

	describe: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, describeForm);
		if (refused) return fail(400, refused);
		await locals.services.entries.describe(locals.actor, value.document, value.entry, detailsOf(value));
		return { values: {}, problems: {} };
	},

	remove: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, entryOnlyForm);
		if (refused) return fail(400, refused);
		await locals.services.entries.remove(locals.actor, value.document, value.entry).catch(nullIfGone);
		return { values: {}, problems: {} };
	},

	door: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, doorForm);
		if (refused) return fail(400, refused);
		await locals.services.dropIns.setDoor(locals.actor, slug, value.door);
		return { values: {}, problems: {} };
	},

	now: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, kindForm);
		if (refused) return fail(400, refused);
		await locals.services.dropIns.setCurrentKind(locals.actor, slug, value.kind === '' ? null : value.kind);
		return { values: {}, problems: {} };
	},

	next: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, nextForm);
		if (refused) return fail(400, refused);
		const startsAt = value.day === '' ? null : momentHere(value.day, value.time || usualTime);
		await locals.services.dropIns.setNext(locals.actor, slug, startsAt);
		return { values: {}, problems: {} };
	},

	fresh: async ({ locals }) => {
		await locals.services.documents.createCommunityBoard(locals.actor, slug);
		redirect(303, '/board');
	}
};

/** Somebody else took it off a moment before: that is what was wanted. */
function nullIfGone(failure: unknown): null {
	if (isHttpError(failure) && failure.body.code === 'not_found') return null;
	if (isHttpError(failure)) error(failure.status, failure.body);
	throw failure;
}
