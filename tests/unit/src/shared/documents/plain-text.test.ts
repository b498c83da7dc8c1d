import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	addItem,
	itemNotes,
	readAgenda,
	removeItem,
	setItemDone,
	startAgenda
} from '../../../../../src/shared/documents/agenda.ts';
import {
	readCommunityBoard,
	startCommunityBoard,
	type EntryKind
} from '../../../../../src/shared/documents/community-board.ts';
import { documentAsText, documentKinds } from '../../../../../src/shared/documents/kinds.ts';
import { readLetter, startLetter } from '../../../../../src/shared/documents/letter.ts';
import {
	agendaAsText,
	communityBoardAsText,
	letterAsText,
	linesMissingIn,
	taskBoardAsText
} from '../../../../../src/shared/documents/plain-text.ts';
import { createParagraphs } from '../../../../../src/shared/documents/rich-text.ts';
import { readTaskBoard, startTaskBoard, taskNotes } from '../../../../../src/shared/documents/task-board.ts';

const lines = (...all: string[]) => all.join('\n');

function agenda(): Y.Doc {
	const doc = new Y.Doc();
	startAgenda(doc, {
		title: { en: 'Weekly meeting', es: 'Reunión semanal' },
		items: [
			{ title: { en: 'Arrive', es: 'Llegada' }, minutes: 5 },
			{ title: { en: 'Court support' }, minutes: null, notes: ['Who can come?', 'Rides?'] }
		]
	});
	return doc;
}

function taskBoard(): Y.Doc {
	const doc = new Y.Doc();
	startTaskBoard(
		doc,
		{
			todo: { en: 'To do', es: 'Por hacer' },
			doing: { en: 'Doing' },
			waiting: { en: 'Waiting' },
			done: { en: 'Done' }
		},
		[
			{
				title: { en: 'Stamps', es: 'Sellos' },
				due: '2026-12-02',
				assignees: ['m_bob'],
				checklist: [
					{ text: 'Buy', done: true },
					{ text: 'Share', done: false }
				]
			},
			{ title: { en: 'Rides' }, list: 'done' }
		]
	);
	return doc;
}

function letter(): Y.Doc {
	const doc = new Y.Doc();
	startLetter(doc, { title: 'Letter 12', lang: 'es', correspondence: 'ongoing', paragraphs: ['Hola,', 'Un abrazo.'] });
	return doc;
}

const kinds: Record<EntryKind, string> = {
	events: 'Upcoming events',
	help: 'Help wanted',
	questions: 'Questions',
	successes: 'What worked',
	connections: 'Connections'
};
const boardWords = { kinds, town: (slug: string) => (slug === 'prefer-not-to-say' ? '' : slug) };

function board(): Y.Doc {
	const doc = new Y.Doc();
	const entry = { lang: 'en' as const, when: null, by: 'm_bob' };
	startCommunityBoard(doc, { en: 'Board' }, [
		{ ...entry, kind: 'help', text: 'A ride', town: 'prefer-not-to-say' },
		{ ...entry, kind: 'help', text: 'Stamps', town: 'ware' },
		{ ...entry, kind: 'events', text: 'Pizza', town: 'holyoke', when: { day: '2026-12-02', time: '19:30' } },
		{ ...entry, kind: 'events', text: 'Rally', town: 'prefer-not-to-say', when: { day: '2026-12-03', time: null } }
	]);
	return doc;
}

describe('an agenda as text', () => {
	it('has its title, its items with numbers and minutes, and their notes set in', () => {
		expect(agendaAsText(readAgenda(agenda()), 'en')).toBe(
			lines('Weekly meeting', '', '1. Arrive (5 min)', '2. Court support', '   Who can come?', '', '   Rides?')
		);
	});

	it('is in the reader’s language where there is one, and in the other where not', () => {
		expect(agendaAsText(readAgenda(agenda()), 'es')).toContain(
			lines('Reunión semanal', '', '1. Llegada (5 min)', '2. Court support')
		);
	});

	it('shows what is done, and leaves out what was taken off and notes that say nothing', () => {
		const doc = agenda();
		const [first, second] = readAgenda(doc).items;
		setItemDone(doc, first?.id ?? '', true);
		itemNotes(doc, first?.id ?? '')?.insert(0, createParagraphs(['  ']));
		removeItem(doc, second?.id ?? '');
		addItem(doc, { title: {}, minutes: 0 });
		expect(agendaAsText(readAgenda(doc), 'en')).toBe(
			lines('Weekly meeting', '', '[x] 1. Arrive (5 min)', '2.  (0 min)')
		);
	});
});

