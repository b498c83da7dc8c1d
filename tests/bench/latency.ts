// From a key pressed to somebody else's screen, the commit in between included: p50 and p99, with the load from a process
// of its own.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startServer } from '../support/server.ts';
import { mediansOf, type Figure } from './figures.ts';
import type { Load, LoadResult } from './load.ts';
import { claim, invitePeople } from './people.ts';

const generator = fileURLToPath(new URL('./load.ts', import.meta.url));
const editsPerSecond = 2;
/** The first seconds are the compiler's. */
const warmUpMs = 4_000;
const measuredMs = 15_000;

const scenarios = [
	{ title: '20 people in one agenda', rooms: 1, perRoom: 20 },
	{ title: '6 agendas, 10 people each', rooms: 6, perRoom: 10 }
];

export interface Latency {
	figures: Figure[];
	/** Of the load generator, the highest of all rounds, 0 to 1. */
	utilization: number;
}

export async function measureLatency(env: Record<string, string>, rounds: number): Promise<Latency> {
	const server = await startServer({ env });
	try {
		const steward = await claim(server);
		const figures: Figure[] = [];
		const utilizations: number[] = [];
		for (const { title, ...size } of scenarios) {
			const rooms = await invitePeople(server, steward, size);
			const results: LoadResult[] = [];
			for (let round = 1; round <= rounds; round++) {
				const load = { origin: server.origin, rooms, editsPerSecond, warmUpMs, measuredMs };
				const result = await run(load);
				results.push(result);
				process.stderr.write(`  ${title}, round ${round}: ${describe(result)}\n`);
			}
			figures.push(...mediansOf(results.map((result) => figuresOf(title, result))));
			utilizations.push(...results.map(({ utilization }) => utilization));
		}
		return { figures, utilization: Math.max(...utilizations) };
	} finally {
		await server.remove();
	}
}

const figuresOf = (title: string, { p50Ms, p99Ms }: LoadResult): Figure[] => [
	{ what: `${title}, ${editsPerSecond} edits/s each: edit to other screen, p50`, unit: 'ms', value: p50Ms },
	{ what: `${title}, ${editsPerSecond} edits/s each: edit to other screen, p99`, unit: 'ms', value: p99Ms }
];

function describe({ p50Ms, p99Ms, arrivals, unacked, utilization }: LoadResult): string {
	const busy = `generator ${Math.round(utilization * 100)} % busy`;
	return `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, ${arrivals} arrivals, ${unacked} unacked, ${busy}`;
}

function run(load: Load): Promise<LoadResult> {
	return new Promise((resolve, reject) => {
		const child = fork(generator);
		let result: LoadResult | null = null;
		child.once('message', (message) => (result = message as LoadResult));
		child.once('exit', (code) => {
			if (result) resolve(result);
			else reject(new Error(`the load generator ended with ${code}`));
		});
		child.send(load);
	});
}
