// The embedded database: one process a folder, every commit on the disk. Always the embedded one, with DATABASE_URL too.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openEmbeddedPostgres, type EmbeddedPostgres } from '../../../../server/db/embedded-postgres.ts';
import { until } from '../../../support/until.ts';

const moduleFile = fileURLToPath(new URL('../../../../server/db/embedded-postgres.ts', import.meta.url));
const inUse = (pid: number) => `Rootbridge is already running on this folder (process ${pid})`;
let parent: string;
let dir: string;
let embedded: EmbeddedPostgres;
let sql: Sql;

async function open(): Promise<void> {
	embedded = await openEmbeddedPostgres(dir);
	sql = connect();
}
const connect = () => postgres({ ...embedded.options, onnotice: () => {} });
async function close(): Promise<void> {
	await sql.end({ timeout: 5 });
	await embedded.close();
}

beforeAll(async () => {
	parent = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-embedded-'));
	dir = path.join(parent, 'postgres');
	const made = path.join(inject('templateFolder'), 'postgres'); // spares making one, when there is one
	if (fs.existsSync(made)) fs.cpSync(made, dir, { recursive: true });
	await open();
	await sql`create table notes (id int primary key, text text)`;
});
afterAll(async () => {
	await close();
	fs.rmSync(parent, { recursive: true, force: true });
});

/** Opens the folder in a process of its own, and tells what came of it. */
async function openElsewhere(): Promise<string> {
	const code = `
		import(${JSON.stringify(moduleFile)})
			.then(({ openEmbeddedPostgres }) => openEmbeddedPostgres(${JSON.stringify(dir)}))
			.then(() => 'opened', (error) => error.message)
			.then((said) => process.stdout.write(said, () => process.exit(0)));`;
	return (await promisify(execFile)(process.execPath, ['-e', code])).stdout;
}

describe('a folder', () => {
	it('is open for its owner alone', () => {
		expect(fs.statSync(dir).mode & 0o777).toBe(0o700);
	});

	it('is refused to whoever comes second, in this process or another, with a sentence that says whom to stop', async () => {
		await expect(openEmbeddedPostgres(dir)).rejects.toThrow(inUse(process.pid));
		await expect(openEmbeddedPostgres(dir)).rejects.toThrow(
			`${dir}. Stop it first, or set DATA_DIR to another folder.`
		);
		// The refusal above opened and left the lock file: the lock has to be there still.
		expect(await openElsewhere()).toContain(inUse(process.pid));
		expect(await sql`select 1 as n`).toHaveLength(1);
	});

	it('is given to the next one once it is closed, with all that was written', async () => {
		await sql`insert into notes values (1, 'before the close')`;
		await close();
		expect(fs.existsSync(path.join(dir, 'owner'))).toBe(false);
		expect(fs.existsSync(embedded.options.path)).toBe(false);
		await open();
		const [row] = await sql`select text from notes where id = 1`;
		expect(row?.['text']).toBe('before the close');
	});

	it('is taken over from a process that was killed and left its owner file and its socket behind', async () => {
		await close();
		fs.writeFileSync(path.join(dir, 'owner'), `${process.ppid}\n${embedded.options.path}`);
		fs.writeFileSync(embedded.options.path, '');
		await open();
		expect(await sql`select 1 as n`).toHaveLength(1);
		expect(fs.readFileSync(path.join(dir, 'owner'), 'utf8')).toBe(`${process.pid}\n${embedded.options.path}`);
	});

	it('may lie deeper than a socket’s path may be long', async () => {
		const deep = path.join(parent, 'a-long-name-'.repeat(10), 'postgres');
		fs.mkdirSync(path.dirname(deep));
		fs.cpSync(path.join(dir, 'data'), path.join(deep, 'data'), { recursive: true });
		const other = await openEmbeddedPostgres(deep);
		const client = postgres(other.options);
		expect(Buffer.byteLength(other.options.path)).toBeLessThan(100);
		expect(await client`select 1 as n`).toHaveLength(1);
		await expect(openEmbeddedPostgres(deep)).rejects.toThrow(inUse(process.pid));
		expect(await client`select 1 as n`).toHaveLength(1);
		await client.end();
		await other.close();
		expect(fs.existsSync(path.dirname(other.options.path))).toBe(false);
	});
});

describe('a commit', () => {
	it('reaches the disk before it is answered, each one of them', async () => {
		await sql`create table commits (id int)`;
		const before = await embedded.countSyncs();
		for (let id = 0; id < 20; id++) {
			const syncs = await embedded.countSyncs();
			await sql`insert into commits values (${id})`;
			expect(await embedded.countSyncs()).toBeGreaterThan(syncs);
		}
		expect((await embedded.countSyncs()) - before).toBeGreaterThanOrEqual(20);
	});

	it('is what syncs: reading does not', async () => {
		await sql`select 1`;
		const before = await embedded.countSyncs();
		for (let round = 0; round < 20; round++) await sql`select count(*) from notes`;
		expect(await embedded.countSyncs()).toBe(before);
	});
});

