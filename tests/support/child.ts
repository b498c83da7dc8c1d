// Starts child-app.ts, and kills it.
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildReady } from './child-app.ts';

const script = fileURLToPath(new URL('./child-app.ts', import.meta.url));

export interface Child extends ChildReady {
	process: ChildProcess;
	/** Everything it has written to stderr. */
	readonly errors: string;
	/** Resolves with its exit code once it is gone, null after a signal. */
	readonly gone: Promise<number | null>;
	/** kill -9, or another signal; resolves with the exit code once it is gone. */
	kill(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Rejects with what the child wrote to stderr if it ends before it is ready. */
export function startChild(env: Record<string, string>): Promise<Child> {
	const child = spawn(process.execPath, [script], {
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
	let errors = '';
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	return new Promise((resolve, reject) => {
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			const line = output.split('\n').find((candidate) => candidate.startsWith('{') && candidate.endsWith('}'));
			if (!line) return;
			const ready = JSON.parse(line) as ChildReady;
			resolve({
				...ready,
				process: child,
				gone,
				get errors() {
					return errors;
				},
				kill(signal = 'SIGKILL') {
					child.kill(signal);
					return gone;
				}
			});
		});
		void gone.then((code) => reject(new Error(`the child ended with ${code}: ${errors}`)));
	});
}
