// The door of /socket.io: websocket only, the same upgrade gate and the same session as /sync. Pages watch one space and
// hear that something changed there; records they fetch. Source of two settings: faults.md, findings 3 and 4 (CORS does
// not stop cross-site sockets; connection state recovery would skip the check of the session, so it stays off).
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import { may, type SpaceStanding } from '#shared/domain/access.ts';
import { isKnown, type Actor } from '#shared/domain/actors.ts';
import { refusalCode } from '#shared/domain/refusals.ts';
import type { ClientEvents, Presence, ServerEvents } from '#shared/protocol/live-events.ts';
import { isDatabaseAway } from '../db/client.ts';
import type { Log } from '../log.ts';
import type { UpgradeGate } from '../upgrade-gate.ts';
import type { Changes } from './changes.ts';

export interface LiveGateway {
	attach(server: HttpServer): void;
	/** Who is in the documents of a space now, to everybody who may know it. */
	tellPresence(space: string, people: Presence[]): void;
	/** Somebody has signed out: what they hear is asked again. */
	rejoinActor(actor: string): void;
	/** Everybody is asked again, one after the other. */
	rejoinAll(): Promise<void>;
	close(): void;
}

export interface LiveGatewayOptions {
	gate: UpgradeGate;
	log: Log;
	changes: Changes;
	identify(request: IncomingMessage): Promise<Actor>;
	standing(space: string): Promise<SpaceStanding>;
	/** For somebody who has just begun to watch. */
	presenceIn(space: string): Presence[];
}

const isOnTheBoard = ({ kind }: Presence) => kind === 'community-board';

interface SocketData {
	/** What this page wants to hear of; null before it has said so. */
	wanted: string | null;
	/** The id of who it was when it was last asked; empty for nobody we know. Null while it is being asked. */
	actor: string | null;
	/** Questions of one socket are dealt with one after the other, or it could end up with halves of two answers. */
	queue: Promise<unknown>;
}

type LiveServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
type LiveSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** Who may read there. */
const readers = (space: string) => `readers:${space}`;
/** Who may know the space's people. */
const insiders = (space: string) => `insiders:${space}`;
/** Who is on the board, and may know who else is: of the board alone, not of its hosts' own documents. */
const visitors = (space: string) => `visitors:${space}`;

export function createLiveGateway({
	gate,
	log,
	changes,
	identify,
	standing,
	presenceIn
}: LiveGatewayOptions): LiveGateway {
	const io: LiveServer = new Server({
		transports: ['websocket'],
		destroyUpgrade: false,
		serveClient: false,
		maxHttpBufferSize: 64 * 1024,
		allowRequest: (request, decide) => decide(null, gate.isOurPage(request))
	});

	async function leaveAll(socket: LiveSocket): Promise<void> {
		for (const channel of [...socket.rooms]) if (channel !== socket.id) await socket.leave(channel);
	}

	/** Joins what this person may hear of the space, as things are now. False: nothing. */
	async function join(socket: LiveSocket, space: string): Promise<boolean> {
		socket.data.actor = null;
		const actor = await identify(socket.request);
		socket.data.actor = isKnown(actor) ? actor.id : '';
		const now = await standing(space);
		await leaveAll(socket);
		if (!may(actor, now.kind === 'board' ? 'board:read' : 'space:read', now)) return false;
		await socket.join(readers(space));
		if (may(actor, 'space:people', now)) {
			await socket.join(insiders(space));
			socket.emit('presence', space, presenceIn(space));
		} else if (now.kind === 'board' && may(actor, 'board:join', now)) {
			await socket.join(visitors(space));
			socket.emit('presence', space, presenceIn(space).filter(isOnTheBoard));
		}
		return true;
	}

	/** If it cannot be told what they may hear, they hear nothing. */
	function joinInTurn(socket: LiveSocket, space: string): Promise<boolean> {
		const joined = socket.data.queue.then(() => join(socket, space));
		socket.data.queue = joined.catch(() => leaveAll(socket)); // whoever asked hears of the failure
		return joined;
	}

	io.on('connection', (socket: LiveSocket) => {
		socket.data = { wanted: null, actor: null, queue: Promise.resolve() };
		socket.on('watch', (space, answer) => {
			if (typeof space !== 'string' || typeof answer !== 'function') return;
			socket.data.wanted = space;
			joinInTurn(socket, space).then(answer, (error: unknown) => {
				if (refusalCode(error) === null && !isDatabaseAway(error)) log.error({ err: error }, 'a watch failed');
				answer(false);
			});
		});
	});

	const stopListening = changes.listen((change) => {
		io.to(readers(change.space)).emit('changed', change);
		if (change.subject === 'people' || change.subject === 'space') rejoin((socket) => socket.wanted === change.space);
	});

	async function askAgain(socket: LiveSocket): Promise<void> {
		if (socket.data.wanted === null) return;
		await joinInTurn(socket, socket.data.wanted).catch(() => socket.disconnect(true)); // cannot be asked now: they come back and are asked then
	}

	/** Access may be different now: everybody it concerns is asked again. */
	function rejoin(isConcerned: (socket: SocketData) => boolean): void {
		for (const socket of io.sockets.sockets.values()) if (isConcerned(socket.data)) void askAgain(socket);
	}

	return {
		attach: (server) => void io.attach(server, { destroyUpgrade: false }),
		tellPresence(space, people) {
			io.to(insiders(space)).emit('presence', space, people);
			io.to(visitors(space)).emit('presence', space, people.filter(isOnTheBoard));
		},
		// Who is being asked just now may have been known a moment too early.
		rejoinActor: (actor) => rejoin((socket) => socket.actor === actor || socket.actor === null),
		async rejoinAll() {
			for (const socket of [...io.sockets.sockets.values()]) await askAgain(socket);
		},
		close() {
			stopListening();
			// Not io.close(): it waits for the whole web server, other people's sockets included.
			io.disconnectSockets(true);
			io.engine.close();
		}
	};
}
