// F10: bytes that have changed on the disk. That document alone is refused, nothing is ever answered or written in its
// place, `rootbridge doctor` names what is wrong, and a repair brings back what is sound.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { createUpdateStorage } from '../../server/sync/storage-postgres.ts';
import { docOf } from '../../server/sync/examination.ts';
import { addItem, readAgenda } from '../../src/shared/documents/agenda.ts';
import { addTask } from '../../src/shared/documents/task-board.ts';
import { closeCodes } from '../../src/shared/protocol/close-codes.ts';
import { startChild, type Child } from '../support/child.ts';
import { runCommand } from '../support/command.ts';
import { createPlaces, within, type TestPlace } from '../support/places.ts';
import { SyncClient } from '../support/sync-client.ts';

const engine = process.env['DATABASE_URL'] ? 'server' : 'embedded';
const places = createPlaces();
let place: TestPlace;
let child: Child;
let other: string;
let head: number;
afterAll(() => places.remove());
afterEach(() => child.kill());

/** Six items by Alice, in rows that no head state holds: the process was killed before it compacted them. */
beforeEach(async () => {
	place = await places.make(engine);
	child = await startChild(place.env);
	await child.kill('SIGTERM');
	await within(place, async ({ sql, ...database }) => {
		const [row] = await sql`select name from documents where kind = 'task-board' and space = 'parole'`;
		other = row?.['name'] as string;
		const storage = createUpdateStorage({ sql, ...database });
		const loaded = await storage.load(child.document);
		const doc = docOf(loaded?.state ? [loaded.state.bytes] : []);
		const updates: { actor: string; bytes: Uint8Array }[] = [];
		doc.on('update', (bytes: Uint8Array) => updates.push({ actor: 'm_alice', bytes }));
		for (let index = 1; index <= 6; index++) addItem(doc, { title: { en: `item ${index}` } });
		await storage.claimClients(child.document, 'm_alice', [doc.clientID]);
		const expectedHead = loaded?.head ?? 0;
		await storage.append([{ document: child.document, expectedHead, updates }]);
		head = expectedHead + updates.length;
	});
});

type Table = 'document_updates' | 'document_states';

/** One byte of a row; a second time, it is as it was. */
function turnByte(table: Table, seq: number): Promise<unknown> {
	return within(
		place,
		({ sql }) => sql`
			update ${sql(table)} set bytes = set_byte(bytes, length(bytes) - 2, get_byte(bytes, length(bytes) - 2) # 255)
			where document = ${child.document} and seq = ${seq}`
	);
}

function storedOf(document: string): Promise<unknown> {
	return within(place, async ({ sql }) => ({
		documents: await sql`select head, generation from documents where name = ${document}`,
		updates: await sql`select seq, md5(bytes) as hash from document_updates where document = ${document} order by seq`,
		states:
			await sql`select kind, seq, md5(bytes) as hash from document_states where document = ${document} order by kind, seq`,
		rendering: await sql`select seq, content from document_renderings where document = ${document}`
	}));
}

const open = (document: string) => new SyncClient({ origin: child.origin, cookie: child.cookies[0], document });

async function readLive(document: string): Promise<Y.Doc> {
	const client = await open(document).synced();
	client.close();
	return client.doc;
}

const titles = (doc: Y.Doc) => readAgenda(doc).items.map(({ title }) => title.en ?? '');
const doctor = (...args: string[]) => runCommand(['doctor', ...args], place.env);
const quarantine = () =>
	within(
		place,
		({ sql }) => sql<{ source: string; seq: number; reason: string }[]>`
		select source, seq::int, reason from quarantined_bytes where document = ${child.document} order by source, seq`
	);
const generation = () =>
	within(place, async ({ sql }) => {
		const [row] = await sql`select generation from documents where name = ${child.document}`;
		return Number(row?.['generation']);
	});

