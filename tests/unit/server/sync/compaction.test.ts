// Head states, renderings and bases beside the log: a real worker thread over the real database.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createLog } from '../../../../server/log.ts';
import { createCompaction, type Compaction } from '../../../../server/sync/compaction.ts';
import { Room } from '../../../../server/sync/room.ts';
import { createUpdateStorage } from '../../../../server/sync/storage-postgres.ts';
import type { UpdateStorage } from '../../../../server/sync/storage.ts';
import { createUpdateLog } from '../../../../server/sync/update-log.ts';
import { addItem, readAgenda, startAgenda } from '../../../../src/shared/documents/agenda.ts';
import { closeCodes } from '../../../../src/shared/protocol/close-codes.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { until } from '../../../support/until.ts';

let test: TestDatabase;
let storage: UpdateStorage;
let compaction: Compaction;
let name: string;
let doc: Y.Doc;
let updates: Uint8Array[];
let counter = 0;

beforeAll(async () => {
	test = await openTestDatabase();
	storage = createUpdateStorage(test.database);
	compaction = createCompaction({ storage, log: createLog('silent') });
	await test.database
		.sql`insert into organizations (slug, name, purpose_en, purpose_es, position) values ('o', 'O', '', '', 0)`;
	await test.database.sql`
		insert into spaces (slug, organization, kind, name_en, name_es, purpose_en, purpose_es, shape, position)
		values ('parole', 'o', 'group', '', '', '', '', 'circle', 0)`;
});
afterAll(async () => {
	await compaction.close();
	await test.remove();
});
beforeEach(async () => {
	name = `agenda-${String(++counter).padStart(16, 'a')}`;
	({ doc, updates } = await createAgendaDocument(name));
});

async function createAgendaDocument(document: string): Promise<{ doc: Y.Doc; updates: Uint8Array[] }> {
	const made = new Y.Doc();
	startAgenda(made, { title: { en: 'Meeting' }, items: [] });
	const start = Y.encodeStateAsUpdate(made);
	await storage.create({
		name: document,
		kind: 'agenda',
		space: 'parole',
		createdBy: 'system',
		bytes: start,
		clientId: made.clientID,
		content: readAgenda(made)
	});
	const all = [start];
	made.on('update', (bytes: Uint8Array) => all.push(bytes));
	return { doc: made, updates: all };
}

/** What was typed since, straight into the log. */
async function store(document = name, from = updates): Promise<void> {
	const head = (await storage.load(document))?.head ?? 0;
	const rows = from.slice(head).map((bytes) => ({ actor: 'm_alice', bytes }));
	expect(await storage.append([{ document, expectedHead: head, updates: rows }])).toEqual(new Set([document]));
}
const type = (title: string) => addItem(doc, { title: { en: title } });

async function openRoom(onCommitted: (room: Room) => void = () => {}): Promise<Room> {
	const loaded = await storage.load(name);
	if (!loaded) throw new Error('not there');
	return new Room({
		loaded,
		storage,
		log: createLog('silent'),
		updateLog: createUpdateLog(storage),
		onCommitted,
		onEnded: () => {},
		onPresence: () => {}
	});
}
const rendered = async () =>
	(await test.database.sql`select content, seq::int from document_renderings where document = ${name}`)[0];
const headsOf = async () =>
	(
		await test.database
			.sql`select seq::int from document_states where document = ${name} and kind = 'head' order by seq`
	).map(({ seq }) => Number(seq));
const rowsOf = async () =>
	(await test.database.sql`select seq::int from document_updates where document = ${name} order by seq`).map(
		({ seq }) => Number(seq)
	);
const age = (upTo: number, days: number) =>
	test.database.sql`
		update document_updates set committed_at = now() - ${days} * interval '1 day'
		where document = ${name} and seq <= ${upTo}`;

describe('the head state and the rendering', () => {
	it('[R22] follow the last edit within two seconds', async () => {
		const room = await openRoom((changed) => compaction.schedule(changed));
		type('Typed just now');
		room.submit({
			actor: 'm_alice',
			bytes: updates[1] ?? Uint8Array.of(),
			from: null,
			settled: () => {},
			lost: () => {}
		});
		await until(async () => (await rendered())?.['seq'] === 2, { boundMs: 2_000 });
		expect(await rendered()).toEqual({ seq: 2, content: readAgenda(doc) });
		expect(await headsOf()).toEqual([1, 2]);
		room.end(closeCodes.restart);
	});

	it('[R22] follow also while somebody types without a pause', async () => {
		const room = await openRoom((changed) => compaction.schedule(changed));
		let isTyping = true;
		const typing = (async () => {
			for (let index = 1; isTyping; index++) {
				type(`Item ${index}`);
				room.submit({
					actor: 'm_alice',
					bytes: updates[index] ?? Uint8Array.of(),
					from: null,
					settled: () => {},
					lost: () => {}
				});
				await wait(limits.compactionDelayMs / 10);
			}
		})();
		await until(async () => Number((await rendered())?.['seq']) > 1, { boundMs: 2_000 });
		isTyping = false;
		await typing;
		room.end(closeCodes.restart);
	});

	it('[R22] are made of a document that has forgotten what was deleted', async () => {
		const text = doc.getText('scratch');
		for (let round = 0; round < 100; round++) text.insert(text.length, `words that nobody keeps ${round} `);
		text.delete(0, text.length);
		await store();
		const room = await openRoom();
		await compaction.compactRoom(room);
		const { parts } = room.forCompaction();
		expect(parts).toHaveLength(1);
		expect(parts[0]?.length).toBeLessThan(Y.mergeUpdates(updates).length / 5);
		expect((await storage.load(name))?.state).toEqual({ seq: 102, bytes: parts[0] });
		room.end(closeCodes.restart);
	});

	it('[R22] are kept in three generations, the newest of which is what newcomers get', async () => {
		for (const title of ['one', 'two', 'three', 'four']) {
			type(title);
			await store();
			const room = await openRoom();
			await compaction.compactRoom(room);
			room.end(closeCodes.restart);
		}
		expect(await headsOf()).toEqual([3, 4, 5]);
		expect(await storage.load(name)).toMatchObject({ head: 5, tail: [], state: { seq: 5 } });
	});

	it('[R22] of a page that asks for it are there when it is answered', async () => {
		type('By form');
		await store();
		const room = await openRoom();
		await compaction.compactRoom(room);
		expect((await rendered())?.['content']).toEqual(readAgenda(doc));
		room.end(closeCodes.restart);
	});

	it('[R26] that wait are made before the server has stopped', async () => {
		const stopping = createCompaction({ storage, log: createLog('silent') });
		type('Just before the stop');
		await store();
		const room = await openRoom();
		stopping.schedule(room);
		await stopping.close();
		expect((await rendered())?.['seq']).toBe(2);
		room.end(closeCodes.restart);
	});
});

