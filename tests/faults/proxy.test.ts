// The fabric itself: a faulty port that did nothing would let every other row of this folder pass.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest';
import { openFaultyPort, type FaultyPort } from '../support/faulty-port.ts';
import { until } from '../support/until.ts';

/** Says everything back, and remembers how its connections ended. */
const echo = net.createServer({ allowHalfOpen: true }, (socket) => {
	const ended = endings; // the next test has a list of its own
	socket.on('error', (error: NodeJS.ErrnoException) => ended.push(error.code ?? ''));
	socket.on('end', () => {
		ended.push('end');
		socket.end('goodbye');
	});
	socket.on('data', (bytes: Buffer) => {
		pieces.push(bytes.length);
		socket.write(bytes);
	});
});
let endings: string[] = [];
let pieces: number[] = [];
let way: FaultyPort;
let socket: net.Socket;
let heard = '';

beforeAll(() => new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve)));
afterAll(() => echo.close());
beforeEach(async () => {
	way = await openFaultyPort({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
	endings = [];
	pieces = [];
	heard = '';
	socket = await connect();
	await say('hello');
});
afterEach(async () => {
	socket.destroy();
	await way.close();
});

async function connect(): Promise<net.Socket> {
	const made = net.connect({ port: way.port, host: '127.0.0.1' });
	made.on('data', (bytes: Buffer) => (heard += bytes.toString()));
	made.on('error', () => {}); // its 'close' is looked at
	await once(made, 'connect');
	return made;
}
async function say(words: string): Promise<number> {
	const from = performance.now();
	heard = '';
	socket.write(words);
	await until(() => heard === words);
	return performance.now() - from;
}

it('is late by its latency, both ways', async () => {
	way.set({ latencyMs: 100 });
	expect(await say('late')).toBeGreaterThanOrEqual(195);
	way.mend();
	expect(await say('soon')).toBeLessThan(195);
});

it('is as narrow as it is told to be', async () => {
	way.set({ bytesPerSecond: 50_000 });
	expect(await say('x'.repeat(20_000))).toBeGreaterThanOrEqual(390);
});

it('cuts what passes into slices, and loses nothing', async () => {
	way.set({ sliceBytes: 3 });
	pieces = [];
	await say('a sentence that is longer than a slice');
	expect(pieces.length).toBeGreaterThan(1);
});

it('falls silent without an end, and speaks again', async () => {
	way.fallSilent();
	heard = '';
	socket.write('is anybody there?');
	socket.end();
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect([heard, endings, way.connections]).toEqual(['', [], 1]);
	way.mend();
	await until(() => heard.startsWith('is anybody there?'));
	await until(() => endings.includes('end'));
});

it('half-closes: the server hears the end, and what it still says arrives', async () => {
	heard = '';
	way.halfClose();
	await until(() => heard === 'goodbye');
	expect(endings).toEqual(['end']);
});

it('resets: both sides get it as an error', async () => {
	const reset = once(socket, 'error');
	socket.on('error', () => {});
	way.reset();
	expect(((await reset)[0] as NodeJS.ErrnoException).code).toBe('ECONNRESET');
	await until(() => endings.includes('ECONNRESET'));
});

it('is cut, and mended', async () => {
	way.cut();
	await once(socket, 'close');
	const refused = await connect();
	await once(refused, 'close');
	way.mend();
	socket = await connect();
	await say('again');
});

it('answers in the server’s place', async () => {
	way.answer('HTTP/1.1 200 OK\r\n\r\n<html>');
	const portal = await connect();
	pieces = [];
	heard = '';
	portal.write('GET /');
	await until(() => heard.includes('<html>'));
	expect(pieces).toEqual([]);
});
