// From nothing to a page that answers, with an empty data folder and with a used one; and what the process weighs once it
// has nothing to do.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { mediansOf, type Figure } from './figures.ts';

const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));
const idleMs = 10_000;

/** A database that nobody has used: its address in the environment, and how to be rid of it. */
export interface FreshDatabase {
	env: Record<string, string>;
	drop(): Promise<void>;
}

export async function measureColdStart(fresh: () => Promise<FreshDatabase>, rounds: number): Promise<Figure[]> {
	const measured: Figure[][] = [];
	for (let round = 1; round <= rounds; round++) {
		const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-bench-'));
		const database = await fresh();
		const env = { ...database.env, DATA_DIR: dataDir };
		const empty = await start(env);
		await stop(empty.child);
		const warm = await start(env);
		await wait(idleMs);
		const residentMib = residentKb(warm.child.pid ?? 0) / 1024;
		await stop(warm.child);
		await database.drop();
		fs.rmSync(dataDir, { recursive: true, force: true });
		measured.push([
			{ what: 'Start to first page, empty data folder', unit: 'ms', value: empty.ms },
			{ what: 'Start to first page, used data folder', unit: 'ms', value: warm.ms },
			{ what: `Resident memory, idle for ${idleMs / 1000} s`, unit: 'MiB', value: residentMib }
		]);
		process.stderr.write(`  start, round ${round}: ${Math.round(empty.ms)} ms, ${Math.round(warm.ms)} ms\n`);
	}
	return mediansOf(measured);
}

/** Until GET / answers 200. The port is the program's choice; it says which one in the line that people read. */
async function start(env: Record<string, string>): Promise<{ child: ChildProcess; ms: number }> {
	const startedAt = performance.now();
	const child = spawn(process.execPath, [cli, 'start'], {
		env: { ...process.env, ...env, NODE_ENV: 'production', LOG_LEVEL: 'warn', PORT: '0' },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let output = '';
	const origin = await new Promise<string>((resolve, reject) => {
		child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
		child.stdout.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			const [, found] = /ready: (http\S+)/.exec(output) ?? [];
			if (found) resolve(found);
		});
	});
	const { status } = await fetch(origin);
	if (status !== 200) throw new Error(`GET / answered ${status}`);
	return { child, ms: performance.now() - startedAt };
}

async function stop(child: ChildProcess): Promise<void> {
	const gone = once(child, 'exit');
	child.kill('SIGTERM');
	await gone;
}

/** VmRSS, as Linux tells it; NaN elsewhere. */
function residentKb(pid: number): number {
	const file = `/proc/${pid}/status`;
	if (!fs.existsSync(file)) return NaN;
	return Number(/VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(file, 'utf8'))?.[1]);
}
