// The page's language and its live region need Svelte and a browser, so plain ones stand in for them.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { moveAndSay, placeForKey } from '../../../../../src/lib/task-board/moving.ts';
import {
	moveTask,
	readTaskBoard,
	startTaskBoard,
	type ListId,
	type TaskList
} from '../../../../../src/shared/documents/task-board.ts';
import { overwriteGetLocale } from '../../../../../src/shared/paraglide/runtime.js';

const page = vi.hoisted((): { current: 'en' | 'es'; said: string[] } => ({ current: 'en', said: [] }));
vi.mock('../../../../../src/lib/i18n/language.svelte.ts', () => ({ language: page }));
vi.mock('../../../../../src/lib/ui/announcer.svelte.ts', () => ({
	announcer: { say: (text: string) => page.said.push(text) }
}));
overwriteGetLocale(() => page.current);

function boardOf(lists: Partial<Record<ListId, string[]>>): Y.Doc {
	const doc = new Y.Doc();
	startTaskBoard(
		doc,
		{
			todo: { en: 'To do', es: 'Por hacer' },
			doing: { en: 'Doing', es: 'En curso' },
			waiting: { en: 'Waiting' },
			done: { en: 'Done' }
		},
		Object.entries(lists).flatMap(([list, titles]) => titles.map((en) => ({ title: { en }, list: list as ListId })))
	);
	return doc;
}
const listsOf = (doc: Y.Doc): TaskList[] => readTaskBoard(doc).lists;
const shown = (doc: Y.Doc) => listsOf(doc).map(({ tasks }) => tasks.map(({ title }) => title.en).join(' '));
const idOf = (doc: Y.Doc, wanted: string) =>
	listsOf(doc)
		.flatMap(({ tasks }) => tasks)
		.find(({ title }) => title.en === wanted)?.id ?? '';

beforeEach(() => {
	page.current = 'en';
	page.said = [];
});

describe('an arrow key', () => {
	const start = { todo: ['A', 'B', 'C'], doing: ['D'], done: ['E', 'F', 'G', 'H'] };
	/** The four lists after a key was pressed on a task; null if nothing happens. */
	function press(key: string, task: string): string[] | null {
		const doc = boardOf(start);
		const place = placeForKey(key, listsOf(doc), idOf(doc, task));
		if (!place) return null;
		moveTask(doc, idOf(doc, task), place.list, place.before);
		return shown(doc);
	}

	it.each([
		['ArrowUp', 'B', ['B A C', 'D', '', 'E F G H']],
		['ArrowUp', 'C', ['A C B', 'D', '', 'E F G H']],
		['ArrowDown', 'A', ['B A C', 'D', '', 'E F G H']],
		['ArrowDown', 'B', ['A C B', 'D', '', 'E F G H']],
		['ArrowRight', 'A', ['B C', 'A D', '', 'E F G H']],
		['ArrowRight', 'C', ['A B', 'D C', '', 'E F G H']],
		['ArrowRight', 'D', ['A B C', '', 'D', 'E F G H']],
		['ArrowLeft', 'D', ['D A B C', '', '', 'E F G H']],
		['ArrowLeft', 'G', ['A B C', 'D', 'G', 'E F H']]
	])('%s on %s takes it one place on, at the same height', (key, task, lists) => {
		expect(press(key, task)).toEqual(lists);
	});

	it.each([
		['ArrowUp', 'A'],
		['ArrowDown', 'C'],
		['ArrowDown', 'D'],
		['ArrowUp', 'D'],
		['ArrowLeft', 'A'],
		['ArrowRight', 'H'],
		['Enter', 'B'],
		['arrowup', 'B'],
		['', 'B'],
		['constructor', 'B']
	])('%s on %s does nothing', (key, task) => {
		expect(press(key, task)).toBeNull();
	});

	it('on a task that has gone meanwhile does nothing', () => {
		expect(placeForKey('ArrowUp', listsOf(boardOf(start)), 'gone')).toBeNull();
		expect(placeForKey('ArrowUp', [], 'gone')).toBeNull();
	});

	it('pressed again and again takes a task through a list and back', () => {
		const doc = boardOf(start);
		for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp']) {
			const place = placeForKey(key, listsOf(doc), idOf(doc, 'A'));
			if (place) moveTask(doc, idOf(doc, 'A'), place.list, place.before);
		}
		expect(shown(doc)).toEqual(['A B C', 'D', '', 'E F G H']);
	});
});

describe('a move', () => {
	it('is said: what, where to, and the how-manieth of how many', () => {
		const doc = boardOf({ todo: ['A', 'B'], doing: ['C'] });
		moveAndSay(doc, idOf(doc, 'A'), 'doing', idOf(doc, 'C'));
		expect(shown(doc)[1]).toBe('A C');
		expect(page.said).toEqual(['Moved “A” to Doing, 1 of 2']);
	});

	it('is said in the language of the page', () => {
		page.current = 'es';
		const doc = boardOf({ todo: ['A', 'B'], doing: ['C'] });
		moveAndSay(doc, idOf(doc, 'C'), 'todo', null);
		expect(page.said).toEqual(['Movida «C» a Por hacer, 3 de 3']);
	});

	it('of a task that has gone meanwhile is not said', () => {
		const doc = boardOf({ todo: ['A'] });
		moveAndSay(doc, 'gone', 'done', null);
		expect(page.said).toEqual([]);
		expect(shown(doc)).toEqual(['A', '', '', '']);
	});
});
