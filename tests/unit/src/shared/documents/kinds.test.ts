// Whatever another program writes into a document, it can be read: every value at every place is replaced by something
// strange, sent to another device, and read there.
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { startAgenda } from '../../../../../src/shared/documents/agenda.ts';
import { startCommunityBoard } from '../../../../../src/shared/documents/community-board.ts';
import { localEdit } from '../../../../../src/shared/documents/edits.ts';
import { documentKinds, readDocument, readers, type DocumentKind } from '../../../../../src/shared/documents/kinds.ts';
import { startLetter } from '../../../../../src/shared/documents/letter.ts';
import { startTaskBoard } from '../../../../../src/shared/documents/task-board.ts';
import { copyOf, strangeValues } from './people.ts';

const starts: Record<DocumentKind, (doc: Y.Doc) => void> = {
	agenda: (doc) =>
		startAgenda(doc, { title: { en: 'Weekly' }, items: [{ title: { en: 'Arrive' }, minutes: 5, notes: ['Hello'] }] }),
	'task-board': (doc) =>
		startTaskBoard(doc, { todo: { en: 'To do' }, doing: {}, waiting: {}, done: {} }, [
			{ title: { en: 'Stamps' }, labels: ['mail'], assignees: ['m_bob'], checklist: [{ text: 'Buy', done: true }] }
		]),
	letter: (doc) =>
		startLetter(doc, { title: 'Letter 1', lang: 'en', correspondence: 'one-time', paragraphs: ['Hello'] }),
	'community-board': (doc) =>
		startCommunityBoard(doc, { en: 'Board' }, [
			{ kind: 'help', text: 'Rides', lang: 'en', town: 'ware', when: { day: '2026-12-02', time: null }, by: 'm_bob' }
		])
};

function documentOf(kind: DocumentKind): Y.Doc {
	const doc = new Y.Doc();
	starts[kind](doc);
	return doc;
}

// What pages may rely on, as they are built for it.
const words = v.strictObject({
	en: v.optional(v.string()),
	es: v.optional(v.string()),
	look: v.optional(v.picklist(['en', 'es']))
});
const lang = v.picklist(['en', 'es']);
const short = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const ordered = { id: v.string(), order: v.pipe(v.string(), v.maxLength(200)) };
const inline = v.union([
	v.strictObject({
		type: v.literal('text'),
		text: v.string(),
		marks: v.optional(v.array(v.picklist(['bold', 'italic'])))
	}),
	v.strictObject({ type: v.literal('hardBreak') })
]);
const richText = v.array(
	v.union([
		v.strictObject({ type: v.literal('paragraph'), content: v.array(inline) }),
		v.strictObject({ type: v.picklist(['bulletList', 'orderedList']), content: v.array(v.any()) })
	])
);
const item = v.strictObject({
	...ordered,
	title: words,
	minutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(480))),
	lead: v.nullable(short),
	kind: v.picklist(['discussion', 'decision', 'report', 'announcement']),
	done: v.boolean(),
	notes: richText
});
const listId = v.picklist(['todo', 'doing', 'waiting', 'done']);
const task = v.strictObject({
	...ordered,
	list: listId,
	title: words,
	doneWhen: words,
	notes: richText,
	due: v.nullable(v.pipe(v.string(), v.isoDate())),
	assignees: v.array(short),
	labels: v.array(short),
	checklist: v.array(v.strictObject({ ...ordered, text: v.string(), done: v.boolean() }))
});
const entry = v.strictObject({
	...ordered,
	kind: v.picklist(['events', 'help', 'questions', 'successes', 'connections']),
	text: v.string(),
	lang,
	town: short,
	when: v.nullable(v.strictObject({ day: v.pipe(v.string(), v.isoDate()), time: v.nullable(v.string()) })),
	by: v.nullable(short),
	client: v.number()
});
const shapes: Record<DocumentKind, v.GenericSchema> = {
	agenda: v.strictObject({ title: words, items: v.array(item), removed: v.array(item) }),
	'task-board': v.strictObject({
		lists: v.pipe(v.array(v.strictObject({ id: listId, title: words, tasks: v.array(task) })), v.length(4)),
		removed: v.array(task)
	}),
	letter: v.strictObject({
		title: v.string(),
		lang,
		correspondence: v.picklist(['one-time', 'ongoing']),
		body: richText
	}),
	'community-board': v.strictObject({ title: words, entries: v.array(entry) })
};

/** Every map in the document, the outermost first, as a way to it: from the root's name along its keys. */
function waysIn(doc: Y.Doc): string[][] {
	const waysFrom = (map: Y.Map<unknown>, way: string[]): string[][] => [
		way,
		...[...map].flatMap(([key, value]) =>
			value instanceof Y.Map ? waysFrom(value as Y.Map<unknown>, [...way, key]) : []
		)
	];
	return [...doc.share]
		.filter(([name]) => name !== 'body')
		.flatMap(([name]) => waysFrom(doc.getMap<unknown>(name), [name]));
}

function mapAt(doc: Y.Doc, [root = '', ...keys]: readonly string[]): Y.Map<unknown> {
	return keys.reduce((map, key) => map.get(key) as Y.Map<unknown>, doc.getMap<unknown>(root));
}

function expectReadable(kind: DocumentKind, doc: Y.Doc, what: string): void {
	const content = readDocument(kind, doc);
	expect(
		v.safeParse(shapes[kind], content).issues?.map(({ message, path }) => [message, path?.length]),
		what
	).toBe(undefined);
	expect(readDocument(kind, copyOf(doc)), what).toEqual(content);
	expect(JSON.parse(JSON.stringify(content)), what).toEqual(content);
}

describe.each(documentKinds)('%s', (kind) => {
	it('is plain JSON, the same on every device', () => {
		expectReadable(kind, documentOf(kind), 'as it begins');
		expectReadable(kind, new Y.Doc(), 'empty');
	});

	it('is readable with anything at any place', () => {
		const blank = documentOf(kind);
		const ways = waysIn(blank);
		expect(ways.length).toBeGreaterThan(kind === 'letter' ? 0 : 3);
		for (const way of ways) {
			const keys = [...mapAt(blank, way).keys(), 'look', 'removed', 'constructor', '__proto__', 'x'.repeat(300)];
			for (const key of keys) {
				for (const [index, make] of strangeValues.entries()) {
					const doc = copyOf(blank);
					mapAt(doc, way).set(key, make());
					expectReadable(kind, copyOf(doc), `${way.join('.')}.${key} = value ${index}`);
				}
			}
		}
	});

	it('is readable with another type at its roots', () => {
		const blank = documentOf(kind);
		for (const name of blank.share.keys()) {
			const doc = new Y.Doc();
			if (name === 'body') doc.getMap(name).set('en', 'x');
			else doc.getText(name).insert(0, 'x');
			doc.getXmlFragment('more').insert(0, [new Y.XmlElement('script')]);
			expectReadable(kind, copyOf(doc), name);
		}
	});

	it('can be taken back whole', () => {
		const doc = new Y.Doc();
		const undo = new Y.UndoManager(readers[kind].roots(doc), { trackedOrigins: new Set([localEdit]) });
		const before = readDocument(kind, doc);
		starts[kind](doc);
		expect(readDocument(kind, doc)).not.toEqual(before);
		undo.undo();
		expect(readDocument(kind, doc)).toEqual(before);
	});
});
