// Moving a task by whatever means (drag, keys, "Move to…"): one verb, and one sentence that says where it is now.
import type { Doc } from 'yjs';
import { m } from '#shared/paraglide/messages.js';
import { moveTask, readTaskBoard, type ListId, type TaskList } from '#shared/documents/task-board.ts';
import { readingOf } from '#shared/documents/reading.ts';
import { language } from '#lib/i18n/language.svelte.ts';
import { announcer } from '#lib/ui/announcer.svelte.ts';

export function moveAndSay(doc: Doc, id: string, list: ListId, before: string | null): void {
	moveTask(doc, id, list, before);
	const target = readTaskBoard(doc).lists.find((candidate) => candidate.id === list);
	const place = target?.tasks.findIndex((task) => task.id === id) ?? -1;
	const task = target?.tasks[place];
	if (!target || !task) return;
	announcer.say(
		m.tasks_moved({
			title: readingOf(task.title, language.current).text,
			list: readingOf(target.title, language.current).text,
			place: place + 1,
			count: target.tasks.length
		})
	);
}

/** Where an arrow key takes a task: within its list, or to the same place in the list beside it. Null: nowhere. */
export function placeForKey(
	key: string,
	lists: readonly TaskList[],
	id: string
): { list: ListId; before: string | null } | null {
	const at = lists.findIndex((list) => list.tasks.some((task) => task.id === id));
	const list = lists[at];
	if (!list) return null;
	const index = list.tasks.findIndex((task) => task.id === id);
	const inFrontOf = (target: TaskList, place: number) => ({ list: target.id, before: target.tasks[place]?.id ?? null });
	const beside = (step: number) => {
		const next = lists[at + step];
		return next ? inFrontOf(next, index) : null;
	};
	switch (key) {
		case 'ArrowUp':
			return index === 0 ? null : inFrontOf(list, index - 1);
		case 'ArrowDown':
			return index === list.tasks.length - 1 ? null : inFrontOf(list, index + 2);
		case 'ArrowLeft':
			return beside(-1);
		case 'ArrowRight':
			return beside(1);
		default:
			return null;
	}
}
