// Who is in a room and where, on the wire and in the room.
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import {
	createRoomAwareness,
	readAwareness,
	writeAwareness,
	type AwarenessEntry,
	type RoomAwareness
} from '../../../../server/sync/awareness.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';
import { createRandom, someSeed } from '../../../support/random.ts';

const alice = { id: 'm_alice', name: 'Alice', guest: null };
const bob = { id: 'm_bob', name: 'Bob', guest: null };

function rawUpdate(...entries: [clientId: number, clock: number, json: string][]): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, entries.length);
	for (const [clientId, clock, json] of entries) {
		writeVarUint(encoder, clientId);
		writeVarUint(encoder, clock);
		writeVarString(encoder, json);
	}
	return toUint8Array(encoder);
}

describe('an awareness update', () => {
	it('is read as a stock client writes it, and written as one reads it', () => {
		const theirs = new Awareness(new Y.Doc());
		theirs.setLocalState({ at: 'item', name: 'ñ 🌱' });
		const read = readAwareness(encodeAwarenessUpdate(theirs, [theirs.clientID])) ?? [];
		expect(read).toEqual([{ clientId: theirs.clientID, clock: 1, state: { at: 'item', name: 'ñ 🌱' } }]);
		const other = new Awareness(new Y.Doc());
		applyAwarenessUpdate(other, writeAwareness(read), null);
		expect(other.getStates().get(theirs.clientID)).toEqual({ at: 'item', name: 'ñ 🌱' });
		theirs.destroy();
		other.destroy();
	});

	it('says with null that somebody is gone', () => {
		expect(readAwareness(rawUpdate([7, 3, 'null']))).toEqual([{ clientId: 7, clock: 3, state: null }]);
	});

	it('[R18] loses states that are no objects or larger than the limit, in bytes, and keeps its others', () => {
		const large = JSON.stringify({ at: 'x'.repeat(limits.maxAwarenessBytes) });
		const wide = JSON.stringify({ at: '本'.repeat(limits.maxAwarenessBytes / 2) });
		const entries = ['[]', '"text"', '1', 'true', large, wide].map((json): [number, number, string] => [1, 1, json]);
		expect(readAwareness(rawUpdate(...entries, [2, 1, '{"at":"here"}']))).toEqual([
			{ clientId: 2, clock: 1, state: { at: 'here' } }
		]);
	});

	it.each([
		['nothing', Uint8Array.of()],
		['a count without entries', Uint8Array.of(9)],
		['an endless count', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 15)],
		['no JSON', rawUpdate([1, 1, '{'])],
		['an empty string', rawUpdate([1, 1, ''])],
		['text that is not UTF-8', Uint8Array.of(1, 1, 1, 2, 0xc3, 0x28)]
	])('[R20] is none with %s', (_, update) => {
		expect(readAwareness(update)).toBeNull();
	});

	const seed = someSeed();
	it(`[R20] never throws, whatever the noise (seed ${seed})`, () => {
		const random = createRandom(seed);
		for (let round = 0; round < 5_000; round++) {
			const noise = Uint8Array.from({ length: random.below(40) }, () => random.below(random.chance(0.5) ? 8 : 256));
			const read = readAwareness(noise);
			expect(read === null || Array.isArray(read)).toBe(true);
		}
	});
});