describe('F10: a damaged row', { timeout: 300_000 }, () => {
	it('refuses that document alone, tries again, is named, quarantined, and the rest of it comes back', async () => {
		const damaged = head - 2; // the fourth of six
		await turnByte('document_updates', damaged);
		const before = await storedOf(child.document);
		child = await startChild(place.env);
		expect(await open(child.document).closed()).toBe(closeCodes.storageAway);
		const alice = await open(other).synced();
		addTask(alice.doc, 'todo', { title: { en: 'others go on' } });
		await alice.saved();
		alice.close();
		expect(await storedOf(child.document)).toEqual(before);

		// The load is tried again: once the bytes are what they were, the document is there.
		await turnByte('document_updates', damaged);
		expect(titles(await readLive(child.document)).slice(-6)).toHaveLength(6);
		await child.kill();
		await within(
			place,
			({ sql }) => sql`delete from document_states where document = ${child.document} and seq = ${head}`
		);
		await turnByte('document_updates', damaged);

		child = await startChild(place.env);
		const running = await doctor();
		expect(running.code, running.shown).toBe(1);
		expect(running.said.split('\n')[0]).toBe(`${child.document}: update ${damaged} does not match its checksum`);
		expect(running.said).toMatch(/Documents examined: \d+\. Not sound: 1\./);
		expect(running.said).not.toContain('item 4');
		if (engine === 'embedded') {
			const refused = await doctor('--repair');
			expect(refused.shown).toContain('already running on this folder');
			expect(refused.code).toBe(1);
		}
		await child.kill();

		const generationBefore = await generation();
		const repaired = await doctor('--repair');
		expect(repaired.code, repaired.shown).toBe(0);
		expect(repaired.said).toContain(`${child.document}: repaired. The edits of update`);
		expect((await doctor()).code).toBe(0);
		expect(await quarantine()).toContainEqual({ source: 'update', seq: damaged, reason: 'damaged' });
		expect(await generation()).toBeGreaterThan(generationBefore);

		child = await startChild(place.env);
		const kept = titles(await readLive(child.document));
		expect(kept).toEqual(expect.arrayContaining(['item 1', 'item 2', 'item 3']));
		expect(kept).not.toContain('item 4');
		const bob = await open(child.document).synced();
		addItem(bob.doc, { title: { en: 'after the repair' } });
		await bob.saved();
		bob.close();
		expect(titles(await readLive(child.document))).toContain('after the repair');
	});

	it('in a head state costs nothing: it is made again from the log', async () => {
		await (await startChild(place.env)).kill('SIGTERM'); // compacts what is behind
		await turnByte('document_states', head);
		child = await startChild(place.env);
		expect(await open(child.document).closed()).toBe(closeCodes.storageAway);
		await child.kill();
		const generationBefore = await generation();
		const repaired = await doctor('--repair');
		expect(repaired.said).toContain(`${child.document}: head state ${head} does not match its checksum`);
		expect(repaired.said).toContain(`${child.document}: repaired. Everything could be kept.`);
		expect((await doctor()).code).toBe(0);
		expect(await quarantine()).toEqual([{ source: 'head', seq: head, reason: 'damaged' }]);
		expect(await generation()).toBe(generationBefore);
		child = await startChild(place.env);
		expect(titles(await readLive(child.document)).slice(-6)).toContain('item 6');
	});

	it('that a head state holds already is named, and the repair keeps everything', async () => {
		await (await startChild(place.env)).kill('SIGTERM');
		await turnByte('document_updates', head - 2);
		const found = await doctor();
		expect(found.code).toBe(1);
		expect(found.said).toContain(`${child.document}: update ${head - 2} does not match its checksum`);
		const repaired = await doctor('--repair');
		expect(repaired.said).toContain('repaired. Everything could be kept. Its history begins anew.');
		expect((await doctor()).code).toBe(0);
		child = await startChild(place.env);
		const kept = titles(await readLive(child.document));
		for (let index = 1; index <= 6; index++) expect(kept).toContain(`item ${index}`);
	});

	it('with nothing sound beside it stays closed, and is never replaced by an empty document', async () => {
		await within(place, async ({ sql }) => {
			await sql`update document_updates set bytes = '\\x00' where document = ${child.document}`;
			await sql`update document_states set bytes = '\\x00' where document = ${child.document}`;
		});
		const before = await storedOf(child.document);
		const repaired = await doctor('--repair');
		expect(repaired.code).toBe(1);
		expect(repaired.said).toContain(`${child.document}: nothing sound is left, so it stays closed and as it is.`);
		expect(await storedOf(child.document)).toEqual(before);
		child = await startChild(place.env);
		expect(await open(child.document).closed()).toBe(closeCodes.storageAway);
		expect(await storedOf(child.document)).toEqual(before);
	});
});
