// Lines in two languages, and what happens when several people type in one; the random ones carry their seed.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readingOf, type Words } from '../../../../../src/shared/documents/reading.ts';
import {
	applyChange,
	createWords,
	editText,
	markLooked,
	markOther,
	placeAfter,
	readWords,
	sharedText,
	textChange,
	wellFormed,
	type TextDelta
} from '../../../../../src/shared/documents/words.ts';
import { createRandom, someSeed, type Random } from '../../../../support/random.ts';
import { aliceAndBob, arrivedValues, copyOf, strangeValues } from './people.ts';

const firstSeed = someSeed();
const seeds = Array.from({ length: process.env['SEED'] ? 1 : 20 }, (_, index) => firstSeed + index);

function inDocument(words: Words): Y.Map<unknown> {
	const map = createWords(words);
	new Y.Doc().getMap('line').set('words', map);
	return map;
}

describe('a line', () => {
	it('is read as it was written, in one language or both', () => {
		expect(readWords(inDocument({ en: 'Rides', es: 'Transporte' }))).toEqual({ en: 'Rides', es: 'Transporte' });
		expect(readWords(inDocument({ es: '' }))).toEqual({ es: '' });
		expect(readWords(inDocument({}))).toEqual({});
	});

	it('is empty where another program put something else', () => {
		for (const value of arrivedValues()) expect(readWords(value)).toEqual({});
		for (const make of strangeValues) {
			const map = inDocument({ en: 'Rides' });
			map.set('es', make());
			map.set('look', make());
			const words = readWords(map);
			expect(words.en).toBe('Rides');
			expect(words.look).toBeUndefined();
			expect(['undefined', 'string']).toContain(typeof words.es);
		}
	});

	it('is shown in the reader’s language if it is there, and in the other if not', () => {
		const both = { en: 'Rides', es: 'Transporte' };
		expect(readingOf(both, 'es')).toEqual({
			text: 'Transporte',
			lang: 'es',
			other: { text: 'Rides', lang: 'en' },
			needsLook: false
		});
		expect(readingOf({ en: 'Rides' }, 'es')).toEqual({ text: 'Rides', lang: 'en', other: null, needsLook: false });
		expect(readingOf({}, 'es')).toEqual({ text: '', lang: 'es', other: null, needsLook: false });
		expect(readingOf({ en: '', es: 'Transporte' }, 'en').text).toBe('');
	});

	it('needs a look in the language that was left behind, and only there', () => {
		const words: Words = { en: 'Rides home', es: 'Transporte', look: 'es' };
		expect(readingOf(words, 'es').needsLook).toBe(true);
		expect(readingOf(words, 'en').needsLook).toBe(false);
		expect(readingOf({ en: 'Rides', look: 'es' }, 'es').needsLook).toBe(false);
	});

	it('gives the shared text to type in, if there is one', () => {
		const map = inDocument({ en: 'Rides' });
		expect(sharedText(map, 'en')?.toString()).toBe('Rides');
		expect(sharedText(map, 'es')).toBeNull();
		expect(sharedText(null, 'en')).toBeNull();
		expect(sharedText('Rides', 'en')).toBeNull();
	});
});

describe('editing one language', () => {
	it('marks the other for a look, until somebody has looked', () => {
		const map = inDocument({ en: 'Rides', es: 'Transporte' });
		markOther(map, 'en');
		expect(readWords(map).look).toBe('es');
		markOther(map, 'es');
		expect(readWords(map).look).toBe('en');
		markLooked(map);
		expect(readWords(map).look).toBeUndefined();
	});

	it('marks nothing when there is no other', () => {
		const map = inDocument({ en: 'Rides' });
		markOther(map, 'en');
		expect(readWords(map)).toEqual({ en: 'Rides' });
	});

	it('marks it once, however much is typed', () => {
		const map = inDocument({ en: 'Rides', es: 'Transporte' });
		let changes = 0;
		map.observe(() => changes++);
		for (let key = 0; key < 5; key++) markOther(map, 'en');
		markLooked(map);
		markLooked(map);
		expect(changes).toBe(2);
	});
});

describe('half a character', () => {
	it('becomes the replacement character, and whole ones stay', () => {
		expect(wellFormed('a\uD83Db')).toBe('a\uFFFDb');
		expect(wellFormed('\uDE00')).toBe('\uFFFD');
		expect(wellFormed('\uDE00\uD83D')).toBe('\uFFFD\uFFFD');
		expect(wellFormed('😀 ñ 👩‍🌾')).toBe('😀 ñ 👩‍🌾');
	});

	it('reads the same on every device', () => {
		const doc = new Y.Doc();
		doc.getMap('line').set('words', createWords({ en: 'Rides \uD83D', es: '\uDE00' }));
		expect(readWords(copyOf(doc).getMap('line').get('words'))).toEqual(readWords(doc.getMap('line').get('words')));
	});
});

const alphabet = ['a', 'b', 'ñ', ' ', '😀', '😁', '🨀', '👩‍🌾', 'e\u0301'];
const someText = (random: Random, most = 8) =>
	Array.from({ length: random.below(most + 1) }, () => random.pick(alphabet)).join('');

