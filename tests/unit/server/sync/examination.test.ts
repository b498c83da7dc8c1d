// What is found in documents that are not sound, made by hand without a database.
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	docOf,
	examine,
	findingAsText,
	hasPending,
	isLogSound,
	problemOf
} from '../../../../server/sync/examination.ts';
import type { StoredDocument } from '../../../../server/sync/stored-document.ts';
import { storedAgenda, storedPart, turned } from '../../../support/stored-agenda.ts';

let stored: StoredDocument;
let updates: Uint8Array[];
beforeEach(() => ({ stored, updates } = storedAgenda(6)));

const found = () => examine(stored).map(findingAsText);
const line = (rest: string) => `${stored.name}: ${rest}`;

describe('examining a document', () => {
	it('finds nothing in a sound one, with a base and without, compacted or not', () => {
		expect(found()).toEqual([]);
		const base = storedPart('base', 3, Y.encodeStateAsUpdate(docOf(updates.slice(0, 3))));
		expect(examine({ ...stored, base, updates: stored.updates.slice(3) })).toEqual([]);
		expect(examine({ ...stored, base, updates: stored.updates.slice(3), heads: stored.heads.slice(-1) })).toEqual([]);
		const early = docOf(updates.slice(0, 2));
		expect(examine({ ...stored, heads: [storedPart('head', 2, Y.encodeStateAsUpdate(early))] })).toEqual([]);
	});

	it('finds bytes that changed, and bytes that are no update', () => {
		stored.updates[2] = turned(stored.updates[2]);
		stored.updates[4] = storedPart('update', 5, Uint8Array.of(9, 9, 9));
		expect(found()).toEqual([line('update 3 does not match its checksum'), line('update 5 cannot be read')]);
	});

	it('finds gaps, at the beginning, in the middle and at the end, and rows that no head announces', () => {
		const without = (...seqs: number[]) =>
			examine({ ...stored, updates: stored.updates.filter(({ seq }) => !seqs.includes(seq)) }).map(findingAsText);
		expect(without(1)).toEqual([line('update 1 is missing')]);
		expect(without(3, 4)).toEqual([line('update 3 is missing')]);
		expect(without(6)).toEqual([line('update 6 is missing')]);
		expect(examine({ ...stored, head: 5 }).map(findingAsText)).toContain(line('update 6 is missing'));
	});

	it('finds a head state and a rendering that are not what the log says', () => {
		stored.heads = [storedPart('head', 6, Y.encodeStateAsUpdate(docOf(updates.slice(0, 5))))];
		stored.rendering = { seq: 6, content: { title: { en: 'Another' }, items: [] } };
		expect(found()).toEqual([
			line('head state 6 is not what the log says'),
			line('rendering 6 is not what the log says')
		]);
	});

	it('finds a head state that has forgotten a deletion', () => {
		const doc = docOf(updates);
		const withItem = Y.encodeStateAsUpdate(doc);
		doc.on('update', (bytes: Uint8Array) => updates.push(bytes));
		doc.getMap('items').delete([...doc.getMap('items').keys()][0] ?? '');
		stored.updates.push(storedPart('update', 7, updates.at(-1) ?? Uint8Array.of()));
		stored = { ...stored, head: 7, rendering: null, heads: [storedPart('head', 7, withItem)] };
		expect(found()).toEqual([line('rendering 7 is missing'), line('head state 7 is not what the log says')]);
	});

	it('finds that there is no head state, and an update whose ground is missing', () => {
		expect(examine({ ...stored, heads: [] }).map(findingAsText)).toEqual([line('head state 6 is missing')]);
		const [first, , third, ...rest] = stored.updates;
		if (!first || !third) throw new Error('too few');
		const closed = [first, third, ...rest].map((part, index) => ({ ...part, seq: index + 1 }));
		expect(examine({ ...stored, head: 5, updates: closed, heads: [], rendering: null }).map(findingAsText)).toContain(
			line('update 2 builds on something that is missing')
		);
	});

	it('tells a whole log from one that is not', () => {
		expect(isLogSound(examine({ ...stored, heads: [], rendering: null }))).toBe(true);
		stored.updates[2] = turned(stored.updates[2]);
		expect(isLogSound(examine(stored))).toBe(false);
	});

	it('judges a part by itself, and a doc by what waits in it', () => {
		expect(problemOf(storedPart('update', 1, updates[0] ?? Uint8Array.of()))).toBeNull();
		expect(hasPending(docOf(updates))).toBe(false);
		expect(hasPending(docOf(updates.slice(3)))).toBe(true);
	});
});
