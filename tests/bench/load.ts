// The load generator, a process of its own: it must not share the server's loop. In: one Load by message. Out: one
// LoadResult by message.
import { createHistogram, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { ScreenClient } from './screen-client.ts';

export interface Load {
	origin: string;
	rooms: { document: string; cookies: string[] }[];
	editsPerSecond: number;
	warmUpMs: number;
	measuredMs: number;
}

export interface LoadResult {
	p50Ms: number;
	p99Ms: number;
	/** How many edits arrived on how many screens, counted one by one. */
	arrivals: number;
	/** Edits of which no ack came within the last moment. */
	unacked: number;
	/** 0 to 1: how busy this process's own event loop was. Near 1 the figures are its own, not the server's. */
	utilization: number;
}

/** For what is still under way when everybody stops writing. */
const settleMs = 1_000;

async function generate({ origin, rooms, editsPerSecond, warmUpMs, measuredMs }: Load): Promise<LoadResult> {
	const ages = createHistogram({ highest: 60_000_000 });
	let isMeasuring = false;
	const onAge = (microseconds: number) => {
		if (isMeasuring) ages.record(Math.max(1, microseconds));
	};
	const clients = rooms.flatMap(({ document, cookies }) =>
		cookies.map((cookie, place) => new ScreenClient({ origin, cookie, document, place, onAge }))
	);
	await Promise.all(clients.map(({ ready }) => ready));

	const periodMs = 1000 / editsPerSecond;
	const timers: NodeJS.Timeout[] = [];
	for (const client of clients) {
		// People do not type in step.
		const start = setTimeout(() => timers.push(setInterval(() => client.write(), periodMs)), Math.random() * periodMs);
		timers.push(start);
	}
	await wait(warmUpMs);
	isMeasuring = true;
	const before = performance.eventLoopUtilization();
	await wait(measuredMs);
	const { utilization } = performance.eventLoopUtilization(before);
	isMeasuring = false;
	timers.forEach(clearInterval);
	await wait(settleMs);
	const unacked = clients.reduce((sum, { sent, acked }) => sum + sent - acked, 0);
	clients.forEach((client) => client.close());
	const [p50, p99] = [ages.percentile(50), ages.percentile(99)];
	return { p50Ms: p50 / 1000, p99Ms: p99 / 1000, arrivals: ages.count, unacked, utilization };
}

process.once('message', (load: Load) => {
	void generate(load).then((result) => {
		process.send?.(result);
		process.disconnect();
	});
});
