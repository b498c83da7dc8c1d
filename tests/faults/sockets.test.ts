// F15 and F18: one connection that is broken or dead, and everybody else, who notices nothing.
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { readAwareness, writeAwareness } from '../../server/sync/awareness.ts';
import { awarenessFrame } from '../../server/sync/frames.ts';
import { addItem, readAgenda, startAgenda } from '../../src/shared/documents/agenda.ts';
import { startTestApp, type Person, type TestApp } from '../support/app.ts';
import { openFaultyPort, type FaultyPort } from '../support/faulty-port.ts';
import { SyncClient } from '../support/sync-client.ts';
import { until } from '../support/until.ts';

let test: TestApp;
let alice: Person;
let bob: Person;
let document: string;
let way: FaultyPort;
const uncaught: unknown[] = [];
const noteUncaught = (error: unknown) => uncaught.push(error);

beforeAll(async () => {
	process.on('uncaughtException', noteUncaught);
	process.on('unhandledRejection', noteUncaught);
	test = await startTestApp();
	alice = await test.person('Alice', { parole: 'member' });
	bob = await test.person('Bob', { parole: 'member' });
	way = await openFaultyPort({ host: '127.0.0.1', port: Number(new URL(test.origin).port) });
});
afterAll(async () => {
	await way.close();
	await test.close();
	process.off('uncaughtException', noteUncaught);
	process.off('unhandledRejection', noteUncaught);
	expect(uncaught).toEqual([]);
});
beforeEach(async () => {
	way.mend();
	document = await newDocument();
});

const newDocument = () =>
	test.app.services.documents.create(alice, {
		space: 'parole',
		kind: 'agenda',
		start: (doc) => startAgenda(doc, { title: { en: 'Meeting' }, items: [] })
	});
const connect = (person: Person, name = document, origin = test.origin) =>
	new SyncClient({ origin, cookie: person.cookie, document: name });
const throughTheWay = (person: Person) => connect(person, document, `http://127.0.0.1:${way.port}`);
const titles = (doc: Y.Doc) => readAgenda(doc).items.map(({ title }) => title.en);
const write = (client: SyncClient, title: string) => addItem(client.doc, { title: { en: title } });

/** Says something, and resolves with how long it took until the other one had it, in milliseconds. */
async function delay(from: SyncClient, to: SyncClient, title: string): Promise<number> {
	const start = performance.now();
	write(from, title);
	await until(() => titles(to.doc).includes(title));
	return performance.now() - start;
}

describe('F15: what is no WebSocket, or a broken one', () => {
	const upgrade = (path: string) =>
		`GET ${path} HTTP/1.1\r\nHost: ${new URL(test.origin).host}\r\nOrigin: ${test.origin}\r\nCookie: ${alice.cookie}\r\n` +
		'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

	/** Sends bytes on a socket of its own, after an upgrade if there is to be one; resolves once it is over. */
	async function send({
		path,
		bytes,
		hangsUp = false
	}: {
		path?: string;
		bytes: Buffer;
		hangsUp?: boolean;
	}): Promise<void> {
		const socket = net.connect({ port: Number(new URL(test.origin).port), host: '127.0.0.1' });
		socket.on('error', () => {}); // a reset is one of the ways to be refused
		const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
		if (path !== undefined) {
			socket.write(upgrade(path));
			await new Promise<void>((resolve) => socket.once('data', () => resolve()));
		}
		socket.on('data', () => {});
		socket.write(bytes);
		await wait(20);
		if (hangsUp) socket.resetAndDestroy();
		else setTimeout(() => socket.end(), 200);
		await closed;
	}

	const masked = (first: number, payload: Buffer) =>
		Buffer.concat([Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
	const frames: Record<string, Buffer> = {
		'raw garbage': Buffer.from(Array.from({ length: 500 }, (_, n) => (n * 151) % 256)),
		'RSV2 set': masked(0xa2, Buffer.from([0, 0])),
		'a compressed frame that nobody agreed on': masked(0xc2, Buffer.from([0, 0])),
		'an unmasked frame': Buffer.from([0x82, 2, 0, 0]),
		'an unknown opcode': masked(0x8b, Buffer.from([0])),
		'a fragmented ping': masked(0x09, Buffer.from([0])),
		'a ping of 126 bytes': Buffer.concat([Buffer.from([0x89, 0xfe, 0, 126, 0, 0, 0, 0]), Buffer.alloc(126)]),
		'a length of 2^63': Buffer.from([0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
		'a close code that does not exist': masked(0x88, Buffer.from([0x03, 0xe7])),
		'a text that is no UTF-8': masked(0x81, Buffer.from([0xff, 0xfe]))
	};

	it('[R20] F15: ten kinds of broken frames, each also cut off in the middle, cost nobody but their sender', async () => {
		const [a, b] = await Promise.all([connect(alice).synced(), connect(bob).synced()]);
		const path = `/sync/${document}?ack=1`;
		for (const bytes of Object.values(frames)) {
			await send({ path, bytes });
			await send({ path, bytes: bytes.subarray(0, Math.ceil(bytes.length / 2)), hangsUp: true });
		}
		expect(await delay(a, b, 'still here')).toBeLessThan(5_000);
		expect([a.closeCode, b.closeCode, uncaught]).toEqual([null, null, []]);
		a.close();
		b.close();
	});

	it('F15: addresses that no URL can be, and requests that no server can read', async () => {
		const [a, b] = await Promise.all([connect(alice).synced(), connect(bob).synced()]);
		for (const path of [
			'//[]/ws',
			'//',
			'/sync/',
			'/sync/%',
			'/sync/%E0%A4%A',
			`/sync/${'x'.repeat(5_000)}`,
			'*',
			'/\\[::',
			'/sync/..//'
		]) {
			await send({ bytes: Buffer.from(upgrade(path)) });
			await send({ bytes: Buffer.from(upgrade(path)), hangsUp: true });
		}
		await send({ bytes: Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'latin1') }); // TLS
		await send({ bytes: Buffer.from('GET / HTTP/1.1\r\n' + 'x'.repeat(100_000)) });
		expect(await delay(a, b, 'still here')).toBeLessThan(5_000);
		expect([a.closeCode, b.closeCode, uncaught]).toEqual([null, null, []]);
		a.close();
		b.close();
	});
});

it('[R25] F18: a socket that falls silent is gone from the room within 45 s', async () => {
	const [a, b] = await Promise.all([connect(alice).synced(), throughTheWay(bob).synced()]);
	const state = JSON.stringify({ user: { id: bob.id, name: 'Bob' } });
	b.socket.send(
		awarenessFrame(writeAwareness([{ clientId: b.doc.clientID, clock: 1, state: JSON.parse(state) as never }]))
	);
	const lastOfBob = () =>
		a.awareness
			.flatMap((update) => readAwareness(update) ?? [])
			.findLast(({ clientId }) => clientId === b.doc.clientID);
	await until(() => lastOfBob()?.state);
	way.fallSilent();
	const from = performance.now();
	await until(() => lastOfBob()?.state === null, { boundMs: 45_000, what: 'Bob is gone from the room' });
	process.stdout.write(`F18: gone after ${((performance.now() - from) / 1000).toFixed(1)} s\n`);
	expect(a.closeCode).toBe(null);
	a.close();
}, 240_000);
