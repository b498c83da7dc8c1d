// Keeps head states and renderings close behind the log, in a worker thread, and moves the base forward once rows are
// older than the rollback window. In: rooms that have committed something. Out: storage.compact and storage.moveBase.
import { Worker } from 'node:worker_threads';
import type { DocumentKind } from '#shared/documents/kinds.ts';
import { limits } from '#shared/protocol/limits.ts';
import { isDatabaseAway } from '../db/client.ts';
import type { Log } from '../log.ts';
import type { CompactionJob, CompactionResult } from './compaction-worker.ts';
import type { Room } from './room.ts';
import type { UpdateStorage } from './storage.ts';

export interface Compaction {
	/** Soon after the last edit, and under steady typing at least every other limits.compactionDelayMs. */
	schedule(room: Room): void;
	/** Right now: for a page that must show what was just written, and before a stop. */
	compactRoom(room: Room): Promise<void>;
	/** Documents that a stop left behind their log. */
	catchUp(): Promise<void>;
	/** Rows older than the rollback window leave the log for the base. */
	moveBases(now: Date): Promise<void>;
	close(): Promise<void>;
}

export interface CompactionOptions {
	storage: UpdateStorage;
	log: Log;
}

const dayMs = 24 * 60 * 60 * 1000;

export function createCompaction({ storage, log }: CompactionOptions): Compaction {
	const worker = createWorker();
	const timers = new Map<Room, { timer: NodeJS.Timeout; since: number }>();
	const running = new Set<Promise<void>>();

	function schedule(room: Room): void {
		const waiting = timers.get(room);
		const since = waiting?.since ?? performance.now();
		// Under steady typing the first edit's wait may be prolonged once, not for ever.
		if (waiting && performance.now() - since > limits.compactionDelayMs) return;
		if (waiting) clearTimeout(waiting.timer);
		const timer = setTimeout(() => {
			timers.delete(room);
			track(compactRoom(room));
		}, limits.compactionDelayMs);
		timers.set(room, { timer, since });
	}

	function track(work: Promise<void>): void {
		const tracked = work
			.catch((error: unknown) => {
				// Nothing is lost: the log has it, and the next edit or the next start compacts again.
				if (isDatabaseAway(error)) log.warn('compaction waits for the database');
				else log.error({ err: error }, 'compaction failed');
			})
			.finally(() => running.delete(tracked));
		running.add(tracked);
	}

	async function compactRoom(room: Room): Promise<void> {
		const { seq, parts } = room.forCompaction();
		const { state, content } = await worker.compact(room.kind, parts);
		await storage.compact({ document: room.name, seq, state, content });
		room.adoptState(seq, state);
	}

	/** One document that is damaged must not keep the others from being tidied. */
	async function each<Item extends { document: string }>(
		items: readonly Item[],
		work: (item: Item) => Promise<void>
	): Promise<void> {
		for (const item of items) {
			await work(item).catch((error: unknown) => {
				if (isDatabaseAway(error)) throw error;
				log.error({ document: item.document, err: error }, 'a document could not be tidied');
			});
		}
	}

	async function catchUp(): Promise<void> {
		const behind = (await storage.behind()).map((document) => ({ document }));
		await each(behind, async ({ document }) => {
			const loaded = await storage.load(document);
			if (!loaded) return;
			const parts = [...(loaded.state ? [loaded.state.bytes] : []), ...loaded.tail.map(({ bytes }) => bytes)];
			const { state, content } = await worker.compact(loaded.kind, parts);
			await storage.compact({ document, seq: loaded.head, state, content });
		});
	}

	async function moveBases(now: Date): Promise<void> {
		const before = new Date(now.getTime() - limits.rollbackDays * dayMs);
		await each(await storage.withRowsBefore(before), async ({ document, seq }) => {
			const { base, rows } = await storage.loadForBase(document, seq);
			// The kind does not matter here: only the state is used.
			const { state } = await worker.compact('letter', base ? [base, ...rows] : rows);
			await storage.moveBase({ document, seq, state });
		});
	}

	return {
		schedule,
		compactRoom,
		catchUp,
		moveBases,
		async close() {
			for (const [room, { timer }] of timers) {
				clearTimeout(timer);
				track(compactRoom(room));
			}
			timers.clear();
			await Promise.all(running);
			await worker.close();
		}
	};
}

interface CompactionWorker {
	compact(kind: DocumentKind, parts: Uint8Array[]): Promise<{ state: Uint8Array; content: unknown }>;
	close(): Promise<void>;
}

type Waiting = { resolve(result: { state: Uint8Array; content: unknown }): void; reject(error: Error): void };

function createWorker(): CompactionWorker {
	const thread = new Worker(new URL('./compaction-worker.ts', import.meta.url));
	const waitingById = new Map<number, Waiting>();
	let nextId = 1;
	thread.unref();
	thread.on('message', (result: CompactionResult) => {
		const waiting = waitingById.get(result.id);
		waitingById.delete(result.id);
		if ('problem' in result) waiting?.reject(new Error(`The document cannot be compacted: ${result.problem}`));
		else waiting?.resolve(result);
	});
	thread.on('error', (error: Error) => {
		for (const { reject } of waitingById.values()) reject(error);
		waitingById.clear();
	});
	return {
		compact(kind, parts) {
			const id = nextId++;
			return new Promise((resolve, reject) => {
				waitingById.set(id, { resolve, reject });
				thread.postMessage({ id, kind, parts } satisfies CompactionJob);
			});
		},
		async close() {
			await thread.terminate();
		}
	};
}
