import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { localEdit } from '../../../../../src/shared/documents/edits.ts';
import { createParagraphs, isEmptyRichText, plainTextOf } from '../../../../../src/shared/documents/rich-text.ts';
import {
	addChecklistLine,
	addTask,
	checklistText,
	listIds,
	listTitle,
	moveTask,
	readTaskBoard,
	removeChecklistLine,
	removeTask,
	restoreTask,
	setAssigned,
	setChecklistDone,
	setLabel,
	setTaskDue,
	startTaskBoard,
	taskBoardReader,
	taskDoneWhen,
	taskNotes,
	taskTitle,
	type Task
} from '../../../../../src/shared/documents/task-board.ts';
import { editText, sharedText } from '../../../../../src/shared/documents/words.ts';
import { limits } from '../../../../../src/shared/protocol/limits.ts';
import { aliceAndBob, copyOf, strangeValues } from './people.ts';

const listTitles = {
	todo: { en: 'To do', es: 'Por hacer' },
	doing: { en: 'Doing' },
	waiting: { en: 'Waiting' },
	done: { en: 'Done' }
};
const start = (doc: Y.Doc) =>
	startTaskBoard(doc, listTitles, [
		{
			title: { en: 'Call the office' },
			doneWhen: { en: 'Somebody answered' },
			due: '2026-12-02',
			assignees: ['m_bob', 'm_alice'],
			labels: ['phone'],
			checklist: [
				{ text: 'Find the number', done: true },
				{ text: 'Write a script', done: false }
			]
		},
		{ title: { en: 'Stamps' } },
		{ title: { en: 'Rides' }, list: 'doing' }
	]);

function boardDoc(): Y.Doc {
	const doc = new Y.Doc();
	start(doc);
	return doc;
}
const allTasks = (doc: Y.Doc) => readTaskBoard(doc).lists.flatMap((list) => list.tasks);
const idOf = (doc: Y.Doc, title: string) => allTasks(doc).find((task) => task.title.en === title)?.id ?? `no ${title}`;
function taskOf(doc: Y.Doc, title: string): Task {
	const found = allTasks(doc).find((task) => task.title.en === title);
	if (!found) throw new Error(`there is no task ${title}`);
	return found;
}
/** The titles in each list. */
const shown = (doc: Y.Doc) =>
	Object.fromEntries(readTaskBoard(doc).lists.map(({ id, tasks }) => [id, tasks.map(({ title }) => title.en)]));

