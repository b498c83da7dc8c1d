// Who is in the documents of a space right now: read from the rooms' awareness, told over socket.io at most twice a
// second. Only what is true now; nothing of it is kept.
import type { Presence } from '#shared/protocol/live-events.ts';
import type { AwarenessUser } from '../sync/awareness.ts';
import type { Room } from '../sync/room.ts';

export interface PresenceTeller {
	/** Something moved in a room of this space. */
	note(space: string): void;
	close(): void;
}

const tellIntervalMs = 500;
const maxPlaceLength = 64;

/** Everybody in these rooms, each person once per document, by name. */
export function presenceInRooms(rooms: readonly Room[]): Presence[] {
	const people = new Map<string, Presence>();
	for (const room of rooms) {
		for (const state of room.awareness.states().values()) {
			const { id, name, guest } = state['user'] as AwarenessUser; // written by the server itself
			const at: unknown = state['at'];
			const place = typeof at === 'string' && at.length <= maxPlaceLength ? at : null;
			const key = `${room.name} ${id}`;
			// Two tabs of one person in one document: the one that says where wins.
			if (people.get(key)?.at) continue;
			people.set(key, { id, name, guest, kind: room.kind, document: room.name, at: place });
		}
	}
	return [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

export function createPresenceTeller(tell: (space: string) => void): PresenceTeller {
	const timerBySpace = new Map<string, NodeJS.Timeout>();
	return {
		note(space) {
			if (timerBySpace.has(space)) return;
			const timer = setTimeout(() => {
				timerBySpace.delete(space);
				tell(space);
			}, tellIntervalMs);
			timerBySpace.set(space, timer);
		},
		close() {
			for (const timer of timerBySpace.values()) clearTimeout(timer);
		}
	};
}
