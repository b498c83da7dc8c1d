// The door of /sync/<document name>: upgrade gate (origin, session, document, access), then a connection in a room.
// In: HTTP upgrades. Out: connections. It also translates refusals into close codes, because a browser cannot see the
// status of a refused upgrade and would try again for ever.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { schemaVersion } from '#shared/documents/schema-version.ts';
import { isKnown, type Actor } from '#shared/domain/actors.ts';
import { closeCodes, type CloseCode } from '#shared/protocol/close-codes.ts';
import { limits } from '#shared/protocol/limits.ts';
import { isDatabaseAway } from '../db/client.ts';
import type { Log } from '../log.ts';
import type { UpgradeGate } from '../upgrade-gate.ts';
import { createAllowances } from './allowances.ts';
import { Connection, type Rights } from './connection.ts';
import type { Rooms } from './rooms.ts';
import { socketOver } from './socket.ts';

export interface SyncGateway {
	/** True if the request was for /sync and is dealt with. */
	handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
	/** Something that access depends on has changed: every open connection of the space is asked again. */
	recheck(space: string): Promise<void>;
	/** Somebody has signed out: what they have open is asked again, and goes on where another session carries it. */
	recheckActor(actor: string): Promise<void>;
	/** Sessions and visits also end by time, which nothing announces: everybody is asked again, one after the other. */
	recheckAll(): Promise<void>;
	/** Connections that are open now. */
	readonly connections: number;
	close(): void;
}

export interface SyncGatewayOptions {
	gate: UpgradeGate;
	rooms: Rooms;
	log: Log;
	/** This side closed a connection, with the code that says why. */
	onClosed(code: number): void;
	/** Who sends these cookies. */
	identify(request: IncomingMessage): Promise<Actor>;
	/** Null: no such document, or not theirs to see. */
	rightsTo(actor: Actor, document: string): Promise<Rights | null>;
}

interface Open {
	space: string;
	actor: string;
	/** Asks session and access again, as they are now. */
	recheck(): Promise<void>;
}

const documentNamePattern = /^[a-z][a-z-]{0,30}-[a-z0-9]{16}$/;
/** A Yjs clientID as it stands in an address: 32 bits, unsigned. */
const maxClientId = 2 ** 32 - 1;

