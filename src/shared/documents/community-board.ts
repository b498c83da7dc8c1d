// The drop-in board: entries of five kinds, written by anyone. An entry holds no name and no contact; those are rows
// beside it (drizzle/schema/entries.ts), because what must fade or stay private never enters a document.
//
// In the document: map "board"   { title: words }
//                  map "entries" { <id>: { kind, text: Y.Text, lang, town, when: { day, time } | null, by, order } }
import * as Y from 'yjs';
import { edit, newId, readChoice, readDay, readShortString, readTime, type DocumentReader } from './edits.ts';
import { byOrder, orderBefore, orderBetween, type Ordered } from './order.ts';
import { entriesAsText } from './plain-text.ts';
import type { Language, Words } from './reading.ts';
import { createWords, readWords, wellFormed } from './words.ts';

export const entryKinds = ['events', 'help', 'questions', 'successes', 'connections'] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface When {
	/** "2026-12-02" */
	day: string;
	/** "19:30" */
	time: string | null;
}

export interface Entry extends Ordered {
	kind: EntryKind;
	text: string;
	lang: Language;
	/** A slug of shared/domain/towns.ts. */
	town: string;
	/** The date of an event, or by when help is needed. */
	when: When | null;
	/** The actor id that the writer's device put in. */
	by: string | null;
	/** The clientID that really wrote the entry. The server knows whose it is; what it says beats `by`. */
	client: number | null;
}

export interface CommunityBoard {
	title: Words;
	/** Newest first. */
	entries: Entry[];
}

export interface NewEntry {
	/** Chosen beforehand, so that the row with name and contact can be sent with it. */
	id?: string;
	kind: EntryKind;
	text: string;
	lang: Language;
	town: string;
	when: When | null;
	by: string;
}

const about = (doc: Y.Doc) => doc.getMap<unknown>('board');
const entriesOf = (doc: Y.Doc) => doc.getMap<unknown>('entries');

/** Null for what is no entry: another program may have written anything. */
function entryIn(doc: Y.Doc, id: string): Y.Map<unknown> | null {
	const entry: unknown = entriesOf(doc).get(id);
	return entry instanceof Y.Map ? (entry as Y.Map<unknown>) : null;
}

export function readCommunityBoard(doc: Y.Doc): CommunityBoard {
	const entries: Entry[] = [];
	for (const [id, map] of entriesOf(doc)) if (map instanceof Y.Map) entries.push(readEntry(id, map as Y.Map<unknown>));
	return { title: readWords(about(doc).get('title')), entries: entries.sort(byOrder) };
}

function readEntry(id: string, map: Y.Map<unknown>): Entry {
	const text: unknown = map.get('text');
	return {
		id,
		kind: readChoice(map.get('kind'), entryKinds),
		text: text instanceof Y.Text ? text.toString() : '',
		lang: readChoice(map.get('lang'), ['en', 'es']),
		town: readShortString(map.get('town')) ?? 'prefer-not-to-say',
		when: readWhen(map.get('when')),
		by: readShortString(map.get('by')),
		order: readShortString(map.get('order'), 200) ?? '',
		client: map._item?.id.client ?? null
	};
}

function readWhen(value: unknown): When | null {
	if (typeof value !== 'object' || value === null) return null;
	const { day, time } = value as Record<string, unknown>;
	const readableDay = readDay(day);
	return readableDay === null ? null : { day: readableDay, time: readTime(time) };
}

/** Fills an empty document. Only at its creation. */
export function startCommunityBoard(doc: Y.Doc, title: Words, entries: readonly NewEntry[] = []): void {
	edit(doc, () => {
		about(doc).set('title', createWords(title));
		for (const entry of entries) addEntry(doc, entry);
	});
}

/** In front of all others. Returns the entry's id. */
export function addEntry(doc: Y.Doc, entry: NewEntry): string {
	const id = entry.id ?? newId();
	edit(doc, () => {
		const first = readCommunityBoard(doc).entries[0]?.order ?? null;
		const map = new Y.Map<unknown>();
		map.set('kind', entry.kind);
		map.set('text', new Y.Text(wellFormed(entry.text)));
		map.set('lang', entry.lang);
		map.set('town', entry.town);
		map.set('when', entry.when);
		map.set('by', entry.by);
		map.set('order', orderBetween(null, first));
		entriesOf(doc).set(id, map);
	});
	return id;
}

export function entryText(doc: Y.Doc, id: string): Y.Text | null {
	const text: unknown = entryIn(doc, id)?.get('text');
	return text instanceof Y.Text ? text : null;
}

export function setEntryTown(doc: Y.Doc, id: string, town: string): void {
	edit(doc, () => entryIn(doc, id)?.set('town', town));
}

export function setEntryWhen(doc: Y.Doc, id: string, when: When | null): void {
	edit(doc, () => entryIn(doc, id)?.set('when', when));
}

export function moveEntry(doc: Y.Doc, id: string, before: string | null): void {
	edit(doc, () => entryIn(doc, id)?.set('order', orderBefore(readCommunityBoard(doc).entries, id, before)));
}

/** Really gone from what anyone is sent: a board that anyone can read must be able to forget. */
export function removeEntry(doc: Y.Doc, id: string): void {
	edit(doc, () => entriesOf(doc).delete(id));
}

export const communityBoardReader: DocumentReader<CommunityBoard> = {
	read: readCommunityBoard,
	roots: (doc) => [about(doc), entriesOf(doc)],
	asText: entriesAsText
};
