// In which order items would stand, before they do.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Sequences } from '../../../../server/sync/sequence.ts';

const holder = {};
const bob = 1;
const mallory = 9;

/** "abcdef" by Bob, each letter typed behind the one before. */
function words() {
	const doc = new Y.Doc();
	doc.clientID = bob;
	for (const letter of 'abcdef') doc.getText('t').insert(doc.getText('t').length, letter);
	const first = () => doc.getText('t')._start;
	const sequences = new Sequences(doc.store);
	let clock = 0;
	return {
		/** Between two of Bob's letters, by their clocks; null is an end. */
		insert(left: number | null, right: number | null, client = mallory + clock) {
			const id = (at: number | null) => (at === null ? null : { client: bob, clock: at });
			const insertion = {
				client,
				clock: 0,
				length: 1,
				origin: id(left),
				rightOrigin: id(right),
				first,
				holder,
				key: null
			};
			clock++;
			return sequences.insert(insertion);
		},
		sequences,
		first
	};
}

describe('an item', () => {
	it('stands between any two neighbors, and at both ends', () => {
		const { insert } = words();
		for (const [left, right] of [
			[null, 0],
			[0, 1],
			[3, 4],
			[5, null],
			[null, 0],
			[3, 4]
		] as const) {
			expect(insert(left, right)).toBe(true);
		}
	});

	it('[R32] cannot stand between two that are the other way round', () => {
		const { insert } = words();
		expect(insert(3, 1)).toBe(false);
		expect(insert(3, 3)).toBe(false);
		expect(insert(5, 0)).toBe(false);
	});

	it('[R32] cannot have been written where its writer’s own words stand in between', () => {
		const { insert } = words();
		expect(insert(1, 4, bob)).toBe(false);
		expect(insert(1, 2, bob + 1)).toBe(true);
	});

	it('is found a place beside others of its update', () => {
		const { sequences, first } = words();
		const own = (clock: number, origin: number, rightOrigin: { client: number; clock: number } | null) =>
			sequences.insert({
				client: mallory,
				clock,
				length: 1,
				origin: { client: mallory, clock: origin },
				rightOrigin,
				first,
				holder,
				key: null
			});
		const start = { client: bob, clock: 2 };
		expect(
			sequences.insert({
				client: mallory,
				clock: 0,
				length: 1,
				origin: start,
				rightOrigin: { client: bob, clock: 3 },
				first,
				holder,
				key: null
			})
		).toBe(true);
		expect(own(1, 0, { client: bob, clock: 3 })).toBe(true);
		expect(own(2, 0, { client: mallory, clock: 1 })).toBe(true);
		expect(own(3, 1, { client: mallory, clock: 0 })).toBe(false);
	});

	it('[R33] that would make yjs walk on and on is not placed', () => {
		const doc = new Y.Doc();
		const text = doc.getText('t');
		doc.transact(() => {
			for (let at = 0; at < 4_000; at++) text.insert(0, 'x');
		});
		const last = { client: doc.clientID, clock: 0 };
		const sequences = new Sequences(doc.store);
		let placed = 0;
		const startedAt = performance.now();
		while (
			placed < 4_000 &&
			sequences.insert({
				client: placed + 1,
				clock: 0,
				length: 1,
				origin: null,
				rightOrigin: last,
				first: () => text._start,
				holder,
				key: null
			})
		)
			placed++;
		expect(placed).toBeLessThan(400);
		expect(performance.now() - startedAt).toBeLessThan(5_000);
	});
});
