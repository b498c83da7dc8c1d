// All replicas of a document end equal, whatever people did and however the network dropped them, for each of the four
// kinds. A failing seed is in the test's message: SEED=<seed> npm run test:unit -- tests/convergence plays it again.
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import * as agenda from '../../src/shared/documents/agenda.ts';
import * as board from '../../src/shared/documents/community-board.ts';
import { readDocument, type DocumentKind } from '../../src/shared/documents/kinds.ts';
import * as tasks from '../../src/shared/documents/task-board.ts';
import { idOrEnd, schedules, type Added } from '../support/edits.ts';
import { createRandom, seedEverything, someSeed } from '../support/random.ts';
import { playSchedule, type Replica } from './replicas.ts';

const runs = process.env['SEED'] ? 1 : 60;
const firstSeed = someSeed();

let unseed = () => {};
afterEach(() => unseed());

describe.each(Object.keys(schedules) as DocumentKind[])('%s', (kind) => {
	it.each(Array.from({ length: runs }, (_, index) => firstSeed + index))(
		'ends equal on every replica (seed %i)',
		(seed) => {
			const added: Added = new Set();
			const random = createRandom(seed);
			unseed = seedEverything(random);
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
			unseed();
			unseed = seedEverything(random);
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