describe('what was typed', () => {
	it.each([
		['rides', 'rides', 5, 0, ''],
		['rides', 'rides home', 5, 0, ' home'],
		['rides home', 'rides', 5, 5, ''],
		['', 'x', 0, 0, 'x'],
		['x', '', 0, 1, ''],
		['aaa', 'aa', 2, 1, ''],
		['rides', 'slides', 0, 1, 'sl']
	])('from %j to %j is the smallest change', (before, after, start, removed, inserted) => {
		expect(textChange(before, after)).toEqual({ start, removed, inserted });
	});

	it.each([
		['😀', '😁'],
		['😀', '🨀'],
		['x😀y', 'x😁y'],
		['x😀', 'x🨀'],
		['😀😁', '😁'],
		['😀', '']
	])('from %j to %j leaves no half a character on the way', (before, after) => {
		const { start, removed, inserted } = textChange(before, after);
		expect(inserted.isWellFormed()).toBe(true);
		expect(before.slice(0, start).isWellFormed()).toBe(true);
		expect(before.slice(start, start + removed).isWellFormed()).toBe(true);
	});

	it.each(seeds)('is what the text says afterwards, on every device (seed %i)', (seed) => {
		const random = createRandom(seed);
		for (let round = 0; round < 200; round++) {
			const [before, after] = [someText(random), someText(random)];
			const doc = new Y.Doc();
			const text = doc.getText('line');
			text.insert(0, before);
			doc.transact(() => applyChange(text, textChange(before, after)));
			expect(text.toString()).toBe(after);
			expect(copyOf(doc).getText('line').toString()).toBe(after);
		}
	});

	it('by two people in one line is kept of both', () => {
		const { alice, bob, meet } = aliceAndBob((doc) => doc.getText('line').insert(0, 'call the office'));
		editText(alice.getText('line'), 'call the office on Monday');
		editText(bob.getText('line'), 'Please call the office');
		meet();
		expect(alice.getText('line').toString()).toBe('Please call the office on Monday');
		expect(bob.getText('line').toString()).toBe('Please call the office on Monday');
	});

	it('with half a character reads the same on both devices', () => {
		const { alice, bob, meet } = aliceAndBob((doc) => doc.getText('line').insert(0, 'a😀b'));
		editText(alice.getText('line'), 'a\uD83Db');
		meet();
		expect(alice.getText('line').toString()).toBe('a\uFFFDb');
		expect(bob.getText('line').toString()).toBe('a\uFFFDb');
	});

	it('may be a whole book', () => {
		const text = new Y.Doc().getText('line');
		editText(text, 'a'.repeat(1_000_000));
		editText(text, `${'a'.repeat(500_000)}b${'a'.repeat(500_000)}`);
		expect(text.toString().indexOf('b')).toBe(500_000);
	});
});

describe('the caret', () => {
	it.each<[string, number, TextDelta, number]>([
		['stays when others write behind it', 3, [{ retain: 5 }, { insert: 'xy' }], 3],
		['moves on when others write before it', 3, [{ insert: 'xy' }], 5],
		['stays when others write right at it', 3, [{ retain: 3 }, { insert: 'xy' }], 3],
		['moves back when others delete before it', 3, [{ delete: 2 }], 1],
		['stands where they deleted around it', 3, [{ retain: 1 }, { delete: 5 }], 1],
		['stays when others delete behind it', 3, [{ retain: 3 }, { delete: 5 }], 3],
		['follows several changes at once', 4, [{ insert: 'xx' }, { retain: 1 }, { delete: 2 }, { insert: 'y' }], 5],
		['is not moved by a mere change of looks', 3, [{ retain: 9 }], 3],
		['stays at the start', 0, [{ insert: 'xy' }, { delete: 3 }], 0]
	])('%s', (_, place, delta, expected) => {
		expect(placeAfter(place, delta)).toBe(expected);
	});

	it.each(seeds)('stays behind the character it stood behind (seed %i)', (seed) => {
		const random = createRandom(seed);
		for (let round = 0; round < 100; round++) {
			const doc = new Y.Doc();
			const text = doc.getText('line');
			text.insert(0, 'abcdefghij');
			const place = 1 + random.below(10);
			const neighbour = text.toString()[place - 1] ?? '';
			let delta: TextDelta = [];
			text.observe((event) => (delta = event.delta as TextDelta));
			doc.transact(() => {
				for (let edit = 0; edit < 3; edit++) {
					const at = random.below(text.length + 1);
					if (random.chance(0.5)) text.insert(at, 'XYZ'.slice(0, 1 + random.below(3)));
					else text.delete(at, random.below(Math.min(4, text.length - at) + 1));
				}
			});
			const after = placeAfter(place, delta);
			const shown = `${text.toString()} (seed ${seed}, round ${round})`;
			expect(after, shown).toBeGreaterThanOrEqual(0);
			expect(after, shown).toBeLessThanOrEqual(text.length);
			if (text.toString().includes(neighbour)) expect(text.toString()[after - 1], shown).toBe(neighbour);
		}
	});
});
