// F1: the server is killed with kill -9 in the middle of typing. Nothing that anyone had seen, and nothing that was acked,
// is missing afterwards. The long run of the same is another issue's script; this is its short slice.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { addItem, readAgenda } from '../../src/shared/documents/agenda.ts';
import { startChild, type Child } from '../support/child.ts';
import { createDatabaseOn } from '../support/postgres.ts';
import { createRandom, someSeed } from '../support/random.ts';
import { SyncClient } from '../support/sync-client.ts';

const rounds = 20;
const seed = someSeed();
const random = createRandom(seed);
let dataDir: string;
let server: { url: string; drop(): Promise<void> } | null = null;

beforeAll(async () => {
	dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-kill-'));
	if (process.env['DATABASE_URL']) server = await createDatabaseOn(process.env['DATABASE_URL']);
});
afterAll(async () => {
	await server?.drop();
	fs.rmSync(dataDir, { recursive: true, force: true });
});

const start = () => startChild({ DATA_DIR: dataDir, ...(server && { DATABASE_URL: server.url }) });

/** Somebody who types until told to stop, and remembers which of their messages carried which item. */
function typist(
	child: Child,
	cookie: string
): { client: SyncClient; ackedItems(): string[]; type(until: number): Promise<void> } {
	const client = new SyncClient({ origin: child.origin, cookie, document: child.document });
	const itemByMessage = new Map<number, string>();
	return {
		client,
		ackedItems: () => [...itemByMessage].filter(([message]) => message <= client.acked).map(([, id]) => id),
		async type(until) {
			while (performance.now() < until) {
				const id = addItem(client.doc, { title: { en: `typed at ${performance.now()}` } });
				itemByMessage.set(client.sent, id);
				await wait(random.below(4));
			}
		}
	};
}

const itemsOf = (doc: Y.Doc) => new Set(readAgenda(doc).items.map(({ id }) => id));

it(
	`[R5] F1: kill -9 in the middle of typing loses nothing seen or acked, ${rounds} rounds (seed ${seed})`,
	{ timeout: 400_000 },
	async () => {
		const mustExist = new Set<string>();
		let [acked, seen] = [0, 0];
		let child = await start();
		for (let round = 0; round < rounds; round++) {
			const [alice, bob] = [typist(child, child.cookies[0]), typist(child, child.cookies[1])];
			await Promise.all([alice.client.synced(), bob.client.synced()]);
			const killAt = performance.now() + 50 + random.below(600);
			const typing = Promise.all([alice.type(killAt + 50), bob.type(killAt + 50)]);
			await wait(killAt - performance.now());
			await child.kill();
			await typing;
			const ackedNow = [...alice.ackedItems(), ...bob.ackedItems()];
			const seenNow = [
				...itemsWrittenBy(alice.client.doc, bob.client.doc.clientID),
				...itemsWrittenBy(bob.client.doc, alice.client.doc.clientID)
			];
			acked += ackedNow.length;
			seen += seenNow.length;
			for (const id of [...ackedNow, ...seenNow]) mustExist.add(id);
			child = await start();
			const { origin, cookies, document } = child;
			const reader = await new SyncClient({ origin, cookie: cookies[0], document }).synced();
			const stored = itemsOf(reader.doc);
			expect([...mustExist].filter((id) => !stored.has(id))).toEqual([]);
			reader.close();
		}
		expect(await child.kill('SIGTERM')).toBe(0);
		// The test means nothing if nothing was written: two people typing for some 8 s in all.
		expect(acked).toBeGreaterThan(500);
		expect(seen).toBeGreaterThan(500);
	}
);

function itemsWrittenBy(doc: Y.Doc, clientId: number): string[] {
	const items = doc.getMap<Y.Map<unknown>>('items');
	return [...items].filter(([, item]) => item._item?.id.client === clientId).map(([id]) => id);
}

// Several nodes on one server database are meant to work; a folder has one process.
it.runIf(!process.env['DATABASE_URL'])(
	'F4: a second process on the folder is refused with the first one’s process number',
	async () => {
		const child = await start();
		await expect(start()).rejects.toThrow(`already running on this folder (process ${child.process.pid})`);
		await child.kill();
		const next = await start(); // the lock of a killed process is free
		expect(await next.kill('SIGTERM')).toBe(0);
	}
);