export function createSyncGateway({ gate, rooms, log, onClosed, identify, rightsTo }: SyncGatewayOptions): SyncGateway {
	// No compression: a few KiB of frame must not become gigabytes, and updates hardly shrink.
	const server = new WebSocketServer({ noServer: true, maxPayload: limits.maxFrameBytes, perMessageDeflate: false });
	const open = new Set<Open>();
	/** How often access has changed. */
	let rechecks = 0;
	const heartbeat = createHeartbeat();
	const allowances = createAllowances();

	function turnAway(webSocket: WebSocket, code: CloseCode): void {
		onClosed(code);
		webSocket.close(code);
	}

	function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
		const url = requestUrl(request);
		if (!url?.pathname.startsWith('/sync/')) return false;
		if (!gate.isOurPage(request)) {
			socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
			return true;
		}
		server.handleUpgrade(request, socket, head, (webSocket) => {
			admit(webSocket, request, url).catch((error: unknown) => {
				if (!isDatabaseAway(error)) log.error({ err: error }, 'a connection could not be opened');
				turnAway(webSocket, closeCodes.storageAway);
			});
		});
		return true;
	}

	async function admit(webSocket: WebSocket, request: IncomingMessage, url: URL): Promise<void> {
		// Listeners before the first await: the client's first sync step must not be missed, and an error without a
		// listener would end the process.
		const early: Uint8Array[] = [];
		let earlyBytes = 0;
		let connection: Connection | null = null;
		webSocket.on('message', (data: Buffer, isBinary) => {
			clearTimeout(hello);
			if (!isBinary) return turnAway(webSocket, closeCodes.malformed);
			const bytes = new Uint8Array(data); // a copy: the library's buffers are pooled, and rooms keep updates for long
			if (connection) connection.receive(bytes);
			else if ((earlyBytes += bytes.byteLength) > limits.maxFrameBytes) turnAway(webSocket, closeCodes.tooMuch);
			else early.push(bytes);
		});
		// 'close' follows. The library has said by itself what was wrong: a frame too large, or none at all.
		webSocket.on('error', ({ code }: NodeJS.ErrnoException) => {
			onClosed(code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH' ? closeCodes.frameTooBig : closeCodes.brokenFrame);
		});
		const hello = setTimeout(() => turnAway(webSocket, closeCodes.silent), limits.helloMs);
		webSocket.on('close', () => clearTimeout(hello));
		heartbeat.watch(webSocket);

		if (!isOurSchema(url)) return turnAway(webSocket, closeCodes.otherVersion);
		const document = url.pathname.slice('/sync/'.length);
		const rechecksBefore = rechecks;
		const actor = await identify(request);
		const rights = documentNamePattern.test(document) ? await rightsTo(actor, document) : null;
		if (!isKnown(actor)) return turnAway(webSocket, closeCodes.signedOut);
		if (!rights) return turnAway(webSocket, closeCodes.notFound);
		const room = await rooms.open(document);
		if (!room) return turnAway(webSocket, closeCodes.notFound);

		const clientId = readClientId(url);
		if (clientId !== null && !(await room.claim(actor.id, clientId)))
			return turnAway(webSocket, closeCodes.notYourClient);
		if (webSocket.readyState !== webSocket.OPEN) return;
		if (room.hasEnded) return turnAway(webSocket, closeCodes.resync);
		const allowance = allowances.join(actor);
		if (!allowance) return turnAway(webSocket, closeCodes.tooMuch);

		const wantsAcks = url.searchParams.get('ack') === '1';
		const onFailure = (error: unknown) => {
			if (!isDatabaseAway(error)) log.error({ document, err: error }, 'a frame could not be dealt with');
		};
		const admitted = new Connection({
			socket: socketOver(webSocket, onClosed),
			room,
			actor,
			rights,
			clientId,
			allowance,
			wantsAcks,
			onFailure
		});
		const entry: Open = { space: room.space, actor: actor.id, recheck: () => recheck(admitted, request, document) };
		open.add(entry);
		webSocket.on('close', () => {
			open.delete(entry);
			admitted.closed();
		});
		// Access may have changed since it was asked, when there was no connection yet that could be asked again.
		if (rechecks !== rechecksBefore) await entry.recheck();
		connection = admitted;
		for (const bytes of early) admitted.receive(bytes);
	}

	async function recheck(connection: Connection, request: IncomingMessage, document: string): Promise<void> {
		try {
			const actor = await identify(request);
			if (!isKnown(actor)) return connection.end(closeCodes.signedOut);
			if (actor.id !== connection.actor.id) return connection.end(closeCodes.resync);
			connection.setRights(await rightsTo(actor, document));
		} catch (error) {
			connection.end(closeCodes.storageAway); // they come back, and are asked then
			throw error;
		}
	}

	async function recheckWhere(isAffected: (entry: Open) => boolean): Promise<void> {
		rechecks++;
		await Promise.all([...open].filter(isAffected).map((entry) => entry.recheck()));
	}

	return {
		handleUpgrade,
		get connections() {
			return open.size;
		},
		recheck: (space) => recheckWhere((entry) => entry.space === space),
		recheckActor: (actor) => recheckWhere((entry) => entry.actor === actor),
		async recheckAll() {
			for (const entry of [...open]) if (open.has(entry)) await entry.recheck();
		},
		close() {
			heartbeat.close();
			for (const webSocket of server.clients) webSocket.close(closeCodes.restart);
			server.close();
		}
	};
}

function requestUrl(request: IncomingMessage): URL | null {
	const url = request.url ?? '';
	return url.startsWith('/') && URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost') : null;
}

/** A stock client does not tell: it has no editor of ours that could delete anything. */
function isOurSchema(url: URL): boolean {
	const told = url.searchParams.get('schema');
	return told === null || told === String(schemaVersion);
}

function readClientId(url: URL): number | null {
	const text = url.searchParams.get('client');
	const clientId = Number(text);
	return text && Number.isInteger(clientId) && clientId >= 0 && clientId <= maxClientId ? clientId : null;
}

/** Pings everybody; who does not answer for limits.pingsMissed intervals is gone. */
function createHeartbeat(): { watch(webSocket: WebSocket): void; close(): void } {
	const missed = new Map<WebSocket, number>();
	const timer = setInterval(() => {
		for (const [webSocket, count] of missed) {
			// This is the last of the intervals: waiting for one more tick would take a quarter of a minute longer.
			if (count + 1 >= limits.pingsMissed) webSocket.terminate();
			else {
				missed.set(webSocket, count + 1);
				webSocket.ping();
			}
		}
	}, limits.pingIntervalMs);
	timer.unref();
	return {
		watch(webSocket) {
			missed.set(webSocket, 0);
			webSocket.on('pong', () => missed.set(webSocket, 0));
			webSocket.on('close', () => missed.delete(webSocket));
		},
		close: () => clearInterval(timer)
	};
}
