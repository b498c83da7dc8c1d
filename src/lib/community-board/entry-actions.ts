// What whoever may write does with entries: adds one, says more about one, takes one off.
import { fail, type RequestEvent } from '@sveltejs/kit';
import { readForm } from '#lib/forms.ts';
import { nullIf } from '#lib/null-if.ts';
import { may } from '#shared/domain/access.ts';
import { newId } from '#shared/documents/edits.ts';
import { describeForm, detailsOf, entryForm, entryOnlyForm, whenOf } from './entry-form.ts';

export const entryActions = {
	add: async ({ locals, request }: RequestEvent) => {
		const { value, refused } = await readForm(request, entryForm);
		if (refused) return fail(400, refused);
		const { document, id, kind, text, lang, town } = value;
		const entry = { id: id || newId(), kind, text, lang, town, when: whenOf(value) };
		const { entries, spaces } = locals.services;
		const details = detailsOf(value);
		// Only a host writes for somebody else.
		const isHost = may(locals.actor, 'board:host', await spaces.standing('board'));
		await entries.add(locals.actor, document, entry, {
			...details,
			isForSomebodyElse: isHost && details.isForSomebodyElse
		});
		return { added: kind, values: {}, problems: {} };
	},

	describe: async ({ locals, request }: RequestEvent) => {
		const { value, refused } = await readForm(request, describeForm);
		if (refused) return fail(400, refused);
		await locals.services.entries.describe(locals.actor, value.document, value.entry, detailsOf(value));
		return { values: {}, problems: {} };
	},

	forgetContact: async ({ locals, request }: RequestEvent) => {
		const { value, refused } = await readForm(request, entryOnlyForm);
		if (refused) return fail(400, refused);
		await locals.services.entries.forgetContact(locals.actor, value.document, value.entry).catch(nullIf('not_found'));
		return { values: {}, problems: {} };
	},

	remove: async ({ locals, request }: RequestEvent) => {
		const { value, refused } = await readForm(request, entryOnlyForm);
		if (refused) return fail(400, refused);
		// Somebody else took it off a moment before: that is what was wanted.
		await locals.services.entries.remove(locals.actor, value.document, value.entry).catch(nullIf('not_found'));
		return { values: {}, problems: {} };
	}
};
