// A port that stands for a server and has the faults of a network: it can be cut, fall silent, reset and half-close its
// connections, be slow, narrow and cut what passes into slices, or answer in the server's place. Everything is injected
// here, between two real sockets; neither side knows of it.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What the way does to bytes, in both directions. Zero: nothing. */
export interface Way {
	latencyMs: number;
	/** Each direction by itself. */
	bytesPerSecond: number;
	/** Longest piece that passes at once. */
	sliceBytes: number;
}

export interface FaultyPort {
	readonly port: number;
	/** Connections that are open on this side. */
	readonly connections: number;
	/** How the way is from now on; what is not named is mended. */
	set(way: Partial<Way>): void;
	/** Ends every connection, and refuses new ones. */
	cut(): void;
	/** Nothing passes any more, not even the end of a connection: a cable that was pulled. New connections hear nothing. */
	fallSilent(): void;
	/** Ends every connection as a crashed machine does, with a reset. New ones are served. */
	reset(): void;
	/** Tells the server that its clients have said all they will say; what the server says still passes. */
	halfClose(): void;
	/** Whoever comes from now on gets these bytes, and is closed: a portal that stands in the way. */
	answer(bytes: string): void;
	/** Undoes all of the above for what comes, and lets pass what waited. */
	mend(): void;
	close(): Promise<void>;
}

/** Where it leads: a server's address, or a Unix socket. */
export type Target = { host: string; port: number } | { path: string };

/** More than this waits at the sender's side, as on a real way. */
const mostWaitingBytes = 16 * 1024;

export async function openFaultyPort(target: Target): Promise<FaultyPort> {
	const sockets = new Set<net.Socket>();
	const farEnds = new Set<net.Socket>();
	const open: Way = { latencyMs: 0, bytesPerSecond: 0, sliceBytes: 0 };
	let way = open;
	let isCut = false;
	let answer: string | null = null;
	let silence: { over: Promise<void>; end(): void } | null = null;

	/** From one side to the other, in order; a sender waits when too much is under way. */
	async function pass(from: net.Socket, to: net.Socket): Promise<void> {
		const waiting: { bytes: Buffer; dueAt: number }[] = [];
		let [waitingBytes, hasEnded, isRunning] = [0, false, false];
		const run = async () => {
			isRunning = true;
			for (let next = waiting.shift(); next; next = waiting.shift()) {
				await wait(Math.max(0, next.dueAt - performance.now()));
				for (const slice of slices(next.bytes, way.sliceBytes)) {
					if (silence) await silence.over;
					if (way.bytesPerSecond > 0) await wait((1000 * slice.length) / way.bytesPerSecond);
					if (!to.destroyed && to.writable && !to.write(slice)) {
						await Promise.race([once(to, 'drain'), once(to, 'close')]);
					}
				}
				waitingBytes -= next.bytes.length;
				if (waitingBytes < mostWaitingBytes) from.resume();
			}
			if (silence) await silence.over;
			if (hasEnded) to.end();
			isRunning = false;
		};
		from.on('data', (bytes: Buffer) => {
			waiting.push({ bytes, dueAt: performance.now() + way.latencyMs });
			waitingBytes += bytes.length;
			if (waitingBytes >= mostWaitingBytes) from.pause();
			if (!isRunning) void run();
		});
		await once(from, 'end');
		hasEnded = true;
		if (!isRunning) await run();
	}

	const server = net.createServer({ allowHalfOpen: true }, (near) => {
		if (isCut) return void near.destroy();
		if (answer !== null) {
			near.on('error', () => {}); // whoever asked may be gone before it has read the answer
			const said = answer;
			near.once('data', () => near.end(said));
			return undefined;
		}
		const far = net.connect({ ...target, allowHalfOpen: true });
		farEnds.add(far);
		for (const [one, other] of [
			[near, far],
			[far, near]
		] as const) {
			one.setNoDelay();
			sockets.add(one);
			pass(one, other).catch(() => other.destroy());
			one.once('error', () => one.destroy());
			one.once('close', () => {
				sockets.delete(one);
				farEnds.delete(one);
				// An end that was said takes its turn behind what was said before it; any other end is everybody's at once.
				if (!one.readableEnded) void (silence?.over ?? Promise.resolve()).then(() => other.destroy());
			});
		}
		return undefined;
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port was given');
	const endAll = () => sockets.forEach((socket) => socket.destroy());
	const speakAgain = () => {
		silence?.end();
		silence = null;
	};
	return {
		port: address.port,
		get connections() {
			return farEnds.size;
		},
		set(next) {
			way = { ...open, ...next };
		},
		cut() {
			isCut = true;
			endAll();
		},
		fallSilent() {
			if (silence) return;
			let end = () => {};
			const over = new Promise<void>((resolve) => (end = resolve));
			silence = { over, end };
		},
		reset() {
			sockets.forEach((socket) => socket.resetAndDestroy());
		},
		halfClose() {
			farEnds.forEach((far) => far.end());
		},
		answer(bytes) {
			answer = bytes;
			endAll();
		},
		mend() {
			isCut = false;
			answer = null;
			way = open;
			speakAgain();
		},
		close() {
			endAll();
			speakAgain();
			return new Promise((resolve) => server.close(() => resolve()));
		}
	};
}

function* slices(bytes: Buffer, sliceBytes: number): Generator<Buffer> {
	const length = sliceBytes || bytes.length;
	for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