describe('a task board', () => {
	it('begins with four lists and the tasks of the template', () => {
		const doc = copyOf(boardDoc());
		const { lists, removed } = readTaskBoard(doc);
		expect(lists.map(({ id, title }) => [id, title.en])).toEqual([
			['todo', 'To do'],
			['doing', 'Doing'],
			['waiting', 'Waiting'],
			['done', 'Done']
		]);
		expect(shown(doc)).toEqual({ todo: ['Call the office', 'Stamps'], doing: ['Rides'], waiting: [], done: [] });
		expect(removed).toEqual([]);
		expect(taskOf(doc, 'Call the office')).toMatchObject({
			doneWhen: { en: 'Somebody answered' },
			due: '2026-12-02',
			assignees: ['m_alice', 'm_bob'],
			labels: ['phone'],
			checklist: [
				{ text: 'Find the number', done: true },
				{ text: 'Write a script', done: false }
			]
		});
		expect(taskOf(doc, 'Stamps')).toMatchObject({ due: null, assignees: [], labels: [], checklist: [] });
		expect(isEmptyRichText(taskOf(doc, 'Stamps').notes)).toBe(true);
	});

	it('that nobody has begun still has its four lists', () => {
		const { lists } = readTaskBoard(new Y.Doc());
		expect(lists.map(({ id }) => id)).toEqual([...listIds]);
		expect(lists.every(({ tasks, title }) => tasks.length === 0 && Object.keys(title).length === 0)).toBe(true);
	});

	it('takes a task into a list, in front of another or to the end', () => {
		const doc = boardDoc();
		moveTask(doc, idOf(doc, 'Rides'), 'todo', idOf(doc, 'Stamps'));
		expect(shown(doc)['todo']).toEqual(['Call the office', 'Rides', 'Stamps']);
		moveTask(doc, idOf(doc, 'Call the office'), 'todo', null);
		expect(shown(doc)['todo']).toEqual(['Rides', 'Stamps', 'Call the office']);
		moveTask(doc, idOf(doc, 'Stamps'), 'done', null);
		expect(shown(doc)).toEqual({ todo: ['Rides', 'Call the office'], doing: [], waiting: [], done: ['Stamps'] });
	});

	it('takes a task to the end when what it goes before stands in another list', () => {
		const doc = boardDoc();
		moveTask(doc, idOf(doc, 'Rides'), 'todo', 'gone');
		expect(shown(doc)['todo']?.at(-1)).toBe('Rides');
	});

	it('keeps a task that is taken off, whole, and brings it back to its place', () => {
		const doc = boardDoc();
		const before = taskOf(doc, 'Call the office');
		removeTask(doc, before.id);
		expect(shown(doc)['todo']).toEqual(['Stamps']);
		expect(readTaskBoard(doc).removed).toEqual([before]);
		restoreTask(doc, before.id);
		expect(readTaskBoard(doc).lists[0]?.tasks[0]).toEqual(before);
	});

	it('gives titles, notes and steps to type in', () => {
		const doc = boardDoc();
		const { id, checklist } = taskOf(doc, 'Call the office');
		const texts = [
			sharedText(taskTitle(doc, id), 'en'),
			sharedText(taskDoneWhen(doc, id), 'en'),
			sharedText(listTitle(doc, 'todo'), 'es'),
			checklistText(doc, id, checklist[0]?.id ?? '')
		];
		for (const text of texts) if (text) editText(text, `${text.toString()}!`);
		taskNotes(doc, id)?.insert(0, createParagraphs(['Ask for Ms. Cruz']));
		const task = taskOf(doc, 'Call the office!');
		expect([task.doneWhen.en, task.checklist[0]?.text]).toEqual(['Somebody answered!', 'Find the number!']);
		expect(plainTextOf(task.notes).trim()).toBe('Ask for Ms. Cruz');
		expect(readTaskBoard(doc).lists[0]?.title).toEqual({ en: 'To do', es: 'Por hacer!' });
	});
});

describe('a task', () => {
	it('belongs to whoever takes it, and no longer to whoever gives it back', () => {
		const doc = boardDoc();
		const id = idOf(doc, 'Stamps');
		setAssigned(doc, id, 'm_bob', true);
		setAssigned(doc, id, 'm_alice', true);
		setAssigned(doc, id, 'm_alice', true);
		expect(taskOf(doc, 'Stamps').assignees).toEqual(['m_alice', 'm_bob']);
		setAssigned(doc, id, 'm_bob', false);
		setAssigned(doc, id, 'm_nobody', false);
		expect(taskOf(doc, 'Stamps').assignees).toEqual(['m_alice']);
	});

	it('is due on a day that exists, or on none', () => {
		const doc = boardDoc();
		const id = idOf(doc, 'Stamps');
		setTaskDue(doc, id, '2026-12-31');
		expect(taskOf(doc, 'Stamps').due).toBe('2026-12-31');
		for (const day of ['2026-02-30', 'tomorrow', '', null]) {
			setTaskDue(doc, id, '2026-12-31');
			setTaskDue(doc, id, day);
			expect(taskOf(doc, 'Stamps').due).toBeNull();
		}
	});

	it('has steps, which are ticked, written and taken away', () => {
		const doc = boardDoc();
		const id = idOf(doc, 'Stamps');
		const lines = ['Buy', 'Share', 'Count \uD83D'].map((text) => addChecklistLine(doc, id, text));
		setChecklistDone(doc, id, lines[1] ?? '', true);
		removeChecklistLine(doc, id, lines[0] ?? '');
		expect(taskOf(copyOf(doc), 'Stamps').checklist.map(({ text, done }) => [text, done])).toEqual([
			['Share', true],
			['Count \uFFFD', false]
		]);
		setChecklistDone(doc, id, lines[1] ?? '', false);
		expect(taskOf(doc, 'Stamps').checklist[0]?.done).toBe(false);
	});
});

