// F11: a stop that was asked for. Whoever is typing is told with 1012, what was taken is stored, the process is gone within
// 5 s, and everybody is back by themselves when it runs again.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addItem, readAgenda } from '../../src/shared/documents/agenda.ts';
import { closeCodes } from '../../src/shared/protocol/close-codes.ts';
import { startChild, type Child } from '../support/child.ts';
import { openFaultyPort, type FaultyPort } from '../support/faulty-port.ts';
import { freePort } from '../support/free-port.ts';
import { createHistory } from '../support/history.ts';
import { createDatabaseOn } from '../support/postgres.ts';
import { connectStock, synced } from '../support/stock-provider.ts';
import { SyncClient } from '../support/sync-client.ts';
import { until } from '../support/until.ts';

const stopBoundMs = 5_000;
const server = process.env['DATABASE_URL'];
let dataDir: string;
let database: { url: string; drop(): Promise<void> } | null;
let way: FaultyPort | null;
let env: Record<string, string>;
let child: Child;

beforeEach(async () => {
	dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-stop-'));
	database = server ? await createDatabaseOn(server) : null;
	env = { DATA_DIR: dataDir, DATABASE_URL: '', CHILD_PORT: String(await freePort()) };
	way = null;
	if (database) {
		const url = new URL(database.url);
		way = await openFaultyPort({ host: url.hostname, port: Number(url.port || 5432) });
		url.host = `127.0.0.1:${way.port}`;
		env['DATABASE_URL'] = url.href;
	}
	child = await startChild(env);
});
afterEach(async () => {
	await child.kill();
	await way?.close();
	await database?.drop();
	fs.rmSync(dataDir, { recursive: true, force: true });
});

const connect = (cookie: string) => new SyncClient({ origin: child.origin, cookie, document: child.document }).synced();

async function stopped(): Promise<{ code: number | null; tookMs: number }> {
	const from = performance.now();
	const code = await child.kill('SIGTERM');
	return { code, tookMs: performance.now() - from };
}

it('[R26] [R41] F11: under load it flushes, closes with 1012 and is gone; clients return by themselves', async () => {
	const history = createHistory();
	const writers = await Promise.all(
		[...child.cookies, ...child.cookies].map(async (cookie) => history.follow(await connect(cookie)))
	);
	const stock = connectStock({ origin: child.origin, cookie: child.cookies[0], document: child.document });
	await synced(stock);
	let isTyping = true;
	const typing = writers.map(async (writer, person) => {
		for (let n = 0; isTyping; n++) {
			writer.write(`person ${person}, edit ${n}`);
			await wait(1);
		}
	});
	await wait(500);
	const { code, tookMs } = await stopped();
	expect(code).toBe(0);
	expect(tookMs).toBeLessThan(5 * stopBoundMs);
	expect(await Promise.all(writers.map(({ client }) => client.closed()))).toEqual(
		writers.map(() => closeCodes.restart)
	);
	const offline = addItem(stock.doc, { title: { en: 'while it was gone' } });
	isTyping = false;
	await Promise.all(typing);
	for (const writer of writers) writer.note();
	expect(history.acked).toBeGreaterThan(0);

	child = await startChild(env);
	const reader = await connect(child.cookies[1]);
	expect(history.missingIn(reader.doc)).toEqual([]);
	await until(() => readAgenda(reader.doc).items.some(({ id }) => id === offline), {
		boundMs: 10_000,
		what: 'the client that was not told to is back, with its edit'
	});
	stock.destroy();
	expect((await stopped()).code).toBe(0);
});

it.runIf(server)(
	'[R41] F11: it is gone by then too when the database does not answer, and loses nothing acked',
	async () => {
		const client = await connect(child.cookies[0]);
		const acked = addItem(client.doc, { title: { en: 'acked' } });
		await client.saved();
		way?.fallSilent();
		addItem(client.doc, { title: { en: 'under way' } });
		await wait(100);
		expect(client.isSaved).toBe(false);
		const { code, tookMs } = await stopped();
		expect(code).toBe(1);
		expect(tookMs).toBeLessThan(5 * stopBoundMs);
		expect(child.errors).toContain('nothing that was saved is lost');
		way?.cut();
		way?.mend();
		child = await startChild(env);
		const reader = await connect(child.cookies[1]);
		expect(readAgenda(reader.doc).items.map(({ id }) => id)).toContain(acked);
	}
);
