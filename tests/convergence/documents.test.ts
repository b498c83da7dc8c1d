// All replicas of a document end equal, whatever people did and however the network dropped them, for each of the four
// kinds. A failing seed is in the test's message: SEED=<seed> npm run test:unit -- tests/convergence plays it again.
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import * as agenda from '../../src/shared/documents/agenda.ts';
import * as board from '../../src/shared/documents/community-board.ts';
import { readDocument, type DocumentKind } from '../../src/shared/documents/kinds.ts';
import * as letter from '../../src/shared/documents/letter.ts';
import * as tasks from '../../src/shared/documents/task-board.ts';
import { createParagraphs } from '../../src/shared/documents/rich-text.ts';
import { editText, markOther, sharedText } from '../../src/shared/documents/words.ts';
import { createRandom, someSeed, type Random } from '../support/random.ts';
import { playSchedule, type Replica, type Schedule } from './replicas.ts';

const runs = process.env['SEED'] ? 1 : 60;
const firstSeed = someSeed();
const words = ['rides', 'stamps', 'childcare', 'pizza', 'interpretación', 'ñandú', '🌱', '', 'a', 'call the office'];

/** Ids, order keys and clientIDs are random as well: seeded here, so that a run can be played again to the letter. */
function seedEverything(random: Random): void {
	vi.spyOn(Math, 'random').mockImplementation(random.next);
	vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
		if (array instanceof Uint8Array) array.forEach((_, index) => (array[index] = random.below(256)));
		if (array instanceof Uint32Array) array.forEach((_, index) => (array[index] = random.below(2 ** 32)));
		return array;
	});
}
afterEach(() => void vi.restoreAllMocks());

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
		fragment.insert(random.below(fragment.length + 1), createParagraphs([random.pick(words)]));
		return;
	}
	const index = random.below(fragment.length);
	const paragraph = fragment.get(index);
	if (random.chance(0.2)) fragment.delete(index);
	else if (paragraph instanceof Y.XmlElement && paragraph.length > 0) {
		const text = paragraph.get(0);
		if (text instanceof Y.XmlText) text.insert(random.below(text.length + 1), random.pick(words));
	}
}

const idOr = (random: Random, things: readonly { id: string }[]) => (things.length > 0 ? random.pick(things).id : '');
const idOrEnd = (random: Random, things: readonly { id: string }[]) =>
	random.chance(0.2) ? null : idOr(random, things) || null;

/** Every agenda item, task and entry that anyone added, so that a lost one is noticed. */
type Added = Set<string>;

const schedules: Record<DocumentKind, (added: Added) => Pick<Schedule, 'start' | 'edit'>> = {
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

describe.each(Object.keys(schedules) as DocumentKind[])('%s', (kind) => {
	it.each(Array.from({ length: runs }, (_, index) => firstSeed + index))(
		'ends equal on every replica (seed %i)',
		(seed) => {
			const added: Added = new Set();
			const random = createRandom(seed);
			seedEverything(random);
			const replicas = playSchedule({ random, ...schedules[kind](added) });
			const contents = replicas.map(({ doc }) => JSON.stringify(readDocument(kind, doc)));
			for (const content of contents) expect(content).toEqual(contents[0]);
			expect(new Set(replicas.map(({ doc }) => String(Y.encodeStateVector(doc)))).size).toBe(1);
			expectEverythingOnce(replicas, kind, added);
		}
	);
});

/** Nothing that was added is missing, and nothing stands in two places. */
function expectEverythingOnce(replicas: readonly Replica[], kind: DocumentKind, added: Added): void {
	const [first] = replicas;
	if (!first) return;
	const ids = idsIn(kind, first.doc);
	expect(new Set(ids).size).toBe(ids.length);
	expect([...added].filter((id) => !ids.includes(id))).toEqual([]);
}

function idsIn(kind: DocumentKind, doc: Y.Doc): string[] {
	switch (kind) {
		case 'agenda': {
			const { items, removed } = agenda.readAgenda(doc);
			return [...items, ...removed].map(({ id }) => id);
		}
		case 'task-board': {
			const { lists, removed } = tasks.readTaskBoard(doc);
			return [...lists.flatMap((list) => list.tasks), ...removed].map(({ id }) => id);
		}
		case 'community-board':
			return board.readCommunityBoard(doc).entries.map(({ id }) => id);
		case 'letter':
			return [];
	}
}

describe('two people moving cards at once', () => {
	it('keeps every card in exactly one list', () => {
		for (let seed = firstSeed; seed < firstSeed + 40; seed++) {
			const random = createRandom(seed);
			seedEverything(random);
			const replicas = playSchedule({
				random,
				start: schedules['task-board'](new Set()).start,
				edit(doc, seeded) {
					const { lists } = tasks.readTaskBoard(doc);
					const target = seeded.pick(lists);
					tasks.moveTask(
						doc,
						seeded.pick(lists.flatMap((list) => list.tasks)).id,
						target.id,
						idOrEnd(seeded, target.tasks)
					);
				}
			});
			for (const { doc } of replicas) {
				const titles = tasks.readTaskBoard(doc).lists.flatMap((list) => list.tasks.map((task) => task.title.en));
				expect(titles.sort(), `seed ${seed}`).toEqual(['Task 1', 'Task 2', 'Task 3', 'Task 4']);
			}
		}
	});
});
