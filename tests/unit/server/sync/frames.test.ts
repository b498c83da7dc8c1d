// Frames as the server reads and builds them.
import { describe, expect, it } from 'vitest';
import { awarenessFrame, readFrame, step1Frame, step2Frame, updateFrame } from '../../../../server/sync/frames.ts';
import { createRandom, someSeed } from '../../../support/random.ts';

const bytes = Uint8Array.of(1, 2, 3);

describe('a frame', () => {
	it('is read as what was written', () => {
		expect(readFrame(step1Frame(bytes))).toEqual({ kind: 'step1', stateVector: bytes });
		expect(readFrame(step2Frame(bytes))).toEqual({ kind: 'step2', update: bytes });
		expect(readFrame(updateFrame(bytes))).toEqual({ kind: 'update', update: bytes });
		expect(readFrame(awarenessFrame(bytes))).toEqual({ kind: 'awareness', update: bytes });
		expect(readFrame(Uint8Array.of(3))).toEqual({ kind: 'queryAwareness' });
		expect(readFrame(updateFrame(new Uint8Array()))).toEqual({ kind: 'update', update: new Uint8Array() });
	});

	it('is the bytes of y-protocols, so that a stock client reads it', () => {
		expect([...step1Frame(bytes)]).toEqual([0, 0, 3, 1, 2, 3]);
		expect([...step2Frame(bytes)]).toEqual([0, 1, 3, 1, 2, 3]);
		expect([...updateFrame(bytes)]).toEqual([0, 2, 3, 1, 2, 3]);
		expect([...awarenessFrame(bytes)]).toEqual([1, 3, 1, 2, 3]);
	});

	it('carries a megabyte', () => {
		const large = new Uint8Array(1_048_576).fill(7);
		expect(readFrame(updateFrame(large))).toEqual({ kind: 'update', update: large });
	});

	it('[R20] is none with something left over, or cut anywhere', () => {
		for (const whole of [step1Frame(bytes), step2Frame(bytes), updateFrame(bytes), awarenessFrame(bytes)]) {
			expect(readFrame(Uint8Array.of(...whole, 0))).toBeNull();
			for (let length = 0; length < whole.length; length++) expect(readFrame(whole.subarray(0, length))).toBeNull();
		}
	});

	it.each([
		['a sync type that does not exist', [0, 3, 0]],
		['the auth message, which is not used', [2, 0]],
		['an ack, which only servers send', [100, 1, 1]],
		['a standing, which only servers send', [101, 1]],
		['a type beyond all', [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
		['a length beyond all', [0, 2, 255, 255, 255, 255, 255, 255, 255, 15]]
	])('[R20] is none with %s', (_, frame) => {
		expect(readFrame(Uint8Array.from(frame))).toBeNull();
	});

	const seed = someSeed();
	it(`[R20] is none or one of five, and never an error, whatever the noise (seed ${seed})`, () => {
		const random = createRandom(seed);
		for (let round = 0; round < 20_000; round++) {
			const noise = Uint8Array.from({ length: random.below(24) }, () => random.below(random.chance(0.5) ? 4 : 256));
			const read = readFrame(noise);
			expect([null, 'step1', 'step2', 'update', 'awareness', 'queryAwareness']).toContain(read?.kind ?? null);
		}
	});
});
