// The browser's end of socket.io: one connection for the page, watching one space. Hears that something changed (the page
// then fetches again) and who is here.
import type { Socket } from 'socket.io-client';
import type { Change, ClientEvents, Presence, ServerEvents } from '#shared/protocol/live-events.ts';

export interface Watching {
	onChanged(change: Change): void;
	onPresence(people: Presence[]): void;
	/** Connected again after a time away: anything may have changed meanwhile. */
	onReturn(): void;
}

/** Returns how to stop. */
export function watchSpace(space: string, watching: Watching): () => void {
	let socket: Socket<ServerEvents, ClientEvents> | null = null;
	let isStopped = false;
	let hasConnected = false;

	async function start(): Promise<void> {
		const { io } = await import('socket.io-client');
		if (isStopped) return;
		socket = io({ transports: ['websocket'] });
		socket.on('connect', () => {
			socket?.emit('watch', space, () => {});
			if (hasConnected) watching.onReturn();
			hasConnected = true;
		});
		socket.on('changed', (change) => {
			if (change.space === space) watching.onChanged(change);
		});
		socket.on('presence', (of, people) => {
			if (of === space) watching.onPresence(people);
		});
	}

	// A page that cannot load this module still works; it only hears of changes at the next visit.
	start().catch(() => {});
	return () => {
		isStopped = true;
		socket?.disconnect();
	};
}