describe('a start after a stop', () => {
	// What the tests before left uncompacted is not what these are about.
	beforeEach(() => compaction.catchUp());

	it('[R24] compacts what was committed and not compacted', async () => {
		type('Committed');
		type('just before the stop');
		await store();
		expect(await storage.behind()).toEqual([name]);
		await compaction.catchUp();
		expect(await rendered()).toEqual({ seq: 3, content: readAgenda(doc) });
		expect(await storage.load(name)).toMatchObject({ head: 3, tail: [], state: { seq: 3 } });
		expect(await storage.behind()).toEqual([]);
	});

	it('[R24] is not held up by a document that is damaged', async () => {
		const bad = `agenda-${'0'.repeat(15)}${counter}`;
		const other = await createAgendaDocument(bad);
		addItem(other.doc, { title: { en: 'Damaged' } });
		await store(bad, other.updates);
		await test.database.sql`update document_updates set bytes = '\\x00' where document = ${bad} and seq = 2`;
		type('Whole');
		await store();
		expect((await storage.behind()).sort()).toEqual([bad, name].sort());
		await compaction.catchUp();
		expect(await storage.behind()).toEqual([bad]);
		await test.database.sql`delete from documents where name = ${bad}`;
	});
});

describe('rows older than the rollback window', () => {
	/** The document as it is replayed from the base on, with everything kept. */
	async function replayed(): Promise<Y.Doc> {
		const { base, rows } = await storage.loadForBase(name, Number.MAX_SAFE_INTEGER);
		const replay = new Y.Doc({ gc: false });
		for (const bytes of base ? [base, ...rows] : rows) Y.applyUpdate(replay, bytes);
		return replay;
	}

	it('[R23] move into the base; base and rows replayed are the document', async () => {
		for (const title of ['one', 'two', 'three', 'four', 'five']) type(title);
		await store();
		await compaction.catchUp();
		await age(4, limits.rollbackDays + 1);
		await compaction.moveBases(new Date());
		expect(await rowsOf()).toEqual([5, 6]);
		expect(readAgenda(await replayed())).toEqual(readAgenda(doc));
		expect(await storage.load(name)).toMatchObject({ head: 6, state: { seq: 6 }, tail: [] });
		// And again later, onto that base.
		await age(5, limits.rollbackDays + 1);
		await compaction.moveBases(new Date());
		expect(await rowsOf()).toEqual([6]);
		expect(readAgenda(await replayed())).toEqual(readAgenda(doc));
		const bases = await test.database.sql`select 1 from document_states where document = ${name} and kind = 'base'`;
		expect(bases).toHaveLength(1);
	});

	it('[R23] stay while they are younger, and once the clock has moved on they go', async () => {
		type('one');
		await store();
		await compaction.catchUp();
		await compaction.moveBases(new Date());
		expect(await rowsOf()).toEqual([1, 2]);
		await compaction.moveBases(new Date(Date.now() + (limits.rollbackDays + 1) * 86_400_000));
		expect(await rowsOf()).toEqual([]);
		expect(readAgenda(await replayed())).toEqual(readAgenda(doc));
		type('written onto an empty log');
		await store();
		await compaction.catchUp();
		expect(await rowsOf()).toEqual([3]);
		expect((await rendered())?.['content']).toEqual(readAgenda(doc));
	});

	it('[R23] stay while no head state holds them yet', async () => {
		type('not compacted');
		await store();
		await age(2, limits.rollbackDays + 1);
		await compaction.moveBases(new Date());
		expect(await rowsOf()).toEqual([2]);
		expect((await storage.load(name))?.tail).toHaveLength(1);
	});

	it('[R23] of a damaged document stay, and those of the others go', async () => {
		const bad = `agenda-${'0'.repeat(14)}b${counter}`.slice(0, 23);
		await createAgendaDocument(bad);
		await test.database.sql`update document_updates set bytes = '\\x00' where document = ${bad}`;
		await test.database.sql`update document_updates set committed_at = now() - interval '99 days'`;
		await compaction.moveBases(new Date());
		expect(await rowsOf()).toEqual([]);
		const left = await test.database.sql`select 1 from document_updates where document = ${bad}`;
		expect(left).toHaveLength(1);
		await test.database.sql`delete from documents where name = ${bad}`;
	});
});
