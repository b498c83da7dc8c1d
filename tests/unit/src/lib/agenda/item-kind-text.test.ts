import { expect, it } from 'vitest';
import { itemKindText } from '../../../../../src/lib/agenda/item-kind-text.ts';
import { itemKinds } from '../../../../../src/shared/documents/agenda.ts';
import { overwriteGetLocale } from '../../../../../src/shared/paraglide/runtime.js';

it('every kind of agenda item has a word of its own in both languages', () => {
	const words = (['en', 'es'] as const).flatMap((lang) => {
		overwriteGetLocale(() => lang);
		return itemKinds.map(itemKindText);
	});
	expect(words.filter((word) => !/^\p{Lu}\p{L}/u.test(word))).toEqual([]);
	expect(new Set(words).size).toBe(2 * itemKinds.length);
});
