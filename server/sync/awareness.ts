// Who is in a room and where, as far as their own screens say so. Relayed and never stored. Each connection speaks for
// one clientID; the server writes into its state who that is, so nobody can appear as somebody else (SPEC.md, R14 to R18).
//
// An awareness update is varUint(n) and n times varUint(clientID) varUint(clock) varString(JSON, "null" for gone):
// y-protocols awareness.js.
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { limits } from '#shared/protocol/limits.ts';

export interface AwarenessEntry {
	clientId: number;
	clock: number;
	/** Null: gone. */
	state: Record<string, unknown> | null;
}

/** What the server says about whoever is behind a clientID. Ids, and names that are shown while people are there. */
export interface AwarenessUser {
	id: string;
	name: string;
	/** The number on a guest's badge; null for a member. */
	guest: number | null;
}

/** Null if it is not an awareness update. States that are too large or no objects are left out. Never throws. */
export function readAwareness(update: Uint8Array): AwarenessEntry[] | null {
	try {
		const decoder = createDecoder(update);
		const count = readVarUint(decoder);
		const entries: AwarenessEntry[] = [];
		for (let index = 0; index < count; index++) {
			const clientId = readVarUint(decoder);
			const clock = readVarUint(decoder);
			const json = readVarString(decoder);
			if (Buffer.byteLength(json) > limits.maxAwarenessBytes) continue;
			const state: unknown = JSON.parse(json);
			if (isState(state)) entries.push({ clientId, clock, state });
		}
		return entries;
	} catch {
		return null;
	}
}

function isState(value: unknown): value is Record<string, unknown> | null {
	return value === null || (typeof value === 'object' && !Array.isArray(value));
}

export function writeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, entries.length);
	for (const { clientId, clock, state } of entries) {
		writeVarUint(encoder, clientId);
		writeVarUint(encoder, clock);
		writeVarString(encoder, JSON.stringify(state));
	}
	return toUint8Array(encoder);
}

export interface RoomAwareness {
	/** The newest word of one clientID, and the connection it came by. Older clocks are ignored. */
	set(entry: AwarenessEntry, user: AwarenessUser, speaker: object): void;
	/** A connection is gone. Whoever has come back on another one meanwhile stays. */
	remove(clientId: number, speaker: object): void;
	/** Everybody's state, for a newcomer. Empty: null. */
	all(): Uint8Array | null;
	/** The states themselves. */
	states(): ReadonlyMap<number, Record<string, unknown>>;
	close(): void;
}

/** `send` gets what changed, combined, at most once per limits.awarenessIntervalMs. */
export function createRoomAwareness(send: (update: Uint8Array) => void): RoomAwareness {
	const entries = new Map<number, AwarenessEntry & { state: Record<string, unknown>; speaker: object }>();
	const changed = new Map<number, AwarenessEntry>();
	let timer: NodeJS.Timeout | null = null;

	function change(entry: AwarenessEntry): void {
		changed.set(entry.clientId, entry);
		timer ??= setTimeout(flush, limits.awarenessIntervalMs);
	}

	function flush(): void {
		timer = null;
		const update = writeAwareness([...changed.values()]);
		changed.clear();
		send(update);
	}

	return {
		set({ clientId, clock, state }, user, speaker) {
			const known = entries.get(clientId);
			if (known && known.clock > clock) return;
			if (state === null) {
				entries.delete(clientId);
				change({ clientId, clock, state });
				return;
			}
			const named = { clientId, clock, state: { ...state, user }, speaker };
			entries.set(clientId, named);
			change(named);
		},
		remove(clientId, speaker) {
			const known = entries.get(clientId);
			if (known?.speaker !== speaker) return;
			entries.delete(clientId);
			// At the same clock, as y-protocols has it: with a higher one their first word after a return would count as old.
			change({ clientId, clock: known.clock, state: null });
		},
		all() {
			return entries.size === 0 ? null : writeAwareness([...entries.values()]);
		},
		states() {
			return new Map([...entries].map(([clientId, entry]) => [clientId, entry.state]));
		},
		close() {
			if (timer) clearTimeout(timer);
		}
	};
}
