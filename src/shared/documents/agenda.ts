// The agenda of one meeting: what a group will talk about, in order, with notes.
//
// In the document: map "agenda" { title: words }
//                  map "items"  { <id>: { title: words, minutes, lead, kind, order, done, removed, notes: XmlFragment } }
import * as Y from 'yjs';
import { limits } from '../protocol/limits.ts';
import { edit, newId, readChoice, readShortString, type DocumentReader } from './edits.ts';
import { byOrder, orderBefore, type Ordered } from './order.ts';
import { agendaAsText } from './plain-text.ts';
import { createParagraphs, readRichText, type RichText } from './rich-text.ts';
import type { Language, Words } from './reading.ts';
import { createWords, readWords } from './words.ts';

export const itemKinds = ['discussion', 'decision', 'report', 'announcement'] as const;
export type ItemKind = (typeof itemKinds)[number];

export interface AgendaItem extends Ordered {
	title: Words;
	/** Planned length; null when nobody has said. */
	minutes: number | null;
	/** Actor id of who leads this item. */
	lead: string | null;
	kind: ItemKind;
	done: boolean;
	notes: RichText;
}

export interface Agenda {
	title: Words;
	items: AgendaItem[];
	/** Taken off the agenda, and kept: nothing that was written is thrown away. */
	removed: AgendaItem[];
}

export interface AgendaTemplate {
	title: Words;
	items: { title: Words; minutes: number | null; kind?: ItemKind; notes?: string[] }[];
}

const about = (doc: Y.Doc) => doc.getMap<unknown>('agenda');
const itemsOf = (doc: Y.Doc) => doc.getMap<unknown>('items');
const itemIn = (doc: Y.Doc, id: string) => asMap(itemsOf(doc).get(id));

export function readAgenda(doc: Y.Doc): Agenda {
	const items: AgendaItem[] = [];
	const removed: AgendaItem[] = [];
	for (const [id, map] of itemsOf(doc)) {
		if (map instanceof Y.Map) (map.get('removed') === true ? removed : items).push(readItem(id, map as Y.Map<unknown>));
	}
	return { title: readWords(about(doc).get('title')), items: items.sort(byOrder), removed: removed.sort(byOrder) };
}

function readItem(id: string, map: Y.Map<unknown>): AgendaItem {
	return {
		id,
		title: readWords(map.get('title')),
		minutes: readMinutes(map.get('minutes')),
		lead: readShortString(map.get('lead')),
		kind: readChoice(map.get('kind'), itemKinds),
		done: map.get('done') === true,
		order: readShortString(map.get('order'), 200) ?? '',
		notes: readRichText(map.get('notes'))
	};
}

function readMinutes(value: unknown): number | null {
	return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limits.maxItemMinutes
		? value
		: null;
}

/** Fills an empty document from a template. Only at its creation: a document is never made again from text. */
export function startAgenda(doc: Y.Doc, template: AgendaTemplate): void {
	edit(doc, () => {
		about(doc).set('title', createWords(template.title));
		for (const item of template.items) {
			addItem(doc, { kind: 'discussion', ...item });
		}
	});
}

export interface NewItem {
	title: Words;
	minutes?: number | null;
	kind?: ItemKind;
	/** Plain paragraphs to begin the notes with. */
	notes?: string[];
	/** The item it goes in front of; the end if absent. */
	before?: string | null;
}

/** Returns the id of the new item. */
export function addItem(
	doc: Y.Doc,
	{ title, minutes = null, kind = 'discussion', notes = [''], before = null }: NewItem
): string {
	const id = newId();
	edit(doc, () => {
		const item = new Y.Map<unknown>();
		item.set('title', createWords(title));
		item.set('minutes', minutes);
		item.set('kind', kind);
		item.set('notes', notesOf(notes));
		item.set('order', orderBefore(readAgenda(doc).items, null, before));
		itemsOf(doc).set(id, item);
	});
	return id;
}

function notesOf(paragraphs: string[]): Y.XmlFragment {
	const fragment = new Y.XmlFragment();
	fragment.insert(0, createParagraphs(paragraphs));
	return fragment;
}

/** The words map of the agenda's own title, for an input to bind to. */
export function agendaTitle(doc: Y.Doc): Y.Map<unknown> | null {
	return asMap(about(doc).get('title'));
}

export function itemTitle(doc: Y.Doc, id: string): Y.Map<unknown> | null {
	return asMap(itemIn(doc, id)?.get('title'));
}

/** The notes of one item, for an editor to bind to. */
export function itemNotes(doc: Y.Doc, id: string): Y.XmlFragment | null {
	const notes: unknown = itemIn(doc, id)?.get('notes');
	return notes instanceof Y.XmlFragment ? notes : null;
}

export function setItemMinutes(doc: Y.Doc, id: string, minutes: number | null): void {
	edit(doc, () => itemIn(doc, id)?.set('minutes', readMinutes(minutes)));
}

export function setItemLead(doc: Y.Doc, id: string, actorId: string | null): void {
	edit(doc, () => itemIn(doc, id)?.set('lead', actorId));
}

export function setItemKind(doc: Y.Doc, id: string, kind: ItemKind): void {
	edit(doc, () => itemIn(doc, id)?.set('kind', kind));
}

export function setItemDone(doc: Y.Doc, id: string, done: boolean): void {
	edit(doc, () => itemIn(doc, id)?.set('done', done));
}

/** In front of another item, or to the end. */
export function moveItem(doc: Y.Doc, id: string, before: string | null): void {
	edit(doc, () => itemIn(doc, id)?.set('order', orderBefore(readAgenda(doc).items, id, before)));
}

/** Off the agenda, and kept where it can be brought back. */
export function removeItem(doc: Y.Doc, id: string): void {
	edit(doc, () => itemIn(doc, id)?.set('removed', true));
}

export function restoreItem(doc: Y.Doc, id: string): void {
	edit(doc, () => itemIn(doc, id)?.delete('removed'));
}

export const agendaReader: DocumentReader<Agenda> = {
	read: readAgenda,
	roots: (doc) => [about(doc), itemsOf(doc)],
	asText: agendaAsText
};

function asMap(value: unknown): Y.Map<unknown> | null {
	return value instanceof Y.Map ? (value as Y.Map<unknown>) : null;
}

/** The minutes of all items together. */
export function totalMinutes(agenda: Agenda): number {
	return agenda.items.reduce((sum, item) => sum + (item.minutes ?? 0), 0);
}

/** The words for a title that one person writes. */
export function inLanguage(lang: Language, text: string): Words {
	return { [lang]: text };
}
