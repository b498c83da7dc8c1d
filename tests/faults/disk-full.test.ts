// F7: the disk of the database is full. Nothing is acked that is not stored, no row is half there, what is stored can still
// be read, and writing goes on once there is space again.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addItem, readAgenda } from '../../src/shared/documents/agenda.ts';
import { closeCodes } from '../../src/shared/protocol/close-codes.ts';
import { startChild, type Child } from '../support/child.ts';
import { sayNotRun } from '../support/not-run.ts';
import { findPostgres, startOwnPostgres } from '../support/own-postgres.ts';
import { openSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { SyncClient } from '../support/sync-client.ts';
import { until } from '../support/until.ts';

const probe = openSmallDisk(1);
probe?.remove();
const mayMount = probe !== null;
const hasPostgres = findPostgres() !== null;
if (!mayMount) sayNotRun('F7', 'a small disk needs root and mount');
else if (!hasPostgres) sayNotRun('F7 on a PostgreSQL server', 'none is installed that we may run');

const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const end of endings.splice(0).reverse()) await end();
});
const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-full-'));
afterAll(() => fs.rmSync(elsewhere, { recursive: true, force: true }));

function mount(megabytes: number): SmallDisk {
	const disk = openSmallDisk(megabytes);
	if (!disk) throw new Error('this disk could be mounted a moment ago');
	endings.push(() => disk.remove());
	return disk;
}
async function start(env: Record<string, string>): Promise<Child> {
	const child = await startChild(env);
	endings.push(async () => void (await child.kill()));
	return child;
}

/** Reads only: it announces no clientID, so nothing has to be written to let it in. */
const reader = ({ origin, cookies, document }: Child) =>
	new SyncClient({ origin, cookie: cookies[1], document, query: 'ack=1' }).synced();
const itemsOf = (doc: Y.Doc) => readAgenda(doc).items.map(({ id }) => id);

/** Writes titles that cannot be made smaller until the connection ends; resolves with what was acked and what was not. */
async function writeUntilRefused(client: SyncClient, most = 2_000): Promise<{ acked: string[]; unacked: string }> {
	const acked: string[] = [];
	for (let n = 0; n < most; n++) {
		const id = addItem(client.doc, { title: { en: randomBytes(8_000).toString('base64') } });
		const isSaved = await until(() => (client.closeCode === null ? client.isSaved : 'ended'), { boundMs: 10_000 });
		if (isSaved === 'ended') return { acked, unacked: id };
		acked.push(id);
	}
	throw new Error(`the disk was not full after ${most} edits`);
}

/** Full, refused, read, freed, written again: the same process throughout. */
async function fillAndFree(child: Child, disk: SmallDisk): Promise<void> {
	const { origin, document, cookies } = child;
	const connect = (doc: Y.Doc) => new SyncClient({ origin, cookie: cookies[0], document, doc });
	const writer = await connect(new Y.Doc()).synced();
	disk.fill();
	const { acked, unacked } = await writeUntilRefused(writer);
	expect(writer.closeCode).toBe(closeCodes.storageAway);
	const there = itemsOf((await reader(child)).doc);
	expect(acked.filter((id) => !there.includes(id))).toEqual([]);
	expect(there).not.toContain(unacked);

	disk.free();
	const back = await until(
		async () => {
			const client = connect(writer.doc);
			return client.saved().catch(() => null);
		},
		{ boundMs: 5_000, what: 'the writer is let in again and saved' }
	);
	back.close();
	// A document with a row that is half there, or missing, would be refused.
	expect(itemsOf((await reader(child)).doc)).toEqual(expect.arrayContaining([...acked, unacked]));
	expect(child.process.exitCode).toBe(null);
}

it.runIf(mayMount)('[R44] F7: the embedded database: refused, read, and written again without a restart', async () => {
	const disk = mount(96);
	await fillAndFree(await start({ DATA_DIR: disk.folder, DATABASE_URL: '' }), disk);
});

it.runIf(mayMount && hasPostgres)('[R44] F7: a PostgreSQL server: the same', async () => {
	const disk = mount(128);
	const own = await startOwnPostgres({ parent: disk.folder });
	endings.push(() => own.remove());
	await fillAndFree(await start({ DATA_DIR: path.join(elsewhere, 'server'), DATABASE_URL: own.url }), disk);
});

it.runIf(mayMount)(
	'[R43] F7: the embedded database with no space for its own log: the process ends with a sentence, and a start with space has all that was acked',
	async () => {
		const disk = mount(96);
		const env = { DATA_DIR: disk.folder, DATABASE_URL: '' };
		const child = await start(env);
		const { origin, document, cookies } = child;
		const writer = await new SyncClient({ origin, cookie: cookies[0], document }).synced();
		disk.fill(14 * 1024 * 1024); // enough for rows, and not for the 16 MiB of the next piece of its log
		const { acked } = await writeUntilRefused(writer);
		expect(await child.gone).toBe(1);
		expect(child.errors).toMatch(/Rootbridge stops: the database is gone .*No space left on device/);
		disk.free();
		const next = await start(env);
		const there = itemsOf((await reader(next)).doc);
		expect(acked.filter((id) => !there.includes(id))).toEqual([]);
	}
);
