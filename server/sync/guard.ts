// What an update is allowed to be, before anything of it is believed. Stateless: sizes and form. What needs the room's
// state (gaps, whether it adds anything) is the judge's; whose clientIDs these are is the room's.
//
// This is the guard's first ring. Clock ranges, root types, node names, links and depth belong here next
// (docs of the attacks: tests/faults), all before the judge applies anything.
import * as Y from 'yjs';
import { limits } from '#shared/protocol/limits.ts';

export type Inspection =
	{ verdict: 'readable'; ends: Map<number, number> } | { verdict: 'malformed' } | { verdict: 'too-big' };

export interface Inspected {
	bytes: Uint8Array;
	isGuest: boolean;
	/** Step 2 after a reconnect may carry days of edits; a live update may not. */
	isReturn: boolean;
}

/** Reads the update without applying it. ends: by clientID, the clock up to which it brings structs. Never throws. */
export function inspectUpdate({ bytes, isGuest, isReturn }: Inspected): Inspection {
	if (bytes.byteLength > maxBytes(isGuest, isReturn)) return { verdict: 'too-big' };
	try {
		const ends = new Map<number, number>();
		for (const { id, length } of Y.decodeUpdate(bytes).structs) {
			ends.set(id.client, Math.max(ends.get(id.client) ?? 0, id.clock + length));
		}
		return { verdict: 'readable', ends };
	} catch {
		// Yjs throws whatever it stumbles over first; every one of them means that this is not an update.
		return { verdict: 'malformed' };
	}
}

function maxBytes(isGuest: boolean, isReturn: boolean): number {
	if (isReturn) return isGuest ? limits.maxGuestReturnBytes : limits.maxReturnBytes;
	return isGuest ? limits.maxGuestUpdateBytes : limits.maxUpdateBytes;
}
