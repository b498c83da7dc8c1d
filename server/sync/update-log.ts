// Appends of all rooms, one commit at a time: the batch that is ready when the last commit returns goes next, and an idle
// log commits one update at once, without any timer. In: judged updates of rooms. Out: whether they are committed.
import type { Append, UpdateStorage } from './storage.ts';

export type AppendOutcome = 'committed' | 'moved';

export interface UpdateLog {
	/**
	 * One room has at most one append under way. 'moved': somebody else has appended to this document, nothing was
	 * stored. Rejects if the database could not be reached: then it is unknown whether the rows are there.
	 */
	append(append: Append): Promise<AppendOutcome>;
	/** Resolves when nothing is under way. */
	idle(): Promise<void>;
}

interface Waiting {
	append: Append;
	resolve(outcome: AppendOutcome): void;
	reject(reason: unknown): void;
}

export function createUpdateLog(storage: Pick<UpdateStorage, 'append'>): UpdateLog {
	let waiting: Waiting[] = [];
	let running: Promise<void> | null = null;

	async function run(): Promise<void> {
		while (waiting.length > 0) {
			const batch = waiting;
			waiting = [];
			await commit(batch);
		}
		running = null;
	}

	async function commit(batch: Waiting[]): Promise<void> {
		try {
			const committed = await storage.append(batch.map(({ append }) => append));
			for (const { append, resolve } of batch) resolve(committed.has(append.document) ? 'committed' : 'moved');
		} catch (reason) {
			await commitApart(batch, reason);
		}
	}

	/** One document that the database refuses must not take the others of its batch down with it. */
	async function commitApart(batch: Waiting[], reason: unknown): Promise<void> {
		if (batch.length === 1) {
			batch[0]?.reject(reason);
			return;
		}
		for (const one of batch) await commit([one]);
	}

	return {
		append(append) {
			return new Promise((resolve, reject) => {
				waiting.push({ append, resolve, reject });
				running ??= Promise.resolve().then(run);
			});
		},
		async idle() {
			while (running) await running;
		}
	};
}
