// The Socket port over a real WebSocket.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { socketOver, type Socket } from '../../../../server/sync/socket.ts';
import { closeCodes } from '../../../../src/shared/protocol/close-codes.ts';
import { until } from '../../../support/until.ts';

const server = createServer();
const sockets = new WebSocketServer({ server });
let browser: WebSocket;
let received: Buffer[];
let webSocket: WebSocket;
let socket: Socket;
/** What the owner of the socket was told. */
let closedWith: number[];

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
	sockets.close();
	server.close();
});
beforeEach(async () => {
	const accepted = new Promise<WebSocket>((resolve) => sockets.once('connection', resolve));
	browser = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	received = [];
	browser.on('message', (data: Buffer) => received.push(data)).on('error', () => {});
	webSocket = await accepted;
	closedWith = [];
	socket = socketOver(webSocket, (code) => closedWith.push(code));
	return () => browser.terminate();
});

describe('the socket', () => {
	it('carries frames as they are, in order', async () => {
		for (const byte of [1, 2, 3]) socket.send(Uint8Array.of(byte, 0));
		await until(() => received.length === 3);
		expect(received.map((data) => [...data])).toEqual([
			[1, 0],
			[2, 0],
			[3, 0]
		]);
	});

	it('[R21] says how much the other side has not taken yet', async () => {
		await until(() => browser.readyState === WebSocket.OPEN);
		expect(socket.bufferedBytes).toBe(0);
		browser.pause();
		const frame = new Uint8Array(1_048_576);
		for (let round = 0; round < 32; round++) socket.send(frame);
		expect(socket.bufferedBytes).toBeGreaterThan(1_048_576);
		browser.resume();
		await until(() => socket.bufferedBytes === 0);
	});

	it('tells the browser why it is closed', async () => {
		const code = new Promise((resolve) => browser.on('close', resolve));
		socket.close(closeCodes.resync, '');
		expect(closedWith).toEqual([closeCodes.resync]);
		expect(await code).toBe(4505);
	});

	it('drops frames for somebody who is going or gone, without an error', async () => {
		socket.close(closeCodes.restart, '');
		socket.send(Uint8Array.of(1));
		await until(() => webSocket.readyState === WebSocket.CLOSED);
		socket.send(Uint8Array.of(2));
		socket.close(closeCodes.restart, '');
		expect(received).toEqual([]);
	});

	it('does not mind that the other side vanishes while it sends', async () => {
		webSocket.on('error', () => {}); // as the gateway does
		browser.terminate();
		for (let round = 0; webSocket.readyState === WebSocket.OPEN && round < 10_000; round++) {
			socket.send(new Uint8Array(65_536));
			await new Promise((resolve) => setImmediate(resolve));
		}
		expect(webSocket.readyState).not.toBe(WebSocket.OPEN);
	});
});