describe('several connections', () => {
	it('keep their rows while a neighbour makes nothing but mistakes', async () => {
		await sql`create table busy (writer int, n int)`;
		const clients = Array.from({ length: 4 }, connect);
		let isDone = false;
		const failing = connect();
		const failures = (async () => {
			for (let n = 0; !isDone; n++) await failing`select ${n}::int from not_there`.catch(() => {});
		})();
		await Promise.all(
			clients.map(async (client, writer) => {
				for (let n = 0; n < 100; n++) await client`insert into busy values (${writer}, ${n})`;
			})
		);
		isDone = true;
		await failures;
		const rows = await sql`select writer, count(distinct n)::int as n from busy group by writer`;
		expect(rows.map(({ n }) => Number(n))).toEqual([100, 100, 100, 100]);
		await Promise.all([...clients, failing].map((client) => client.end()));
	});

	it('wait for a transaction, and see nothing of one that is given up', async () => {
		await sql`create table undecided (id int)`;
		const other = connect();
		const givenUp = sql.begin(async (tx) => {
			await tx`insert into undecided values (1)`;
			throw new Error('given up');
		});
		const [seen] = await Promise.all([other`select * from undecided`, givenUp.catch(() => {})]);
		expect(seen).toHaveLength(0);
		await other.end();
	});

	it.each([
		['an empty length', Buffer.alloc(8)],
		['an endless length', Buffer.alloc(64, 0xff)],
		['a web request', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
		['a request to cancel', Buffer.from([0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 1, 0, 0, 0, 1])]
	])('go on when somebody sends %s', async (_, bytes) => {
		const intruder = net.connect(embedded.options.path);
		let isGone = false;
		intruder.on('error', () => {}).on('close', () => (isGone = true));
		intruder.write(bytes);
		await until(() => isGone);
		expect(await sql`select 1 as n`).toHaveLength(1);
	});

	it('go on after one has hung up in the middle of a transaction and of a message', async () => {
		const raw = net.connect(embedded.options.path);
		const start = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
		start.writeInt32BE(start.length, 0);
		const query = Buffer.from('Q\0\0\0\0begin; insert into undecided values (2)\0', 'latin1');
		query.writeInt32BE(query.length - 1, 1);
		let heard = '';
		raw.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1'))).on('error', () => {});
		raw.write(Buffer.concat([start, query, query.subarray(0, 9)]));
		await until(() => heard.includes('INSERT 0 1'));
		raw.destroy();
		expect(await sql`select * from undecided where id = 2`).toHaveLength(0);
	});

	it('are freed by force from a transaction that somebody left lying', async () => {
		const folder = path.join(parent, 'impatient');
		fs.cpSync(path.join(dir, 'data'), path.join(folder, 'data'), { recursive: true });
		const impatient = await openEmbeddedPostgres(folder, { idleInTransactionMs: 100 });
		const client = postgres({ ...impatient.options, max: 2 });
		await client`select 1`;
		let isWaiting = () => {};
		const lying = client.begin(async (tx) => {
			await tx`insert into notes values (77, 'left lying')`;
			await new Promise<void>((resolve) => (isWaiting = resolve));
		});
		const said = lying.catch((error: unknown) => String(error));
		// Waits behind the transaction, and is answered once that is undone.
		const rows = await client`select id from notes where id = 77`;
		expect(rows).toHaveLength(0);
		isWaiting();
		expect(await said).toMatch(/CONNECTION_CLOSED|left idle for too long/);
		await client.end({ timeout: 0.1 });
		await impatient.close();
	});
});

describe('a database that dies under way', () => {
	it('says so, for the process to end on it', async () => {
		const folder = path.join(parent, 'dying');
		fs.cpSync(path.join(dir, 'data'), path.join(folder, 'data'), { recursive: true });
		const dying = await openEmbeddedPostgres(folder);
		const raw = net.connect(dying.options.path).on('error', () => {});
		const start = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
		start.writeInt32BE(start.length, 0);
		const copy = Buffer.from('Q\0\0\0\0copy notes from stdin\0', 'latin1');
		copy.writeInt32BE(copy.length - 1, 1);
		raw.write(Buffer.concat([start, copy]));
		await expect(dying.lost).rejects.toThrow();
		raw.destroy();
		// Its folder is free for the next start.
		const next = await openEmbeddedPostgres(folder);
		await next.close();
	});
});
