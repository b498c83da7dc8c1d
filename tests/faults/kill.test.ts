// F1 and F4: the short slice of `npm run kill-loop`, and who else may open a folder.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addItem } from '../../src/shared/documents/agenda.ts';
import { startChild } from '../support/child.ts';
import { createHistory } from '../support/history.ts';
import { runKillLoop } from '../support/kill-loop.ts';
import { someSeed } from '../support/random.ts';
import type { SyncClient } from '../support/sync-client.ts';

const rounds = 20;
const seed = someSeed();

it(
	`[R5] F1: kill -9 in the middle of typing loses nothing seen or acked, ${rounds} rounds (seed ${seed})`,
	{ timeout: 400_000 },
	async () => {
		const { acked, seen } = await runKillLoop({ rounds, seed, databaseServer: process.env['DATABASE_URL'] ?? null });
		// The test means nothing if nothing was written: four people typing for some 8 s in all.
		expect(acked).toBeGreaterThan(500);
		expect(seen).toBeGreaterThan(500);
	}
);

it('F1: the history checker names what was acked or seen and is not in the log', () => {
	const client = { doc: new Y.Doc(), sent: 0, acked: 0, isOpen: true } as SyncClient;
	const history = createHistory();
	const alice = history.follow(client);
	const mine = ['acked', 'in flight'].map((title) => {
		client.sent++;
		alice.write(title);
		return [...client.doc.getMap('items').keys()].at(-1);
	});
	const other = new Y.Doc();
	const seen = addItem(other, { title: { en: 'from Bob' } });
	Y.applyUpdate(client.doc, Y.encodeStateAsUpdate(other));
	client.acked = 1;
	alice.note();
	expect(history.missingIn(new Y.Doc()).sort()).toEqual([`${mine[0]} was acked`, `${seen} was seen`].sort());
	expect(history.missingIn(client.doc)).toEqual([]);
	expect([history.edits, history.acked, history.seen]).toEqual([2, 1, 1]);
});

// Several nodes on one server database are meant to work; a folder has one process.
it.runIf(!process.env['DATABASE_URL'])(
	'F4: a second process on the folder is refused with the first one’s process number',
	async () => {
		const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-second-'));
		const start = () => startChild({ DATA_DIR: dataDir });
		const child = await start();
		await expect(start()).rejects.toThrow(`already running on this folder (process ${child.process.pid})`);
		await child.kill();
		const next = await start(); // the lock of a killed process is free
		expect(await next.kill('SIGTERM')).toBe(0);
		fs.rmSync(dataDir, { recursive: true, force: true });
	}
);
