// Seeded randomness: disorder that can be played again. SEED=… npm run test:unit repeats a run.

export interface Random {
	readonly seed: number;
	/** 0 <= x < 1 */
	next(): number;
	/** 0 <= n < limit */
	below(limit: number): number;
	pick<Value>(values: readonly Value[]): Value;
	chance(probability: number): boolean;
}

/** mulberry32: small, and good enough to shuffle edits. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
	return {
		seed,
		next,
		below: (limit) => Math.floor(next() * limit),
		pick: (values) => {
			const value = values[Math.floor(next() * values.length)];
			if (value === undefined) throw new Error('nothing to pick from');
			return value;
		},
		chance: (probability) => next() < probability
	};
}

/** SEED from the environment, or a new one; print it with every failure. */
export function someSeed(): number {
	return process.env['SEED'] ? Number(process.env['SEED']) : Math.floor(Math.random() * 2 ** 31);
}

/**
 * Ids, order keys and clientIDs are random as well: from here on they come of the seed too, so that a run can be played
 * again to the letter. Returns what takes it back.
 */
export function seedEverything(random: Random): () => void {
	const [real, realValues] = [Math.random, crypto.getRandomValues.bind(crypto)];
	Math.random = random.next;
	crypto.getRandomValues = (array) => {
		if (array instanceof Uint8Array) array.forEach((_, index) => (array[index] = random.below(256)));
		if (array instanceof Uint32Array) array.forEach((_, index) => (array[index] = random.below(2 ** 32)));
		return array;
	};
	return () => {
		Math.random = real;
		crypto.getRandomValues = realValues;
	};
}
