// The rooms of this node: one for each document that somebody has open. Opening is shared by whoever comes at once, and a
// load that fails refuses them all: never an empty document instead (SPEC.md, R3).
import { closeCodes, type CloseCode } from '#shared/protocol/close-codes.ts';
import type { Log } from '../log.ts';
import type { Compaction } from './compaction.ts';
import { Room } from './room.ts';
import type { UpdateStorage } from './storage.ts';
import type { UpdateLog } from './update-log.ts';

export interface Rooms {
	/** How many are open on this node. */
	readonly count: number;
	/** Null if there is no such document. Rejects if it cannot be loaded. */
	open(name: string): Promise<Room | null>;
	/** The rooms of one space that are open on this node. */
	ofSpace(space: string): Room[];
	/** Ends the room of a document, if there is one. */
	end(name: string, code: CloseCode): void;
	close(): Promise<void>;
}

export interface RoomsOptions {
	storage: UpdateStorage;
	updateLog: UpdateLog;
	compaction: Compaction;
	log: Log;
	onPresence(room: Room): void;
}

export function createRooms({ storage, updateLog, compaction, log, onPresence }: RoomsOptions): Rooms {
	const roomByName = new Map<string, Room>();
	const openingByName = new Map<string, Promise<Room | null>>();

	async function load(name: string): Promise<Room | null> {
		const loaded = await storage.load(name);
		if (!loaded) return null;
		const room = new Room({
			loaded,
			storage,
			updateLog,
			log,
			onCommitted: (changed) => compaction.schedule(changed),
			onEnded: (ended) => {
				if (roomByName.get(ended.name) === ended) roomByName.delete(ended.name);
			},
			onPresence
		});
		roomByName.set(name, room);
		return room;
	}

	return {
		get count() {
			return roomByName.size;
		},
		async open(name) {
			const open = roomByName.get(name);
			if (open) return open;
			let opening = openingByName.get(name);
			if (!opening) {
				opening = load(name).finally(() => openingByName.delete(name));
				openingByName.set(name, opening);
			}
			return opening;
		},
		ofSpace(space) {
			return [...roomByName.values()].filter((room) => room.space === space);
		},
		end(name, code) {
			roomByName.get(name)?.end(code);
		},
		async close() {
			await Promise.allSettled(openingByName.values());
			for (const room of roomByName.values()) room.drain();
			await updateLog.idle();
			for (const room of [...roomByName.values()]) room.end(closeCodes.restart);
		}
	};
}
