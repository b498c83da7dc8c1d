import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	addEntry,
	communityBoardReader,
	entryKinds,
	entryText,
	moveEntry,
	readCommunityBoard,
	removeEntry,
	setEntryTown,
	setEntryWhen,
	startCommunityBoard,
	type NewEntry
} from '../../../../../src/shared/documents/community-board.ts';
import { localEdit } from '../../../../../src/shared/documents/edits.ts';
import { editText } from '../../../../../src/shared/documents/words.ts';
import { aliceAndBob, copyOf, strangeValues } from './people.ts';

const entry = (text: string, more: Partial<NewEntry> = {}): NewEntry => ({
	kind: 'help',
	text,
	lang: 'en',
	town: 'holyoke',
	when: null,
	by: 'g_guest',
	...more
});
const start = (doc: Y.Doc) =>
	startCommunityBoard(doc, { en: 'Community board', es: 'Tablero comunitario' }, [entry('first'), entry('second')]);

function boardDoc(): Y.Doc {
	const doc = new Y.Doc();
	start(doc);
	return doc;
}
const texts = (doc: Y.Doc) => readCommunityBoard(doc).entries.map(({ text }) => text);
const idOf = (doc: Y.Doc, text: string) =>
	readCommunityBoard(doc).entries.find((found) => found.text === text)?.id ?? `no ${text}`;

describe('the board', () => {
	it('shows the newest entry first', () => {
		const doc = boardDoc();
		addEntry(doc, entry('third'));
		expect(texts(copyOf(doc))).toEqual(['third', 'second', 'first']);
		expect(readCommunityBoard(doc).title).toEqual({ en: 'Community board', es: 'Tablero comunitario' });
	});

	it('that nobody has begun is empty', () => {
		expect(readCommunityBoard(new Y.Doc())).toEqual({ title: {}, entries: [] });
	});

	it('keeps of an entry what was written, and who says to have written it', () => {
		const doc = new Y.Doc();
		const when = { day: '2026-12-02', time: '19:30' };
		const id = addEntry(
			doc,
			entry('Pizza y cartas', { kind: 'events', lang: 'es', town: 'ware', when, by: 'm_alice' })
		);
		expect(readCommunityBoard(copyOf(doc)).entries).toMatchObject([
			{ id, kind: 'events', text: 'Pizza y cartas', lang: 'es', town: 'ware', when, by: 'm_alice' }
		]);
	});

	it('knows which device really wrote an entry, whatever the entry says', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const id = addEntry(bob, entry('as if from Alice', { by: 'm_alice' }));
		setEntryTown(alice, idOf(alice, 'first'), 'ware');
		meet();
		const { entries } = readCommunityBoard(alice);
		expect(entries.find((found) => found.id === id)?.client).toBe(bob.clientID);
		expect(entries.find((found) => found.text === 'first')?.client).toBe(alice.clientID);
	});

	it('takes an entry under the id that was chosen for it', () => {
		const doc = boardDoc();
		expect(addEntry(doc, entry('third', { id: 'chosen' }))).toBe('chosen');
		expect(idOf(doc, 'third')).toBe('chosen');
	});

	it('changes town, date and words of an entry', () => {
		const doc = boardDoc();
		const id = idOf(doc, 'first');
		setEntryTown(doc, id, 'all-western-mass');
		setEntryWhen(doc, id, { day: '2026-12-02', time: null });
		const text = entryText(doc, id);
		if (text) editText(text, 'first, again');
		expect(readCommunityBoard(doc).entries.at(-1)).toMatchObject({
			text: 'first, again',
			town: 'all-western-mass',
			when: { day: '2026-12-02', time: null }
		});
		setEntryWhen(doc, id, null);
		expect(readCommunityBoard(doc).entries.at(-1)?.when).toBeNull();
	});

	it('puts entries in another sequence', () => {
		const doc = boardDoc();
		addEntry(doc, entry('third'));
		moveEntry(doc, idOf(doc, 'first'), idOf(doc, 'third'));
		expect(texts(doc)).toEqual(['first', 'third', 'second']);
		moveEntry(doc, idOf(doc, 'first'), null);
		expect(texts(doc)).toEqual(['third', 'second', 'first']);
	});

	it('forgets an entry that is removed: nobody who comes later is sent its words', () => {
		const doc = boardDoc();
		addEntry(doc, entry('my phone number'));
		removeEntry(doc, idOf(doc, 'my phone number'));
		expect(texts(doc)).toEqual(['second', 'first']);
		expect(new TextDecoder().decode(Y.encodeStateAsUpdate(doc))).not.toContain('my phone number');
	});

	it('shows a hundred entries, newest first, with short places', () => {
		const doc = new Y.Doc();
		const added = Array.from({ length: 100 }, (_, n) => `entry ${n}`);
		for (const text of added) addEntry(doc, entry(text));
		expect(texts(doc)).toEqual(added.reverse());
		expect(Math.max(...readCommunityBoard(doc).entries.map(({ order }) => order.length))).toBeLessThan(40);
	});
});

