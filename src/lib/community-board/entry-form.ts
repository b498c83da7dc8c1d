// The form for an entry of the board, as it is added or described.
import * as v from 'valibot';
import { checkField, choiceField, optionalField, textField } from '#lib/forms.ts';
import { entryKinds, type When } from '#shared/documents/community-board.ts';
import { readDay, readTime } from '#shared/documents/edits.ts';
import { isPlace } from '#shared/domain/towns.ts';
import { limits } from '#shared/protocol/limits.ts';

export const dayField = v.pipe(
	v.string(),
	v.check((text) => text === '' || readDay(text) !== null, 'unreadable')
);
export const timeField = v.pipe(
	v.string(),
	v.check((text) => text === '' || readTime(text) !== null, 'unreadable')
);

/** Name and contact: what is kept beside the document. */
export const detailFields = {
	nameShown: optionalField(limits.maxNameLength),
	contact: optionalField(limits.maxContactLength),
	contactReaders: choiceField(['hosts', 'members', 'people']),
	/** Actor ids, when the contact is for people the writer chose. */
	readers: v.array(v.pipe(v.string(), v.maxLength(40, 'unreadable'))),
	isForSomebodyElse: checkField
};

export const entryForm = v.object({
	document: v.string(),
	/** Chosen by the page, so that an entry sent twice is added once. Empty without JavaScript. */
	id: v.pipe(v.string(), v.regex(/^$|^[a-z0-9]{14}$/, 'unreadable')),
	kind: choiceField(entryKinds),
	text: textField(limits.maxEntryLength),
	lang: choiceField(['en', 'es']),
	town: v.pipe(v.string(), v.check(isPlace, 'unreadable')),
	day: dayField,
	time: timeField,
	...detailFields
});

export const describeForm = v.object({ document: v.string(), entry: v.string(), ...detailFields });
export const entryOnlyForm = v.object({ document: v.string(), entry: v.string() });

type Details = v.InferOutput<typeof describeForm>;

export function whenOf({ day: onDay, time: at }: { day: string; time: string }): When | null {
	return onDay === '' ? null : { day: onDay, time: at === '' ? null : at };
}

export function detailsOf({
	nameShown,
	contact,
	contactReaders,
	readers,
	isForSomebodyElse
}: Omit<Details, 'document' | 'entry'>) {
	return {
		nameShown,
		contact,
		isForSomebodyElse,
		contactReaders: contactReaders === 'people' ? readers : contactReaders
	};
}
