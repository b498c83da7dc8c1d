// The task board of one space: four lists, tasks in them, one place for each task.
//
// In the document: map "lists" { <list id>: { title: words } }
//                  map "tasks" { <id>: { title: words, doneWhen: words, notes: XmlFragment, place: { list, order }, due,
//                                        assignees: { <actor id>: true }, labels: { <label>: true },
//                                        checklist: { <id>: { text: Y.Text, done, order } }, removed } }
// List and order are one value, so that a task that two people move at once ends in one of the two places, whole.
import * as Y from 'yjs';
import { limits } from '../protocol/limits.ts';
import { edit, newId, readDay, readShortString, type DocumentReader } from './edits.ts';
import { byOrder, orderBefore, type Ordered } from './order.ts';
import { taskBoardAsText } from './plain-text.ts';
import { createParagraphs, readRichText, type RichText } from './rich-text.ts';
import type { Words } from './reading.ts';
import { createWords, readWords, wellFormed } from './words.ts';

export const listIds = ['todo', 'doing', 'waiting', 'done'] as const;
export type ListId = (typeof listIds)[number];

export interface ChecklistLine extends Ordered {
	text: string;
	done: boolean;
}

export interface Task extends Ordered {
	list: ListId;
	title: Words;
	/** How we will know that it is done. */
	doneWhen: Words;
	notes: RichText;
	/** "2026-12-02" */
	due: string | null;
	/** Actor ids. */
	assignees: string[];
	labels: string[];
	checklist: ChecklistLine[];
}

export interface TaskList {
	id: ListId;
	title: Words;
	tasks: Task[];
}

export interface TaskBoard {
	lists: TaskList[];
	removed: Task[];
}

export interface TaskTemplate {
	title: Words;
	doneWhen?: Words;
	list?: ListId;
	due?: string;
	assignees?: string[];
	labels?: string[];
	checklist?: { text: string; done: boolean }[];
}

const listsOf = (doc: Y.Doc) => doc.getMap<unknown>('lists');
const tasksOf = (doc: Y.Doc) => doc.getMap<unknown>('tasks');
const taskIn = (doc: Y.Doc, id: string) => childMap(tasksOf(doc), id);

export function readTaskBoard(doc: Y.Doc): TaskBoard {
	const tasks: Task[] = [];
	const removed: Task[] = [];
	for (const [id, map] of tasksOf(doc)) {
		if (map instanceof Y.Map) (map.get('removed') === true ? removed : tasks).push(readTask(id, map as Y.Map<unknown>));
	}
	tasks.sort(byOrder);
	const lists = listIds.map((id) => ({
		id,
		title: readWords(childMap(listsOf(doc), id)?.get('title')),
		tasks: tasks.filter((task) => task.list === id)
	}));
	return { lists, removed: removed.sort(byOrder) };
}

function readTask(id: string, map: Y.Map<unknown>): Task {
	const place = readPlace(map.get('place'));
	return {
		id,
		...place,
		title: readWords(map.get('title')),
		doneWhen: readWords(map.get('doneWhen')),
		notes: readRichText(map.get('notes')),
		due: readDay(map.get('due')),
		assignees: readKeys(map.get('assignees')),
		labels: readKeys(map.get('labels')),
		checklist: readChecklist(map.get('checklist'))
	};
}

function readPlace(value: unknown): { list: ListId; order: string } {
	const place = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
	return {
		list: listIds.find((id) => id === place['list']) ?? 'todo',
		order: readShortString(place['order'], 200) ?? ''
	};
}

function readKeys(map: unknown): string[] {
	if (!(map instanceof Y.Map)) return [];
	return [...map.keys()].filter((key) => readShortString(key) !== null).sort();
}

function readChecklist(map: unknown): ChecklistLine[] {
	if (!(map instanceof Y.Map)) return [];
	const lines: ChecklistLine[] = [];
	for (const [id, line] of map as Y.Map<unknown>) {
		if (!(line instanceof Y.Map)) continue;
		const text: unknown = line.get('text');
		lines.push({
			id,
			text: text instanceof Y.Text ? text.toString() : '',
			done: line.get('done') === true,
			order: readShortString(line.get('order'), 200) ?? ''
		});
	}
	return lines.sort(byOrder);
}

/** Fills an empty document. Only at its creation. */
export function startTaskBoard(doc: Y.Doc, titles: Record<ListId, Words>, tasks: readonly TaskTemplate[]): void {
	edit(doc, () => {
		for (const id of listIds) {
			const list = new Y.Map<unknown>();
			list.set('title', createWords(titles[id]));
			listsOf(doc).set(id, list);
		}
		for (const task of tasks) addTask(doc, task.list ?? 'todo', task);
	});
}