describe('a label', () => {
	const labelled = (label: string) => {
		const doc = boardDoc();
		setLabel(doc, idOf(doc, 'Stamps'), label, true);
		return doc;
	};

	it('is put on a task once, and taken off', () => {
		const doc = labelled('  urgent ');
		setLabel(doc, idOf(doc, 'Stamps'), 'urgent', true);
		setLabel(doc, idOf(doc, 'Stamps'), 'mail', true);
		expect(taskOf(doc, 'Stamps').labels).toEqual(['mail', 'urgent']);
		setLabel(doc, idOf(doc, 'Stamps'), 'urgent', false);
		expect(taskOf(doc, 'Stamps').labels).toEqual(['mail']);
	});

	it.each(['', '   ', '\n'])('is none when it says nothing: %j', (label) => {
		expect(taskOf(labelled(label), 'Stamps').labels).toEqual([]);
	});

	it.each(['__proto__', 'constructor', 'toString', 'ñandú', 'x'])('may be any word: %s', (label) => {
		expect(taskOf(copyOf(labelled(label)), 'Stamps').labels).toEqual([label]);
	});

	it('is cut when it is too long', () => {
		const [label] = taskOf(labelled('x'.repeat(100_000)), 'Stamps').labels;
		expect(label).toBe('x'.repeat(limits.maxLabelLength));
	});

	it.each([0, 1, 2])('is cut between characters, so that everybody reads the same (%i before)', (before) => {
		const doc = labelled('x'.repeat(before) + '😀'.repeat(limits.maxLabelLength));
		const { labels } = taskOf(doc, 'Stamps');
		expect(labels.map((label) => label.isWellFormed())).toEqual([true]);
		expect(taskOf(copyOf(doc), 'Stamps').labels).toEqual(labels);
	});

	it('with half a character in it reads the same on every device', () => {
		const doc = labelled('a\uD83Db');
		expect(taskOf(copyOf(doc), 'Stamps').labels).toEqual(taskOf(doc, 'Stamps').labels);
		expect(taskOf(doc, 'Stamps').labels).toEqual(['a\uFFFDb']);
	});

	it('can be taken off as it stands, whoever put it there', () => {
		const foreign = [' spaces ', 'x'.repeat(60)];
		const doc = new Y.Doc();
		start(doc);
		const id = addTask(doc, 'todo', { title: { en: 'Foreign' }, labels: foreign });
		expect(taskOf(doc, 'Foreign').labels).toEqual(foreign);
		for (const label of foreign) setLabel(doc, id, label, false);
		expect(taskOf(doc, 'Foreign').labels).toEqual([]);
	});
});

