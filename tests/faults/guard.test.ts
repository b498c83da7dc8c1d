// The guard lets every honest update pass, of whatever kind of document, device and disorder. A refusal here would throw
// somebody out of a meeting. SEED=<seed> npm run test:unit -- tests/faults/guard plays a run again.
import { afterEach, describe, expect, it } from 'vitest';
import { documentKinds } from '../../src/shared/documents/kinds.ts';
import { createRandom, seedEverything, someSeed } from '../support/random.ts';
import { playHonestly } from '../fuzz/honest.ts';

const updatesPerKind = 6_000;
const firstSeed = someSeed();
let unseed = () => {};
afterEach(() => unseed());

describe.each(documentKinds)('%s', (kind) => {
	it(`[R29] is never refused what people write, ${updatesPerKind} updates (first seed ${firstSeed})`, () => {
		let sent = 0;
		for (let seed = firstSeed; sent < updatesPerKind; seed++) {
			const random = createRandom(seed);
			unseed();
			unseed = seedEverything(random);
			const { updates, refused } = playHonestly(kind, random);
			expect(refused, `seed ${seed}`).toEqual([]);
			sent += updates;
		}
		expect(sent).toBeGreaterThanOrEqual(updatesPerKind);
	});
});
