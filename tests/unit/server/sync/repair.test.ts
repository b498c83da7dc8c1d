// What a repair would do, and, on a real database, that it does it whole or not at all.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { docOf, examine } from '../../../../server/sync/examination.ts';
import { planRepair, repairDocument } from '../../../../server/sync/repair.ts';
import { createUpdateStorage } from '../../../../server/sync/storage-postgres.ts';
import { documentNames, readStored, type StoredDocument } from '../../../../server/sync/stored-document.ts';
import { readAgenda } from '../../../../src/shared/documents/agenda.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { storedAgenda, storedPart, turned } from '../../../support/stored-agenda.ts';

let stored: StoredDocument;
let updates: Uint8Array[];
beforeEach(() => ({ stored, updates } = storedAgenda(6)));

const titlesIn = (state: Uint8Array | undefined) =>
	readAgenda(docOf(state ? [state] : [])).items.map(({ title }) => title.en);
const reasons = (document: StoredDocument) =>
	planRepair(document).replacement?.quarantine.map(({ part, reason }) => `${part.source} ${part.seq} ${reason}`);

describe('planning a repair', () => {
	it('does nothing to a sound document', () => {
		expect(planRepair(stored)).toMatchObject({ findings: [], lost: [], replacement: null });
	});

	it('makes a damaged head state and a wrong rendering again from the log, and leaves the log alone', () => {
		const plan = planRepair({ ...stored, heads: stored.heads.map(turned), rendering: null });
		expect(plan.lost).toEqual([]);
		expect(plan.replacement).toMatchObject({ seq: 6, isBase: false, raisesGeneration: false });
		expect(plan.replacement?.quarantine).toHaveLength(1);
		expect(plan.replacement?.content).toEqual(readAgenda(docOf(updates)));
	});

	it('believes a whole log more than a head state that differs from it', () => {
		const plan = planRepair({ ...stored, heads: [storedPart('head', 6, updates[0] ?? Uint8Array.of())] });
		expect(reasons({ ...stored, heads: [storedPart('head', 6, updates[0] ?? Uint8Array.of())] })).toEqual([
			'head 6 differs'
		]);
		expect(titlesIn(plan.replacement?.state)).toHaveLength(5);
	});

	it('loses nothing while a head state holds the damaged row', () => {
		stored.updates[3] = turned(stored.updates[3]);
		const plan = planRepair(stored);
		expect(plan.lost).toEqual([]);
		expect(plan.replacement).toMatchObject({ seq: 7, isBase: true, raisesGeneration: false });
		expect(titlesIn(plan.replacement?.state)).toEqual(['item 2', 'item 3', 'item 4', 'item 5', 'item 6']);
	});

	it('keeps what is sound after a damaged row that nothing else holds, and says what is lost', () => {
		const early = storedPart('head', 2, Y.encodeStateAsUpdate(docOf(updates.slice(0, 2))));
		stored.updates[3] = turned(stored.updates[3]);
		const plan = planRepair({ ...stored, heads: [early] });
		// One person typed all of it, so each row builds on the one before.
		expect(plan.lost).toEqual([4, 5, 6]);
		expect(plan.replacement).toMatchObject({ isBase: true, raisesGeneration: true });
		expect(titlesIn(plan.replacement?.state)).toEqual(['item 2', 'item 3']);
		expect(reasons({ ...stored, heads: [early] })).toEqual([
			'head 2 superseded',
			'update 1 superseded',
			'update 2 superseded',
			'update 3 superseded',
			'update 4 damaged',
			'update 5 orphaned',
			'update 6 orphaned'
		]);
	});

	it('keeps what others wrote after the damaged row', () => {
		const other = docOf(updates.slice(0, 2));
		other.on('update', (bytes: Uint8Array) => stored.updates.push(storedPart('update', 7, bytes)));
		other.getMap('items').delete([...other.getMap('items').keys()][0] ?? '');
		stored.updates[3] = turned(stored.updates[3]);
		const plan = planRepair({ ...stored, head: 7, heads: [] });
		expect(plan.lost).toEqual([4, 5, 6]);
		expect(titlesIn(plan.replacement?.state)).toEqual(['item 3']); // item 2 stays deleted
	});

	it('puts nothing in the place of a document of which nothing is sound', () => {
		const gone = { ...stored, updates: stored.updates.map(turned), heads: stored.heads.map(turned) };
		expect(planRepair(gone)).toMatchObject({ replacement: null, lost: [1, 2, 3, 4, 5, 6] });
		expect(planRepair({ ...stored, updates: [], heads: [] }).replacement).toBeNull();
	});
});

describe('repairing in the database', () => {
	let test: TestDatabase;
	beforeAll(async () => {
		test = await openTestDatabase();
		const { sql } = test.database;
		await sql`insert into organizations (slug, name, purpose_en, purpose_es, position) values ('o', 'O', '', '', 0)`;
		await sql`
			insert into spaces (slug, organization, kind, name_en, name_es, purpose_en, purpose_es, shape, position)
			values ('parole', 'o', 'group', '', '', '', '', 'circle', 0)`;
		const storage = createUpdateStorage(test.database);
		const { name, rendering } = stored;
		const [bytes = Uint8Array.of(), ...more] = updates;
		const content = readAgenda(docOf([bytes]));
		await storage.create({ name, kind: 'agenda', space: 'parole', createdBy: 'system', bytes, clientId: 1, content });
		const rows = more.map((update) => ({ actor: 'm_alice', bytes: update }));
		await storage.append([{ document: name, expectedHead: 1, updates: rows }]);
		expect(rendering).not.toBeNull();
	});
	afterAll(() => test.remove());

	it('reads what is stored, unjudged, and repairs it in one transaction that keeps every byte', async () => {
		const { sql, tables } = test.database;
		const [name = ''] = await documentNames(tables);
		expect(await readStored(tables, 'agenda-notthere')).toBeNull();
		expect(await repairDocument(tables, 'agenda-notthere')).toBeNull();
		const before = await readStored(tables, name);
		expect(before).toMatchObject({ name, head: 6, base: null, rendering: { seq: 1 } });
		expect(before && examine(before)).toEqual([]);

		await sql`update document_updates set bytes = '\\x0000ff' where document = ${name} and seq = 4`;
		const damaged = await readStored(tables, name);
		const bytesBefore = [...(damaged?.updates ?? []), ...(damaged?.heads ?? [])].map(({ bytes }) =>
			Buffer.from(bytes).toString('hex')
		);
		const repair = await repairDocument(tables, name);
		expect(repair?.lost).toEqual([4, 5, 6]);
		const after = await readStored(tables, name);
		expect(after && examine(after)).toEqual([]);
		expect(after).toMatchObject({ head: 7, updates: [], base: { seq: 7 }, rendering: { seq: 7 } });
		const kept = await sql<{ bytes: Uint8Array }[]>`select bytes from quarantined_bytes where document = ${name}`;
		expect(kept.map(({ bytes }) => Buffer.from(bytes).toString('hex')).sort()).toEqual(bytesBefore.sort());
		const loaded = await createUpdateStorage(test.database).load(name);
		expect(loaded).toMatchObject({ head: 7, generation: 2, tail: [], state: { seq: 7 } });
		expect(await repairDocument(tables, name)).toMatchObject({ findings: [], replacement: null });
	});
});