describe('two people at one board', () => {
	it('who move one task to two lists find it in one of them, whole', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const id = idOf(alice, 'Stamps');
		moveTask(alice, id, 'doing', idOf(alice, 'Rides'));
		moveTask(bob, id, 'done', null);
		meet();
		expect(shown(alice)).toEqual(shown(bob));
		expect(allTasks(alice).filter((task) => task.id === id)).toHaveLength(1);
	});

	it('keep both names, both labels and both steps', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const id = idOf(alice, 'Stamps');
		for (const [doc, name] of [
			[alice, 'alice'],
			[bob, 'bob']
		] as const) {
			setAssigned(doc, id, `m_${name}`, true);
			setLabel(doc, id, name, true);
			addChecklistLine(doc, id, name);
		}
		meet();
		const task = taskOf(alice, 'Stamps');
		expect(task).toEqual(taskOf(bob, 'Stamps'));
		expect([task.assignees, task.labels]).toEqual([
			['m_alice', 'm_bob'],
			['alice', 'bob']
		]);
		expect(task.checklist.map(({ text }) => text).sort()).toEqual(['alice', 'bob']);
	});

	it('take back one action each, and nothing of the other', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const undo = new Y.UndoManager(taskBoardReader.roots(alice), {
			trackedOrigins: new Set([localEdit]),
			captureTimeout: 0
		});
		addTask(alice, 'todo', { title: { en: 'Mine' }, labels: ['x'], checklist: [{ text: 'a', done: true }] });
		moveTask(bob, idOf(bob, 'Rides'), 'done', null);
		meet();
		undo.undo();
		expect(shown(alice)).toEqual({ todo: ['Call the office', 'Stamps'], doing: [], waiting: [], done: ['Rides'] });
		expect(undo.undoStack).toEqual([]);
	});
});

describe('what is not there', () => {
	function editAll(doc: Y.Doc, id: string): void {
		moveTask(doc, id, 'done', null);
		setTaskDue(doc, id, '2026-12-02');
		setAssigned(doc, id, 'm_alice', true);
		setLabel(doc, id, 'x', true);
		addChecklistLine(doc, id, 'x');
		setChecklistDone(doc, id, 'x', true);
		removeChecklistLine(doc, id, 'x');
		removeTask(doc, id);
		restoreTask(doc, id);
	}
	const parts = (doc: Y.Doc, id: string) => [
		taskTitle(doc, id),
		taskDoneWhen(doc, id),
		taskNotes(doc, id),
		checklistText(doc, id, 'x')
	];

	it.each(['', 'gone', 'constructor', '__proto__'])('can be edited without anything happening: %j', (id) => {
		const doc = boardDoc();
		const before = readTaskBoard(doc);
		editAll(doc, id);
		expect(parts(doc, id)).toEqual([null, null, null, null]);
		expect(readTaskBoard(doc)).toEqual(before);
	});

	it('is what another program put in place of a task', () => {
		for (const make of strangeValues) {
			const value = make();
			if (value instanceof Y.Map) continue;
			const doc = boardDoc();
			const before = readTaskBoard(doc);
			doc.getMap('tasks').set('strange', value);
			editAll(doc, 'strange');
			expect(parts(doc, 'strange')).toEqual([null, null, null, null]);
			expect(readTaskBoard(doc)).toEqual(before);
		}
	});

	it('is a title that another program put in place of a list', () => {
		for (const make of strangeValues) {
			const doc = boardDoc();
			doc.getMap('lists').set('todo', make());
			expect(readTaskBoard(copyOf(doc)).lists[0]).toMatchObject({ id: 'todo', title: {} });
			expect(shown(doc)['todo']).toEqual(['Call the office', 'Stamps']);
			expect(listTitle(doc, 'todo')).toBeNull();
		}
	});
});

describe('a task of another program', () => {
	it('stands in the first list when its own is unknown', () => {
		for (const make of strangeValues) {
			const doc = boardDoc();
			(doc.getMap('tasks').get(idOf(doc, 'Rides')) as Y.Map<unknown>).set('place', make());
			expect([...(shown(doc)['todo'] ?? [])].sort()).toEqual(['Call the office', 'Rides', 'Stamps']);
			moveTask(doc, idOf(doc, 'Rides'), 'doing', null);
			expect(shown(doc)['doing']).toEqual(['Rides']);
		}
	});

	it('shows no names and labels that are empty or endless', () => {
		const doc = boardDoc();
		addTask(doc, 'todo', {
			title: { en: 'Foreign' },
			assignees: ['', 'm_alice', 'x'.repeat(1_000)],
			labels: ['', 'fine', 'x'.repeat(1_000)],
			due: '2026-02-30'
		});
		expect(taskOf(doc, 'Foreign')).toMatchObject({ assignees: ['m_alice'], labels: ['fine'], due: null });
	});
});
