import { afterAll, describe, expect, it } from 'vitest';
import {
	entryKindHint,
	entryKindText,
	placeChoiceText,
	townText
} from '../../../../../src/lib/community-board/words.ts';
import { entryKinds } from '../../../../../src/shared/documents/community-board.ts';
import { otherPlaces } from '../../../../../src/shared/domain/towns.ts';
import { getLocale, overwriteGetLocale } from '../../../../../src/shared/paraglide/runtime.js';

const ownLocale = getLocale;
afterAll(() => overwriteGetLocale(ownLocale));

describe.each(['en', 'es'] as const)('in %s', (lang) => {
	const said = <Result>(say: () => Result) => {
		overwriteGetLocale(() => lang);
		return say();
	};

	it('every kind of entry has a name and a question of its own', () => {
		const names = said(() => entryKinds.map(entryKindText));
		const hints = said(() => entryKinds.map(entryKindHint));
		expect(new Set([...names, ...hints]).size).toBe(2 * entryKinds.length);
		expect(hints.every((hint) => hint.includes('?'))).toBe(true);
	});

	it('every answer of the town picker has words of its own', () => {
		expect(new Set(said(() => otherPlaces.map(placeChoiceText))).size).toBe(otherPlaces.length);
	});

	it('an entry shows its town by name', () => {
		expect(said(() => townText('west-springfield'))).toBe('West Springfield');
		expect(said(() => townText('all-western-mass'))).toContain(lang === 'en' ? 'Western Mass' : 'Massachusetts');
	});

	it.each(['prefer-not-to-say', 'boston', '', '__proto__', 'constructor'])('an entry shows no town for %j', (slug) => {
		expect(said(() => townText(slug))).toBe('');
	});
});
