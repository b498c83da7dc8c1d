// F1 as a program: people type, the server is killed with kill -9 at a moment nobody chose, and comes back; again and
// again on one folder or one server database. The disorder comes from a seed alone: the same seed plays the same delays.
// In: how many rounds, which database. Out: what was promised, and what of it is missing.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type * as Y from 'yjs';
import { startChild, type Child } from './child.ts';
import { createHistory, type History, type Writer } from './history.ts';
import { createDatabaseOn } from './postgres.ts';
import { createRandom, type Random } from './random.ts';
import { SyncClient } from './sync-client.ts';

export interface KillLoopOptions {
	rounds: number;
	seed: number;
	/** A PostgreSQL server to make a database on; null: the embedded database. */
	databaseServer: string | null;
	onRound?(figures: KillLoopFigures): void;
}

export interface KillLoopFigures {
	rounds: number;
	edits: number;
	acked: number;
	seen: number;
	/** Edits that nothing had been promised about when the server died, and that came back with their writer. */
	broughtBack: number;
	longestStartMs: number;
}

const typistsEach = 2;

/** Rejects with everything that is missing as soon as a promise is broken. */
export async function runKillLoop(options: KillLoopOptions): Promise<KillLoopFigures> {
	const { rounds, seed, databaseServer, onRound } = options;
	const random = createRandom(seed);
	const histories = new Map<string, History>();
	const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-kill-'));
	const database = databaseServer ? await createDatabaseOn(databaseServer) : null;
	const figures: KillLoopFigures = { rounds: 0, edits: 0, acked: 0, seen: 0, broughtBack: 0, longestStartMs: 0 };
	const start = async () => {
		const from = performance.now();
		const child = await startChild({ DATA_DIR: dataDir, DATABASE_URL: database?.url ?? '' });
		if (figures.rounds > 0) figures.longestStartMs = Math.max(figures.longestStartMs, performance.now() - from);
		return child;
	};
	let child = await start();
	try {
		for (let round = 1; round <= rounds; round++) {
			const document = child.fresh[round % child.fresh.length] ?? child.document;
			const history = histories.get(document) ?? createHistory();
			histories.set(document, history);
			const writers = await people(child, document, history);
			const killAfterMs = 50 + random.below(600);
			const typing = writers.map((writer) => type(writer, killAfterMs + 50, random));
			await wait(killAfterMs);
			await child.kill();
			await Promise.all(typing);
			for (const writer of writers) writer.note();
			figures.rounds = round;
			child = await start();
			const stored = await read(child, document, { history, when: `round ${round} (seed ${seed})` });
			figures.broughtBack += await bringBack(child, { document, writers, stored });
			for (const what of ['edits', 'acked', 'seen'] as const) {
				figures[what] = [...histories.values()].reduce((sum, one) => sum + one[what], 0);
			}
			onRound?.(figures);
		}
		// Once more all of it: what a round has found must have survived the rounds after it.
		for (const [document, history] of histories) {
			await read(child, document, { history, when: `the end (seed ${seed})` });
		}
		const code = await child.kill('SIGTERM');
		if (code !== 0) throw new Error(`the last server ended with ${code} (seed ${seed})`);
		return figures;
	} finally {
		await child.kill();
		await database?.drop();
		fs.rmSync(dataDir, { recursive: true, force: true });
	}
}

const connect = ({ origin }: Child, options: { document: string; cookie: string; doc?: Y.Doc }) =>
	new SyncClient({ origin, ...options }).synced();

function people(child: Child, document: string, history: History): Promise<Writer[]> {
	const cookies = child.cookies.flatMap((cookie) => Array.from({ length: typistsEach }, () => cookie));
	return Promise.all(cookies.map(async (cookie) => history.follow(await connect(child, { document, cookie }))));
}

async function type(writer: Writer, forMs: number, random: Random): Promise<void> {
	const until = performance.now() + forMs;
	for (let n = 0; performance.now() < until; n++) {
		writer.write(`edit ${n}`);
		await wait(random.below(4));
	}
}

/** What the log says, to somebody who had nothing before. */
async function read(
	child: Child,
	document: string,
	{ history, when }: { history: History; when: string }
): Promise<Y.Doc> {
	const reader = await connect(child, { document, cookie: child.cookies[0] });
	const missing = history.missingIn(reader.doc);
	reader.close();
	if (missing.length > 0) throw new Error(`${when}: ${missing.length} promises are broken: ${missing.join(', ')}`);
	return reader.doc;
}

/** One of the typists returns with what it had: what was not saved is saved now. Resolves with how many edits that was. */
async function bringBack(
	child: Child,
	{ document, writers, stored }: { document: string; writers: readonly Writer[]; stored: Y.Doc }
): Promise<number> {
	const [writer] = writers;
	if (!writer) return 0;
	const before = stored.getMap('items').size;
	const returning = await connect(child, { document, cookie: child.cookies[0], doc: writer.client.doc });
	await returning.saved();
	returning.close();
	return returning.doc.getMap('items').size - before;
}
