// How far a long command is, on stderr: a line that is written over on a screen, a line a second in a log.
import type { Batch } from './copy-out.ts';

const everyMs = 1000;

export interface Progress {
	add(count: number): void;
	end(): void;
}

export function showProgress(what: string, total: number, out: NodeJS.WriteStream = process.stderr): Progress {
	let done = 0;
	let shownAt = performance.now();
	const show = (end: string) => {
		shownAt = performance.now();
		out.write(`${out.isTTY ? '\r' : ''}${what}: ${done} of ${total} rows${out.isTTY ? end : '\n'}`);
	};
	return {
		add(count) {
			done += count;
			if (performance.now() - shownAt > everyMs) show('');
		},
		end: () => show('\n')
	};
}

/** The same batches, noted as they pass. */
export async function* counted(batches: AsyncIterable<Batch>, progress: Progress): AsyncGenerator<Batch> {
	for await (const batch of batches) {
		yield batch;
		progress.add(batch.rows.length);
	}
}
