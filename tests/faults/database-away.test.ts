// F5: the database goes and comes back. A server of our own is crashed and restarted under people who type; the embedded
// one's thread dies. Edits wait unacked meanwhile, and the process that can go on goes on.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addItem, readAgenda } from '../../src/shared/documents/agenda.ts';
import { closeCodes } from '../../src/shared/protocol/close-codes.ts';
import { startChild } from '../support/child.ts';
import { findPostgres, startOwnPostgres, type OwnPostgres } from '../support/own-postgres.ts';
import { sayNotRun } from '../support/not-run.ts';
import { connectStock, synced } from '../support/stock-provider.ts';
import { SyncClient } from '../support/sync-client.ts';
import { until } from '../support/until.ts';

const hasPostgres = findPostgres() !== null;
if (!hasPostgres) sayNotRun('F5 on a PostgreSQL server', 'none is installed that we may run');
let dataDir: string;

beforeAll(() => {
	dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-away-'));
});
afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }));

describe.runIf(hasPostgres)('F5: a PostgreSQL server', () => {
	let own: OwnPostgres;
	beforeAll(async () => {
		own = await startOwnPostgres();
	}, 120_000);
	afterAll(() => own.remove());

	it('[R13] [R42] F5: crashes and comes back three times; the process goes on, nothing acked is lost, everybody returns', async () => {
		const child = await startChild({ DATA_DIR: path.join(dataDir, 'server'), DATABASE_URL: own.url });
		const { origin, document, cookies } = child;
		const typists = cookies.map((cookie) => connectStock({ origin, cookie, document }));
		await Promise.all(typists.map(synced));
		const written = new Set<string>();
		let isTyping = true;
		const typing = typists.map(async ({ doc }) => {
			for (let n = 0; isTyping; n++) {
				written.add(addItem(doc, { title: { en: `edit ${n}` } }));
				await wait(5);
			}
		});
		const mustExist: string[] = [];
		for (const signal of ['SIGQUIT', 'SIGKILL', 'SIGINT'] as const) {
			const witness = await until(
				() => new SyncClient({ origin, cookie: cookies[0], document }).synced().catch(() => null),
				{ boundMs: 5_000, what: 'somebody new is let in again' }
			);
			mustExist.push(addItem(witness.doc, { title: { en: `acked before ${signal}` } }));
			await witness.saved();
			await wait(1_200); // states are compacted meanwhile, in transactions
			await own.stop(signal);
			const acked = witness.acked;
			mustExist.push(addItem(witness.doc, { title: { en: 'while it is away' } }));
			expect(await witness.closed()).toBe(closeCodes.storageAway);
			expect(witness.acked).toBe(acked);
			mustExist.pop(); // its writer does not return: nobody was told that it was saved
			expect(child.process.exitCode).toBe(null);
			await own.start();
		}
		isTyping = false;
		await Promise.all(typing);
		const reader = await until(
			() => new SyncClient({ origin, cookie: cookies[1], document }).synced().catch(() => null),
			{ boundMs: 5_000, what: 'a reader is let in' }
		);
		const isThere = () => new Set(readAgenda(reader.doc).items.map(({ id }) => id));
		expect(mustExist.filter((id) => !isThere().has(id))).toEqual([]);
		await until(() => [...written].every((id) => isThere().has(id)), {
			boundMs: 10_000,
			what: 'all that was written while it was away has arrived'
		});
		for (const typist of typists) typist.destroy();
		expect(await child.kill('SIGTERM')).toBe(0);
	}, 300_000);
});

it('[R43] F5: the thread of the embedded database dies: the process ends with a sentence, and the next start has all that was acked', async () => {
	const start = () => startChild({ DATA_DIR: path.join(dataDir, 'embedded'), DATABASE_URL: '' });
	let child = await start();
	const { document, cookies } = child;
	const writer = await new SyncClient({ origin: child.origin, cookie: cookies[0], document }).synced();
	const acked = addItem(writer.doc, { title: { en: 'acked' } });
	await writer.saved();
	// PGlite 0.5.16 ends on this command, which the app never sends.
	const folder = path.join(dataDir, 'embedded', 'postgres');
	const intruder = postgres({
		path: path.join(folder, '.s.PGSQL.5432'),
		username: 'postgres',
		database: 'postgres',
		max: 1
	});
	const command = intruder`copy instance_facts from stdin`.writable();
	command.then(
		(stream) => stream.on('error', () => {}),
		() => {}
	); // it dies of it, which is the point
	expect(await child.gone).toBe(1);
	expect(child.errors).toContain('Rootbridge stops: the database is gone');
	addItem(writer.doc, { title: { en: 'nobody is there' } });
	expect(writer.isSaved && writer.isOpen).toBe(false);
	child = await start();
	const reader = await new SyncClient({ origin: child.origin, cookie: cookies[1], document }).synced();
	expect(readAgenda(reader.doc).items.map(({ id }) => id)).toContain(acked);
	expect(await child.kill('SIGTERM')).toBe(0);
});
