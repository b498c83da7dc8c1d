// What people do to a document of each kind, at random: the named edits, typed text, and rich text as the editor writes it.
import * as Y from 'yjs';
import * as agenda from '../../src/shared/documents/agenda.ts';
import * as board from '../../src/shared/documents/community-board.ts';
import type { DocumentKind } from '../../src/shared/documents/kinds.ts';
import * as letter from '../../src/shared/documents/letter.ts';
import { createParagraphs } from '../../src/shared/documents/rich-text.ts';
import * as tasks from '../../src/shared/documents/task-board.ts';
import { editText, markOther, sharedText } from '../../src/shared/documents/words.ts';
import type { Random } from './random.ts';

export interface Editing {
	start(doc: Y.Doc): void;
	/** One random edit by one person. */
	edit(doc: Y.Doc, random: Random, name: string): void;
}

const words = ['rides', 'stamps', 'childcare', 'pizza', 'interpretación', 'ñandú', '🌱', '', 'a', 'call the office'];

function typeInto(text: Y.Text | null, random: Random): void {
	if (!text) return;
	const current = text.toString();
	const at = random.below(current.length + 1);
	editText(
		text,
		random.chance(0.7) ? current.slice(0, at) + random.pick(words) + current.slice(at) : current.slice(0, at)
	);
}

function typeIntoFragment(fragment: Y.XmlFragment | null, random: Random): void {
	if (!fragment) return;
	if (fragment.length === 0 || random.chance(0.3)) {
		const added = random.chance(0.7) ? createParagraphs([random.pick(words)]) : [createList(random, 0)];
		fragment.insert(random.below(fragment.length + 1), added);
		return;
	}
	const index = random.below(fragment.length);
	const node = fragment.get(index);
	if (random.chance(0.2)) fragment.delete(index);
	else if (node instanceof Y.XmlElement) typeIntoNode(node, random);
}

/** As y-prosemirror writes it: words, line breaks, bold and italic; and into one of the lines of a list. */
function typeIntoNode(node: Y.XmlElement, random: Random): void {
	if (node.nodeName !== 'paragraph') {
		if (node.nodeName === 'orderedList' && random.chance(0.2)) setAttribute(node, 'start', 1 + random.below(4));
		else if (node.nodeName !== 'listItem' && random.chance(0.3)) node.insert(node.length, [createListItem(random, 0)]);
		else if (node.length > 0) {
			const child = node.get(random.below(node.length));
			if (child instanceof Y.XmlElement) typeIntoNode(child, random);
		}
		return;
	}
	const text = node.length > 0 ? node.get(random.below(node.length)) : null;
	if (!(text instanceof Y.XmlText)) node.insert(node.length, [new Y.XmlText(random.pick(words))]);
	else if (random.chance(0.1)) node.insert(node.length, [new Y.XmlElement('hardBreak'), new Y.XmlText()]);
	else if (random.chance(0.2) && text.length > 1) {
		text.format(0, wholeCharacters(text, 1 + random.below(text.length)), {
			[random.pick(['bold', 'italic'])]: random.pick([{}, null])
		});
	} else text.insert(random.below(text.length + 1), random.pick(words));
}

/** Formatting half an emoji makes yjs replace both halves on this replica alone; no editor does it. */
function wholeCharacters(text: Y.XmlText, length: number): number {
	const delta = text.toDelta() as { insert: string }[];
	const last = delta
		.map(({ insert }) => insert)
		.join('')
		.charCodeAt(length - 1);
	return last >= 0xd800 && last <= 0xdbff ? length + 1 : length;
}

function createList(random: Random, depth: number): Y.XmlElement {
	const list = new Y.XmlElement(random.pick(['bulletList', 'orderedList']));
	if (list.nodeName === 'orderedList') setAttribute(list, 'start', 1);
	list.insert(0, [createListItem(random, depth), createListItem(random, depth)]);
	return list;
}

/** An element's attributes are typed as strings, and hold whatever the editor's schema has there. */
function setAttribute(node: Y.XmlElement, name: string, value: number): void {
	(node as unknown as Y.XmlElement<Record<string, number>>).setAttribute(name, value);
}

function createListItem(random: Random, depth: number): Y.XmlElement {
	const item = new Y.XmlElement('listItem');
	const deeper = depth < 4 && random.chance(0.3) ? [createList(random, depth + 1)] : [];
	item.insert(0, [...createParagraphs([random.pick(words)]), ...deeper]);
	return item;
}

const idOr = (random: Random, things: readonly { id: string }[]) => (things.length > 0 ? random.pick(things).id : '');
export const idOrEnd = (random: Random, things: readonly { id: string }[]) =>
	random.chance(0.2) ? null : idOr(random, things) || null;

/** Every agenda item, task and entry that anyone added, so that a lost one is noticed. */
export type Added = Set<string>;

