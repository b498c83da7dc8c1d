// Postgres inside this process, for installations without DATABASE_URL: PGlite in a worker thread, on a Unix socket in
// its own 0700 folder, so that the rest of the program knows one driver only (postgres.js) and no query holds the loop
// that serves the sockets. The worker syncs every commit to disk and lets one process use a folder.
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

export interface WorkerInput {
	dir: string;
	socketPath: string;
	idleInTransactionMs: number;
}

export type WorkerMessage = { kind: 'ready' } | { kind: 'in-use'; pid: string } | { kind: 'syncs'; syncs: number };

export type EmbeddedOptions = ReturnType<typeof optionsFor>;

export interface EmbeddedPostgres {
	/** For postgres(). `path` alone is enough for other clients: user and database are both called postgres. */
	readonly options: EmbeddedOptions;
	/** Rejects if the database dies under way. Nothing can be done then but to end the process and start again. */
	readonly lost: Promise<never>;
	/** How often the data reached the disk: for tests. */
	countSyncs(): Promise<number>;
	/** Close the clients first: queries of an open client wait forever once the database is gone. */
	close(): Promise<void>;
}

/** The kernel takes socket paths of at most 107 bytes. */
const maxSocketPathBytes = 100;

/** Opens the folder, creating the database in it if there is none. Refuses a folder that another process uses. */
export async function openEmbeddedPostgres(
	dir: string,
	{ idleInTransactionMs = 30_000 } = {}
): Promise<EmbeddedPostgres> {
	fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
	fs.chmodSync(dir, 0o700); // the folder's mode is the only access control
	const own = path.resolve(dir, '.s.PGSQL.5432');
	const tooLong = Buffer.byteLength(own) > maxSocketPathBytes;
	const socketPath = tooLong ? path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-')), '.s.PGSQL.5432') : own;
	const removeOwnFolder = () => tooLong && fs.rmSync(path.dirname(socketPath), { recursive: true, force: true });

	const worker = new Worker(new URL('./embedded-postgres-worker.ts', import.meta.url), {
		workerData: { dir: path.resolve(dir), socketPath, idleInTransactionMs } satisfies WorkerInput
	});
	let closing = false;
	const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
	const lost = new Promise<never>((_, reject) => {
		worker.once('error', reject);
		worker.once('exit', (code) => {
			if (!closing) reject(new Error(`The embedded database ended with code ${code}.`));
		});
	});
	lost.catch(() => {}); // reported where it is awaited: by openDatabase and by main.ts
	const answer = (): Promise<WorkerMessage> =>
		Promise.race([new Promise<WorkerMessage>((resolve) => worker.once('message', resolve)), lost]);

	const first = await answer();
	if (first.kind === 'in-use') {
		closing = true;
		await worker.terminate();
		removeOwnFolder();
		throw new Error(
			`Rootbridge is already running on this folder (process ${first.pid}): ${dir}. Stop it first, or set DATA_DIR to another folder.`
		);
	}
	return {
		options: optionsFor(socketPath, 4),
		lost,
		async countSyncs() {
			worker.postMessage('syncs');
			const message = await answer();
			return message.kind === 'syncs' ? message.syncs : 0;
		},
		async close() {
			closing = true;
			worker.postMessage('close');
			await ended;
			removeOwnFolder();
		}
	};
}

/** Whether a folder holds a database at all. */
export const hasEmbeddedPostgres = (dir: string) => fs.existsSync(path.join(dir, 'data'));

/** The way to a database that another process has open, from the note it left in the folder; null if nobody answers. */
export async function findEmbeddedPostgres(dir: string): Promise<EmbeddedOptions | null> {
	const note = path.join(dir, 'owner');
	const [, socketPath] = fs.existsSync(note) ? fs.readFileSync(note, 'utf8').split('\n') : [];
	return socketPath && (await isAnswered(socketPath)) ? optionsFor(socketPath, 1) : null;
}

function optionsFor(socketPath: string, max: number) {
	return { path: socketPath, username: 'postgres', database: 'postgres', ssl: false as const, max, max_lifetime: null };
}

function isAnswered(socketPath: string): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = net.connect(socketPath, () => {
			probe.destroy();
			resolve(true);
		});
		probe.on('error', () => resolve(false)); // left by a killed process, or not there
	});
}