/** To the end of the list. Returns the id of the new task. */
export function addTask(doc: Y.Doc, list: ListId, task: TaskTemplate): string {
	const id = newId();
	edit(doc, () => {
		const map = new Y.Map<unknown>();
		map.set('title', createWords(task.title));
		map.set('doneWhen', createWords(task.doneWhen ?? {}));
		const notes = new Y.XmlFragment();
		notes.insert(0, createParagraphs(['']));
		map.set('notes', notes);
		map.set('due', task.due ?? null);
		map.set('assignees', keySet(task.assignees ?? []));
		map.set('labels', keySet(task.labels ?? []));
		map.set('checklist', new Y.Map());
		map.set('place', { list, order: orderBefore(tasksIn(doc, list), null, null) });
		tasksOf(doc).set(id, map);
		for (const line of task.checklist ?? []) {
			const lineId = addChecklistLine(doc, id, line.text);
			if (line.done) setChecklistDone(doc, id, lineId, true);
		}
	});
	return id;
}

function keySet(keys: readonly string[]): Y.Map<true> {
	return new Y.Map<true>(keys.map((key) => [key, true]));
}

function tasksIn(doc: Y.Doc, list: ListId): Task[] {
	return readTaskBoard(doc).lists.find(({ id }) => id === list)?.tasks ?? [];
}

/** Into a list, in front of another task or to its end. */
export function moveTask(doc: Y.Doc, id: string, list: ListId, before: string | null): void {
	edit(doc, () => taskIn(doc, id)?.set('place', { list, order: orderBefore(tasksIn(doc, list), id, before) }));
}

export function taskTitle(doc: Y.Doc, id: string): Y.Map<unknown> | null {
	return childMap(taskIn(doc, id), 'title');
}

export function taskDoneWhen(doc: Y.Doc, id: string): Y.Map<unknown> | null {
	return childMap(taskIn(doc, id), 'doneWhen');
}

export function taskNotes(doc: Y.Doc, id: string): Y.XmlFragment | null {
	const notes: unknown = taskIn(doc, id)?.get('notes');
	return notes instanceof Y.XmlFragment ? notes : null;
}

export function listTitle(doc: Y.Doc, list: ListId): Y.Map<unknown> | null {
	return childMap(childMap(listsOf(doc), list), 'title');
}

export function setTaskDue(doc: Y.Doc, id: string, day: string | null): void {
	edit(doc, () => taskIn(doc, id)?.set('due', readDay(day)));
}

export function setAssigned(doc: Y.Doc, id: string, actorId: string, assigned: boolean): void {
	setKey(doc, id, 'assignees', { key: actorId, present: assigned });
}

/**
 * A new label is at most limits.maxLabelLength characters; longer ones are cut. One that is taken off is named as it stands
 * there: another program may have written it.
 */
export function setLabel(doc: Y.Doc, id: string, label: string, present: boolean): void {
	const key = present ? shortLabel(label) : label;
	if (key !== '') setKey(doc, id, 'labels', { key, present });
}

/** Not cut inside a surrogate pair, for the reason that wellFormed gives. */
function shortLabel(label: string): string {
	const cut = wellFormed(label.trim()).slice(0, limits.maxLabelLength);
	return cut.replace(/[\uD800-\uDBFF]$/, '').trimEnd();
}

function setKey(
	doc: Y.Doc,
	id: string,
	field: 'assignees' | 'labels',
	{ key, present }: { key: string; present: boolean }
) {
	edit(doc, () => {
		const map = childMap(taskIn(doc, id), field);
		if (present) map?.set(key, true);
		else map?.delete(key);
	});
}

/** Returns the id of the new line. */
export function addChecklistLine(doc: Y.Doc, id: string, text: string): string {
	const lineId = newId();
	edit(doc, () => {
		const checklist = childMap(taskIn(doc, id), 'checklist');
		if (!checklist) return;
		const line = new Y.Map<unknown>();
		line.set('text', new Y.Text(wellFormed(text)));
		line.set('done', false);
		line.set('order', orderBefore(readChecklist(checklist), null, null));
		checklist.set(lineId, line);
	});
	return lineId;
}

export function setChecklistDone(doc: Y.Doc, id: string, lineId: string, done: boolean): void {
	edit(doc, () => childMap(childMap(taskIn(doc, id), 'checklist'), lineId)?.set('done', done));
}

export function checklistText(doc: Y.Doc, id: string, lineId: string): Y.Text | null {
	const text: unknown = childMap(childMap(taskIn(doc, id), 'checklist'), lineId)?.get('text');
	return text instanceof Y.Text ? text : null;
}

export function removeChecklistLine(doc: Y.Doc, id: string, lineId: string): void {
	edit(doc, () => childMap(taskIn(doc, id), 'checklist')?.delete(lineId));
}

/** Off the board, and kept where it can be brought back. */
export function removeTask(doc: Y.Doc, id: string): void {
	edit(doc, () => taskIn(doc, id)?.set('removed', true));
}

export function restoreTask(doc: Y.Doc, id: string): void {
	edit(doc, () => taskIn(doc, id)?.delete('removed'));
}

export const taskBoardReader: DocumentReader<TaskBoard> = {
	read: readTaskBoard,
	roots: (doc) => [listsOf(doc), tasksOf(doc)],
	asText: taskBoardAsText
};

function childMap(map: Y.Map<unknown> | null | undefined, key: string): Y.Map<unknown> | null {
	const child: unknown = map?.get(key);
	return child instanceof Y.Map ? (child as Y.Map<unknown>) : null;
}