export const schedules: Record<DocumentKind, (added: Added) => Editing> = {
	agenda: (added) => ({
		start: (doc) =>
			agenda.startAgenda(doc, {
				title: { en: 'Weekly', es: 'Semanal' },
				items: [1, 2, 3].map((n) => ({ title: { en: `Item ${n}`, es: `Punto ${n}` }, minutes: n }))
			}),
		edit(doc, random, name) {
			const { items, removed } = agenda.readAgenda(doc);
			const id = idOr(random, items);
			const edits = [
				() => added.add(agenda.addItem(doc, { title: { es: random.pick(words) }, before: idOrEnd(random, items) })),
				() => agenda.moveItem(doc, id, idOrEnd(random, items)),
				() => agenda.setItemDone(doc, id, random.chance(0.5)),
				() => agenda.setItemMinutes(doc, id, random.below(30)),
				() => agenda.setItemKind(doc, id, random.pick(agenda.itemKinds)),
				() => agenda.setItemLead(doc, id, name),
				() => agenda.removeItem(doc, id),
				() => agenda.restoreItem(doc, idOr(random, removed)),
				() => typeInto(sharedText(agenda.itemTitle(doc, id), 'en'), random),
				() => {
					const title = agenda.itemTitle(doc, id);
					if (title) markOther(title, random.pick(['en', 'es']));
				},
				() => typeIntoFragment(agenda.itemNotes(doc, id), random)
			];
			random.pick(edits)();
		}
	}),
	'task-board': (added) => ({
		start: (doc) =>
			tasks.startTaskBoard(
				doc,
				{ todo: { en: 'To do' }, doing: { en: 'Doing' }, waiting: { en: 'Waiting' }, done: { en: 'Done' } },
				[1, 2, 3, 4].map((n) => ({ title: { en: `Task ${n}` } }))
			),
		edit(doc, random, name) {
			const { lists, removed } = tasks.readTaskBoard(doc);
			const all = lists.flatMap((list) => list.tasks);
			const [id, list] = [idOr(random, all), random.pick(lists)];
			const lines = all.find((task) => task.id === id)?.checklist ?? [];
			const edits = [
				() => added.add(tasks.addTask(doc, list.id, { title: { en: random.pick(words) } })),
				() => tasks.moveTask(doc, id, list.id, idOrEnd(random, list.tasks)),
				() => tasks.moveTask(doc, id, list.id, idOrEnd(random, list.tasks)),
				() => tasks.setAssigned(doc, id, name, random.chance(0.6)),
				() => tasks.setLabel(doc, id, random.pick(words), random.chance(0.6)),
				() => tasks.setTaskDue(doc, id, random.pick(['2026-12-02', '2026-02-30', null])),
				() => tasks.addChecklistLine(doc, id, random.pick(words)),
				() => tasks.setChecklistDone(doc, id, idOr(random, lines), random.chance(0.5)),
				() => tasks.removeChecklistLine(doc, id, idOr(random, lines)),
				() => tasks.removeTask(doc, id),
				() => tasks.restoreTask(doc, idOr(random, removed)),
				() => typeInto(sharedText(tasks.taskTitle(doc, id), 'en'), random),
				() => typeIntoFragment(tasks.taskNotes(doc, id), random)
			];
			random.pick(edits)();
		}
	}),
	letter: () => ({
		start: (doc) =>
			letter.startLetter(doc, {
				title: 'Letter 1',
				lang: 'en',
				correspondence: 'one-time',
				paragraphs: ['Hello,', '']
			}),
		edit(doc, random) {
			const edits = [
				() => letter.setLetterLanguage(doc, random.pick(['en', 'es'])),
				() => letter.setCorrespondence(doc, random.pick(letter.correspondences)),
				() => typeInto(letter.letterTitle(doc), random),
				() => typeIntoFragment(letter.letterBody(doc), random),
				() => typeIntoFragment(letter.letterBody(doc), random)
			];
			random.pick(edits)();
		}
	}),
	'community-board': (added) => ({
		start: (doc) => board.startCommunityBoard(doc, { en: 'Board', es: 'Tablero' }),
		edit(doc, random, name) {
			const { entries } = board.readCommunityBoard(doc);
			const id = idOr(random, entries);
			const edits = [
				() =>
					added.add(
						board.addEntry(doc, {
							kind: random.pick(board.entryKinds),
							text: random.pick(words),
							lang: random.pick(['en', 'es']),
							town: 'holyoke',
							when: null,
							by: name
						})
					),
				() => typeInto(board.entryText(doc, id), random),
				() => board.setEntryTown(doc, id, random.pick(['ware', 'florida'])),
				() => board.setEntryWhen(doc, id, random.pick([null, { day: '2026-12-01', time: '19:00' }])),
				() => board.moveEntry(doc, id, idOrEnd(random, entries))
			];
			random.pick(edits)();
		}
	})
};