describe('the awareness of a room', () => {
	let sent: AwarenessEntry[][];
	let room: RoomAwareness;

	beforeEach(() => {
		vi.useFakeTimers();
		sent = [];
		room = createRoomAwareness((update) => sent.push(readAwareness(update) ?? []));
	});
	afterEach(() => {
		room.close();
		vi.useRealTimers();
	});
	const pass = () => vi.advanceTimersByTime(limits.awarenessIntervalMs);

	it('[R14] writes who somebody is over what they say', () => {
		room.set({ clientId: 1, clock: 1, state: { user: { id: 'm_bob', name: 'Bob' }, at: 'item' } }, alice, alice);
		expect(room.states().get(1)).toEqual({ user: alice, at: 'item' });
		room.set(
			{
				clientId: 1,
				clock: 2,
				state: JSON.parse('{"__proto__":{"user":"x"},"user":null}') as object as Record<string, unknown>
			},
			alice,
			alice
		);
		expect(room.states().get(1)?.['user']).toEqual(alice);
	});

	it('[R18] sends what changed together, at most once an interval, and nothing while nobody moves', () => {
		for (let clock = 1; clock <= 20; clock++)
			room.set({ clientId: 1, clock, state: { at: `item ${clock}` } }, alice, alice);
		room.set({ clientId: 2, clock: 1, state: {} }, bob, bob);
		expect(sent).toHaveLength(0);
		pass();
		expect(sent).toEqual([
			[
				{ clientId: 1, clock: 20, state: { at: 'item 20', user: alice } },
				{ clientId: 2, clock: 1, state: { user: bob } }
			]
		]);
		pass();
		pass();
		expect(sent).toHaveLength(1);
	});

	it('ignores an older word, and takes the same one again', () => {
		room.set({ clientId: 1, clock: 5, state: { at: 'new' } }, alice, alice);
		room.set({ clientId: 1, clock: 4, state: { at: 'old' } }, alice, alice);
		expect(room.states().get(1)?.['at']).toBe('new');
		room.set({ clientId: 1, clock: 5, state: { at: 'again' } }, alice, alice);
		expect(room.states().get(1)?.['at']).toBe('again');
	});

	it('[R17] tells everybody once that somebody is gone', () => {
		room.set({ clientId: 1, clock: 5, state: {} }, alice, alice);
		room.remove(1, alice);
		room.remove(1, alice);
		room.remove(99, alice);
		expect(room.states().size).toBe(0);
		pass();
		expect(sent).toEqual([[{ clientId: 1, clock: 5, state: null }]]);
	});

	it('[R17] lets a stock client see somebody go, and their first move after they are back', () => {
		const watching = new Awareness(new Y.Doc());
		const at = () => watching.getStates().get(1)?.['at'] as unknown;
		const tell = () => {
			pass();
			applyAwarenessUpdate(watching, writeAwareness(sent.at(-1) ?? []), null);
		};
		room.set({ clientId: 1, clock: 5, state: { at: 'item' } }, alice, alice);
		tell();
		expect(at()).toBe('item');
		room.remove(1, alice);
		tell();
		expect(watching.getStates().has(1)).toBe(false);
		room.set({ clientId: 1, clock: 6, state: { at: 'next item' } }, alice, alice);
		tell();
		expect(at()).toBe('next item');
		watching.destroy();
	});

	it('[R17] keeps somebody who is back on another connection when the old one is given up', () => {
		const [old, back] = [{}, {}];
		room.set({ clientId: 1, clock: 5, state: {} }, alice, old);
		room.set({ clientId: 1, clock: 5, state: {} }, alice, back);
		room.remove(1, old);
		expect(room.states().has(1)).toBe(true);
		room.remove(1, back);
		expect(room.states().has(1)).toBe(false);
	});

	it('[R17] lets somebody say themselves that they go, and come back', () => {
		room.set({ clientId: 1, clock: 1, state: {} }, alice, alice);
		room.set({ clientId: 1, clock: 2, state: null }, alice, alice);
		expect(room.all()).toBeNull();
		room.set({ clientId: 1, clock: 3, state: { at: 'back' } }, alice, alice);
		expect(room.states().get(1)?.['at']).toBe('back');
	});

	it('gives a newcomer everybody at once, or nothing if nobody is there', () => {
		expect(room.all()).toBeNull();
		room.set({ clientId: 1, clock: 1, state: { at: 'a' } }, alice, alice);
		room.set({ clientId: 2, clock: 1, state: { at: 'b' } }, bob, bob);
		expect(readAwareness(room.all() ?? Uint8Array.of())?.map(({ clientId }) => clientId)).toEqual([1, 2]);
	});

	it('is still once it is closed', () => {
		room.set({ clientId: 1, clock: 1, state: {} }, alice, alice);
		room.close();
		pass();
		expect(sent).toHaveLength(0);
	});
});
