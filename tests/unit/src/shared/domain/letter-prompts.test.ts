import { describe, expect, it } from 'vitest';
import { correspondences } from '../../../../../src/shared/documents/letter.ts';
import { blankMark, letterCheck, promptSections } from '../../../../../src/shared/domain/letter-prompts.ts';
import { forbiddenWords } from '../wording.ts';

const lines = promptSections.flatMap((section) => section.lines);
const sectionsFor = (wanted: string) =>
	promptSections.filter(({ only }) => only === null || only === wanted).map(({ id }) => id);
const count = (text: string, mark: string) => text.split(mark).length - 1;

describe('the prompts', () => {
	it('of a letter that stays the only one ask nothing that wants an answer', () => {
		expect(sectionsFor('one-time')).toEqual(['who', 'often', 'outside', 'solidarity', 'closing']);
	});

	it('of a letter that is answered ask gently', () => {
		expect(sectionsFor('ongoing')).toEqual(['who', 'often', 'outside', 'solidarity', 'questions', 'closing']);
	});

	it('of each kind of letter say once how often we write', () => {
		for (const kind of correspondences) expect(sectionsFor(kind).filter((id) => id === 'often')).toHaveLength(1);
	});

	it.each(lines)('leave the same blanks in both languages: $en', ({ en, es }) => {
		expect(count(es, blankMark)).toBe(count(en, blankMark));
		expect(count(es, '…')).toBe(count(en, '…'));
	});

	it('are each a line of its own', () => {
		expect(lines.filter(({ en, es }) => /\n/.test(en + es))).toEqual([]);
		expect(new Set(lines.map(({ en }) => en)).size).toBe(lines.length);
		expect(new Set(lines.map(({ es }) => es)).size).toBe(lines.length);
	});
});

describe.each([
	{ what: 'a prompt', texts: lines },
	{ what: 'a line of the check before printing', texts: letterCheck }
])('$what', ({ texts }) => {
	it.each(texts)('is there in both languages: $en', ({ en, es }) => {
		expect(en.trim()).toBe(en);
		expect(es.trim()).toBe(es);
		expect(en).toMatch(/\p{L}/u);
		expect(es).toMatch(/\p{L}/u);
		expect(es).not.toBe(en);
	});

	it.each(texts)('speaks of people as people, and to them with respect: $en', ({ en, es }) => {
		expect(forbiddenWords(en, 'en')).toEqual([]);
		expect(forbiddenWords(es, 'es')).toEqual([]);
	});
});

describe('the check before printing', () => {
	it('has no line twice', () => {
		expect(new Set(letterCheck.map(({ en }) => en)).size).toBe(letterCheck.length);
		expect(new Set(letterCheck.map(({ es }) => es)).size).toBe(letterCheck.length);
	});
});