describe('a task board as text', () => {
	it('has its lists, tasks with due dates, steps and notes, and nobody’s id', () => {
		const doc = taskBoard();
		const stamps = readTaskBoard(doc).lists[0]?.tasks[0];
		taskNotes(doc, stamps?.id ?? '')?.insert(0, createParagraphs(['Forever stamps']));
		expect(taskBoardAsText(readTaskBoard(doc), 'en')).toBe(
			lines(
				'To do',
				'- Stamps (2026-12-02)',
				'  [x] Buy',
				'  [ ] Share',
				'   Forever stamps',
				'',
				'Doing',
				'',
				'Waiting',
				'',
				'Done',
				'- Rides'
			)
		);
		expect(taskBoardAsText(readTaskBoard(doc), 'es')).toContain(lines('Por hacer', '- Sellos'));
	});
});

describe('a letter as text', () => {
	it('is its words alone, without the title of the draft', () => {
		expect(letterAsText(readLetter(letter()))).toBe(lines('Hola,', '', 'Un abrazo.'));
		expect(letterAsText(readLetter(new Y.Doc()))).toBe('');
	});
});

describe('the community board as text', () => {
	it('has its entries by kind, with town and date where there are any', () => {
		expect(communityBoardAsText(readCommunityBoard(board()), boardWords)).toBe(
			lines(
				'Upcoming events',
				'- Rally (2026-12-03)',
				'- Pizza (holyoke, 2026-12-02 19:30)',
				'',
				'Help wanted',
				'- Stamps (ware)',
				'- A ride'
			)
		);
	});

	it('is empty when there is nothing on it', () => {
		expect(communityBoardAsText(readCommunityBoard(new Y.Doc()), boardWords)).toBe('');
	});
});

describe('any document as text', () => {
	const documents = { agenda, 'task-board': taskBoard, letter, 'community-board': board };

	it('has the words that were written', () => {
		expect(documentAsText('agenda', agenda(), 'es')).toContain('Llegada');
		expect(documentAsText('task-board', taskBoard(), 'en')).toContain('- Stamps');
		expect(documentAsText('letter', letter(), 'en')).toBe(lines('Hola,', '', 'Un abrazo.'));
		expect(documentAsText('community-board', board(), 'en')).toBe(
			lines('Rally', '', 'Pizza', '', 'Stamps', '', 'A ride')
		);
	});

	it.each(documentKinds)('names nobody: %s', (kind) => {
		const text = documentAsText(kind, documents[kind](), 'en');
		expect(text).not.toBe('');
		expect(text).not.toContain('m_bob');
	});

	it.each(documentKinds)('of another kind, or of none, is no failure: %s', (kind) => {
		for (const make of Object.values(documents)) expect(typeof documentAsText(kind, make(), 'en')).toBe('string');
		expect(documentAsText(kind, new Y.Doc(), 'en').trim()).toBe('');
	});
});

describe('what one text has and another lacks', () => {
	const theirs = ['Meeting', '', '1. Arrive (5 min)', '[x] 2. Dates', '   Two are in March'].join('\n');

	it('is nothing where only numbers, checks and order differ', () => {
		const mine = ['Meeting', '1. Dates', '[x] 2. Arrive (5 min)', 'Two are in March'].join('\n');
		expect(linesMissingIn(theirs, mine)).toBe('');
	});

	it('is the lines that were written or changed, as they were written', () => {
		const mine = ['Meeting', '1. Arrive (5 min)', '2. Dates', '   Two are in March, one in May', '3. Stamps'].join(
			'\n'
		);
		expect(linesMissingIn(theirs, mine)).toBe('   Two are in March, one in May\n3. Stamps');
	});

	it('counts lines that say the same', () => {
		expect(linesMissingIn('- Call\n- Call', '- Call\n- Call\n- Call')).toBe('- Call');
	});

	it('is everything where there is nothing yet', () => {
		expect(linesMissingIn('', 'Hello\n\nWorld')).toBe('Hello\nWorld');
	});
});
