// F2: the process is killed at each point of a compaction and of a move of the base. What replays from the log is the same
// before and after, and a head state that is there is what the log says.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openDatabase, type Database } from '../../server/db/client.ts';
import { migrate } from '../../server/db/migrate.ts';
import { createLog } from '../../server/log.ts';
import { createCompaction } from '../../server/sync/compaction.ts';
import { examine, findingAsText } from '../../server/sync/examination.ts';
import { createUpdateStorage } from '../../server/sync/storage-postgres.ts';
import { readStored } from '../../server/sync/stored-document.ts';
import { addItem, readAgenda, startAgenda } from '../../src/shared/documents/agenda.ts';
import { limits } from '../../src/shared/protocol/limits.ts';
import { createPlaces, type TestPlace } from '../support/places.ts';

const script = fileURLToPath(new URL('../support/child-compaction.ts', import.meta.url));
const places = createPlaces();
const name = 'agenda-aaaaaaaaaaaaaaaa';
const doc = new Y.Doc();
const waiting: Uint8Array[] = [];
let place: TestPlace;
beforeAll(async () => {
	place = await places.make(process.env['DATABASE_URL'] ? 'server' : 'embedded');
	await withDatabase(async (database) => {
		await migrate(database);
		const { sql } = database;
		await sql`insert into organizations (slug, name, purpose_en, purpose_es, position) values ('o', 'O', '', '', 0)`;
		await sql`
			insert into spaces (slug, organization, kind, name_en, name_es, purpose_en, purpose_es, shape, position)
			values ('parole', 'o', 'group', '', '', '', '', 'circle', 0)`;
		startAgenda(doc, { title: { en: 'Meeting' }, items: [] });
		await createUpdateStorage(database).create({
			name,
			kind: 'agenda',
			space: 'parole',
			createdBy: 'system',
			bytes: Y.encodeStateAsUpdate(doc),
			clientId: doc.clientID,
			content: readAgenda(doc)
		});
	});
	doc.on('update', (bytes: Uint8Array) => waiting.push(bytes));
});
afterAll(() => places.remove());

async function withDatabase<Value>(work: (database: Database) => Promise<Value>): Promise<Value> {
	const database = await openDatabase(place);
	try {
		return await work(database);
	} finally {
		await database.close();
	}
}

/** Two more rows in the log, one of them a deletion. */
async function type(database: Database): Promise<void> {
	const id = addItem(doc, { title: { en: `item ${doc.store.clients.size}` } });
	addItem(doc, { title: { en: 'kept' } });
	doc.getMap('items').delete(id);
	const storage = createUpdateStorage(database);
	const head = (await storage.load(name))?.head ?? 0;
	const updates = waiting.splice(0).map((bytes) => ({ actor: 'm_alice', bytes }));
	expect(await storage.append([{ document: name, expectedHead: head, updates }])).toEqual(new Set([name]));
}

/** The points that were reached, and whether the last of them was the end. */
function runChild(step: string, killAt: number): Promise<{ points: string[]; wasKilled: boolean }> {
	const child = spawn(process.execPath, [script], {
		env: { ...process.env, ...place.env, STEP: step, KILL_AT: String(killAt) },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	return new Promise((resolve) => {
		child.once('close', (_, signal) => {
			resolve({ points: output.split('\n').filter(Boolean), wasKilled: signal === 'SIGKILL' });
		});
	});
}

async function compact(database: Database): Promise<void> {
	const compaction = createCompaction({ storage: createUpdateStorage(database), log: createLog('silent') });
	await compaction.catchUp();
	await compaction.close();
}

async function look(database: Database) {
	const stored = await readStored(database.tables, name);
	if (!stored) throw new Error('the document is gone');
	const loaded = await createUpdateStorage(database).load(name);
	const opened = new Y.Doc();
	for (const bytes of [...(loaded?.state ? [loaded.state.bytes] : []), ...(loaded?.tail ?? []).map((row) => row.bytes)])
		Y.applyUpdate(opened, bytes);
	return {
		findings: examine(stored).map(findingAsText),
		opened: readAgenda(opened),
		heads: stored.heads.map(({ seq }) => seq),
		base: stored.base?.seq ?? 0,
		first: stored.updates[0]?.seq ?? null,
		head: stored.head
	};
}

it.each([
	['head', 6],
	['base', 5]
])(
	'F2: killed at each point of the step "%s", nothing changes or all of it does',
	{ timeout: 300_000 },
	async (step, points) => {
		const prepare = async (database: Database) => {
			await type(database);
			if (step === 'base') await compact(database); // rows leave the log only once a head state holds them
			return look(database);
		};
		let before = await withDatabase(prepare);
		for (let killAt = 1; killAt <= points; killAt++) {
			const killed = await runChild(step, killAt);
			expect(killed.points).toHaveLength(killAt);
			expect(killed.wasKilled).toBe(true);
			const isCommitted = killAt === points;
			await withDatabase(async (database) => {
				const after = await look(database);
				expect(after.findings, `killed at: ${killed.points.at(-1)}`).toEqual([]);
				expect(after.opened).toEqual(readAgenda(doc));
				expect(after.head).toBe(before.head);
				if (step === 'head') expect(after.heads.includes(before.head)).toBe(isCommitted);
				else expect([after.base, after.first]).toEqual(isCommitted ? [before.head, null] : [before.base, before.first]);
				before = await prepare(database);
			});
		}
		// Whoever starts next finishes it.
		expect(await runChild(step, 0)).toMatchObject({ wasKilled: false });
		const finished = await withDatabase(look);
		expect(finished.findings).toEqual([]);
		expect(finished.opened).toEqual(readAgenda(doc));
		expect(finished.heads.at(-1)).toBe(finished.head);
		expect(finished.heads.length).toBeLessThanOrEqual(limits.headsKept);
	}
);
