// What an update is allowed to be before anything of it is believed.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { inspectUpdate } from '../../../../server/sync/guard.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';
import { createRandom, someSeed } from '../../../support/random.ts';

const inspect = (bytes: Uint8Array, options: { isGuest?: boolean; isReturn?: boolean } = {}) =>
	inspectUpdate({ bytes, isGuest: false, isReturn: false, ...options });

/** An update whose text makes it about this large. */
function updateOf(size: number): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = 1; // chosen at random it would take four or five bytes
	doc.getText('t').insert(0, 'x'.repeat(size));
	return Y.encodeStateAsUpdate(doc);
}

describe('the guard', () => {
	it('[R15] tells whose structs an update brings, and how far they go', () => {
		const [a, b] = [new Y.Doc(), new Y.Doc()];
		a.getText('t').insert(0, 'Alice');
		Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
		b.getText('t').insert(5, ' and Bob');
		const inspection = inspect(Y.encodeStateAsUpdate(b));
		expect(inspection).toEqual({
			verdict: 'readable',
			ends: new Map([
				[a.clientID, 5],
				[b.clientID, 8]
			])
		});
	});

	it('[R15] tells it also of what was deleted and collected, and of holes', () => {
		const doc = new Y.Doc();
		const updates: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => updates.push(update));
		for (const word of ['one ', 'two ', 'three ']) doc.getText('t').insert(doc.getText('t').length, word);
		const [first = Uint8Array.of(), , third = Uint8Array.of()] = updates;
		const hole = inspect(Y.mergeUpdates([first, third]));
		expect(hole).toMatchObject({ verdict: 'readable', ends: new Map([[doc.clientID, 14]]) });
		doc.getText('t').delete(0, 14);
		expect(inspect(Y.encodeStateAsUpdate(doc))).toMatchObject({ ends: new Map([[doc.clientID, 14]]) });
	});

	it('[R9] finds nobody’s structs in an update that only deletes, or that is empty', () => {
		const doc = new Y.Doc();
		doc.getText('t').insert(0, 'words');
		const before = Y.encodeStateVector(doc);
		doc.getText('t').delete(0, 5);
		expect(inspect(Y.encodeStateAsUpdate(doc, before))).toEqual({ verdict: 'readable', ends: new Map() });
		expect(inspect(Uint8Array.of(0, 0))).toEqual({ verdict: 'readable', ends: new Map() });
	});

	const sizes: [string, number, { isGuest: boolean; isReturn: boolean }][] = [
		['a member’s update', limits.maxUpdateBytes, { isGuest: false, isReturn: false }],
		['a guest’s update', limits.maxGuestUpdateBytes, { isGuest: true, isReturn: false }],
		['what a member brings back', limits.maxReturnBytes, { isGuest: false, isReturn: true }],
		['what a guest brings back', limits.maxGuestReturnBytes, { isGuest: true, isReturn: true }]
	];
	it.each(sizes)('[R20] holds %s to its limit', (_, limit, options) => {
		const overhead = updateOf(limit).length - limit;
		expect(inspect(updateOf(limit - overhead), options).verdict).toBe('readable');
		expect(inspect(updateOf(limit), options).verdict).toBe('too-big');
		expect(inspect(new Uint8Array(limit + 1), options).verdict).toBe('too-big');
	});

	it('[R20] takes nothing that is cut short for an update', () => {
		const whole = updateOf(50);
		for (let length = 0; length < whole.length - 1; length++) {
			expect(inspect(whole.subarray(0, length)).verdict).toBe('malformed');
		}
	});

	const seed = someSeed();
	it(`[R20] never throws, whatever the noise, and does not hang on it (seed ${seed})`, () => {
		const random = createRandom(seed);
		const whole = updateOf(40);
		for (let round = 0; round < 5_000; round++) {
			const noise = random.chance(0.5)
				? Uint8Array.from({ length: random.below(64) }, () => random.below(256))
				: Uint8Array.from(whole, (byte) => (random.chance(0.1) ? random.below(256) : byte));
			expect(['readable', 'malformed']).toContain(inspect(noise).verdict);
		}
	});
});