describe('two people at the board', () => {
	it('keep what both type in one entry', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const id = idOf(alice, 'first');
		const [hers, his] = [entryText(alice, id), entryText(bob, id)];
		if (hers && his) {
			editText(hers, 'the first');
			editText(his, 'first of all');
		}
		meet();
		expect(texts(alice)).toContain('the first of all');
		expect(readCommunityBoard(alice)).toEqual(readCommunityBoard(bob));
	});

	it('find an entry gone when one removes it while the other writes', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const id = idOf(alice, 'first');
		removeEntry(alice, id);
		setEntryTown(bob, id, 'ware');
		meet();
		expect(texts(alice)).toEqual(['second']);
		expect(texts(bob)).toEqual(['second']);
	});

	it('take back one action each', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const roots = communityBoardReader.roots(alice);
		const undo = new Y.UndoManager(roots, { trackedOrigins: new Set([localEdit]), captureTimeout: 0 });
		addEntry(alice, entry('from Alice'));
		addEntry(bob, entry('from Bob'));
		meet();
		undo.undo();
		expect([...texts(alice)].sort()).toEqual(['first', 'from Bob', 'second']);
	});
});

describe('an entry of another program', () => {
	const withField = (field: string, value: unknown) => {
		const doc = boardDoc();
		(doc.getMap('entries').get(idOf(doc, 'first')) as Y.Map<unknown>).set(field, value);
		return readCommunityBoard(copyOf(doc)).entries.find((found) => found.text !== 'second');
	};

	it('is of a kind and a language that we know', () => {
		for (const make of strangeValues) {
			expect(entryKinds).toContain(withField('kind', make())?.kind);
			expect(['en', 'es']).toContain(withField('lang', make())?.lang);
		}
	});

	it('is from nowhere in particular when its town cannot be read', () => {
		for (const value of [null, 7, '', 'x'.repeat(65), ['holyoke']]) {
			expect(withField('town', value)?.town).toBe('prefer-not-to-say');
		}
	});

	it.each([
		[
			{ day: '2026-12-02', time: '25:00' },
			{ day: '2026-12-02', time: null }
		],
		[{ day: '2026-12-02' }, { day: '2026-12-02', time: null }],
		[{ day: '2026-02-30', time: '19:00' }, null],
		[{ time: '19:00' }, null],
		[{ day: ['2026-12-02'], time: 7 }, null],
		['2026-12-02', null],
		[[], null],
		[true, null]
	])('with the date %j has %j', (value, when) => {
		expect(withField('when', value)?.when).toEqual(when);
	});

	it('is shown empty when its words are none', () => {
		for (const value of [null, 'a plain string', 7, new Y.Map(), new Y.Array()]) {
			expect(withField('text', value)?.text).toBe('');
		}
	});

	it('with half a character reads the same on every device', () => {
		const doc = new Y.Doc();
		addEntry(doc, entry('a\uD83Db'));
		expect(texts(doc)).toEqual(['a\uFFFDb']);
		expect(texts(copyOf(doc))).toEqual(texts(doc));
	});
});

describe('an entry that is not there', () => {
	it('can be asked for and edited without anything happening', () => {
		for (const make of strangeValues) {
			const value = make();
			if (value instanceof Y.Map) continue;
			const doc = boardDoc();
			const before = readCommunityBoard(doc);
			doc.getMap('entries').set('strange', value);
			for (const id of ['strange', 'gone', '__proto__', 'constructor']) {
				setEntryTown(doc, id, 'ware');
				setEntryWhen(doc, id, null);
				moveEntry(doc, id, null);
				expect(entryText(doc, id)).toBeNull();
			}
			expect(readCommunityBoard(doc)).toEqual(before);
			removeEntry(doc, 'strange');
			removeEntry(doc, 'gone');
			expect(readCommunityBoard(doc)).toEqual(before);
		}
	});
});
