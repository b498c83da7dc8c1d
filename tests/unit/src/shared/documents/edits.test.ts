import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	edit,
	localEdit,
	newId,
	readChoice,
	readDay,
	readShortString,
	readTime
} from '../../../../../src/shared/documents/edits.ts';
import { arrivedValues } from './people.ts';
import { titled } from '../../shown.ts';

describe('one action', () => {
	it('reaches others as one change, marked as made here', () => {
		const doc = new Y.Doc();
		const origins: unknown[] = [];
		doc.on('update', (_: Uint8Array, origin: unknown) => origins.push(origin));
		const answer = edit(doc, () => {
			doc.getMap('a').set('x', 1);
			edit(doc, () => doc.getMap('b').set('y', 2));
			return 'done';
		});
		expect(answer).toBe('done');
		expect(origins).toEqual([localEdit]);
	});

	it('that changes nothing is not sent to anyone', () => {
		const doc = new Y.Doc();
		let updates = 0;
		doc.on('update', () => updates++);
		edit(doc, () => undefined);
		expect(updates).toBe(0);
	});
});

describe('an id', () => {
	const ids = Array.from({ length: 2_000 }, newId);

	it('is 14 characters that can be read aloud: no capital, no l or 1, no o or 0', () => {
		expect(ids.filter((id) => !/^[a-kmnp-z2-9]{14}$/.test(id))).toEqual([]);
	});

	it('is never given twice', () => {
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('may have any of 32 characters at any place, so that nobody guesses one', () => {
		for (let place = 0; place < 14; place++) expect(new Set(ids.map((id) => id[place])).size).toBe(32);
	});
});

describe('a short string from a document', () => {
	it('is read up to its length, and not beyond', () => {
		expect(readShortString('x'.repeat(64))).toBe('x'.repeat(64));
		expect(readShortString('x'.repeat(65))).toBeNull();
		expect(readShortString('abc', 3)).toBe('abc');
		expect(readShortString('abcd', 3)).toBeNull();
	});

	it('is nothing when it is empty, or no string', () => {
		const read = arrivedValues().map((value) => readShortString(value));
		expect(read.filter((value) => value !== null)).toEqual(['x', '\uFFFD', '\u202Eevil', '__proto__', 'constructor']);
	});
});

describe('a choice from a document', () => {
	it('is one of the words, or the first', () => {
		expect(readChoice('b', ['a', 'b'])).toBe('b');
		for (const value of arrivedValues()) expect(readChoice(value, ['a', 'b'])).toBe('a');
	});
});

describe('a day', () => {
	it.each(['2026-12-02', '2024-02-29', '2000-02-29', '9999-12-31', '0001-01-01'])('is %s', (day) => {
		expect(readDay(day)).toBe(day);
	});

	it.each(
		titled([
			'2026-02-29',
			'2026-02-30',
			'2100-02-29',
			'2026-13-01',
			'2026-00-10',
			'2026-01-00',
			'2026-1-2',
			'26-01-02',
			'2026-12-02T00:00',
			'2026-12-02\n',
			' 2026-12-02',
			'-002026-12-02',
			'+12026-12-02',
			'２０２６-12-02',
			'12/02/2026'
		])
	)('is not %s', (_, day) => {
		expect(readDay(day)).toBeNull();
	});

	it('is nothing else', () => {
		for (const value of [...arrivedValues(), new Date(), Date.now()]) expect(readDay(value)).toBeNull();
	});
});

describe('a time', () => {
	it.each(['00:00', '09:05', '19:30', '23:59'])('is %s', (time) => {
		expect(readTime(time)).toBe(time);
	});

	it.each(['24:00', '19:60', '9:05', '19:30:00', '19.30', '19:30\n', '7:30 PM', '-1:00'])('is not %j', (time) => {
		expect(readTime(time)).toBeNull();
	});

	it('is nothing else', () => {
		for (const value of arrivedValues()) expect(readTime(value)).toBeNull();
	});
});
