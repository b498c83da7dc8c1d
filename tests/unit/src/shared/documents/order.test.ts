// Order keys, also at random: a failing seed is in the title, SEED=<seed> npm run test:unit -- order plays it again.
import { describe, expect, it } from 'vitest';
import { byOrder, orderBefore, orderBetween, type Ordered } from '../../../../../src/shared/documents/order.ts';
import { createRandom, someSeed, type Random } from '../../../../support/random.ts';
import { titled } from '../../shown.ts';

const firstSeed = someSeed();
const seeds = Array.from({ length: process.env['SEED'] ? 1 : 20 }, (_, index) => firstSeed + index);

/** A list as people make it: each thing put somewhere among the others. */
function listOf(length: number, random: Random): Ordered[] {
	const list: Ordered[] = [];
	for (let n = 0; n < length; n++) {
		const place = random.below(list.length + 1);
		const before = list[place]?.id ?? null;
		list.splice(place, 0, { id: `thing-${n}`, order: orderBefore(list, null, before) });
	}
	return list;
}

function shuffled<Value>(values: readonly Value[], random: Random): Value[] {
	return values
		.map((value) => ({ value, at: random.next() }))
		.sort((a, b) => a.at - b.at)
		.map(({ value }) => value);
}

/** The ids in the sequence that every replica shows, after one thing was moved in front of another. */
function idsAfterMove(list: readonly Ordered[], id: string, before: string | null): string[] {
	const order = orderBefore(list, id, before);
	return [...list.filter((thing) => thing.id !== id), { id, order }].sort(byOrder).map((thing) => thing.id);
}

const nastyCharacters = [...Array.from('aZz0A9!~ -_'), '\u0000', 'ÿ', 'Ā', '\uD800', '\u202E', '😀'];
const nastyKey = (random: Random) =>
	Array.from({ length: random.below(6) }, () => random.pick(nastyCharacters)).join('');
const nastyKeys = [
	'',
	' ',
	'0',
	'a',
	'a00',
	'a0!',
	'a0~',
	'z',
	'zz',
	'__proto__',
	'undefined',
	`A${'0'.repeat(26)}`,
	`z${'z'.repeat(26)}`,
	`z${'z'.repeat(26)}zzz`,
	'\uD800',
	'😀',
	'\u0000',
	'x'.repeat(200)
];

describe('a list', () => {
	it.each(seeds)('has one sequence, however it arrives (seed %i)', (seed) => {
		const random = createRandom(seed);
		const list = [
			...listOf(20, random),
			...Array.from({ length: 20 }, (_, n) => ({
				id: `other-${n}`,
				order: random.pick(['', 'a0', 'a1', nastyKey(random)])
			}))
		];
		const sequence = [...list].sort(byOrder);
		for (let round = 0; round < 5; round++) expect(shuffled(list, random).sort(byOrder)).toEqual(sequence);
	});

	it('puts things with one key in the order of their ids', () => {
		const list = [
			{ id: 'b', order: 'a0' },
			{ id: 'c', order: 'Zz' },
			{ id: 'a', order: 'a0' }
		];
		expect(list.sort(byOrder).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
		expect(byOrder({ id: 'a', order: 'a0' }, { id: 'a', order: 'a0' })).toBe(0);
	});
});

describe('moving a thing', () => {
	it.each(seeds)('takes it exactly where it was dropped, and nothing else (seed %i)', (seed) => {
		const random = createRandom(seed);
		let list = listOf(12, random);
		for (let round = 0; round < 60; round++) {
			const moved = random.pick(list).id;
			const others = list.filter(({ id }) => id !== moved);
			const place = random.below(others.length + 1);
			const before = others[place]?.id ?? null;
			const expected = others.map(({ id }) => id);
			expected.splice(place, 0, moved);
			const order = orderBefore(shuffled(list, random), moved, before);
			list = [...others, { id: moved, order }].sort(byOrder);
			expect(list.map(({ id }) => id)).toEqual(expected);
		}
	});

	it.each(seeds.slice(0, 4))(
		'into the same gap five hundred times keeps their sequence, with keys that are still read (seed %i)',
		(seed) => {
			const random = createRandom(seed);
			const [first, last] = [orderBetween(null, null, random.next), orderBetween('a9', null, random.next)];
			const keys = [first];
			for (let n = 0; n < 500; n++) keys.push(orderBetween(keys.at(-1) ?? null, last, random.next));
			keys.push(last);
			expect([...keys].sort()).toEqual(keys);
			expect(new Set(keys).size).toBe(keys.length);
			expect(Math.max(...keys.map((key) => key.length))).toBeLessThanOrEqual(200);
		}
	);

	it('to the front or to the end, a thousand times, keeps keys short', () => {
		let [front, end] = [orderBetween(null, null), orderBetween(null, null)];
		for (let n = 0; n < 1_000; n++) {
			const [before, after] = [orderBetween(null, front), orderBetween(end, null)];
			expect(before < front && after > end).toBe(true);
			[front, end] = [before, after];
		}
		expect(Math.max(front.length, end.length)).toBeLessThan(40);
	});

	it('in front of what has gone meanwhile takes it to the end', () => {
		const list = listOf(4, createRandom(firstSeed));
		const [first] = list;
		expect(idsAfterMove(list, first?.id ?? '', 'gone').at(-1)).toBe(first?.id);
	});

	it('works in a list of itself alone, and in an empty one', () => {
		expect(idsAfterMove([{ id: 'a', order: 'a0' }], 'a', null)).toEqual(['a']);
		expect(idsAfterMove([], 'a', 'b')).toEqual(['a']);
	});

	it('does not change the list it is given', () => {
		const list = [
			{ id: 'b', order: 'a1' },
			{ id: 'a', order: 'a0' }
		];
		orderBefore(list, null, 'a');
		expect(list.map(({ id }) => id)).toEqual(['b', 'a']);
	});
});

describe('two people at one place', () => {
	it('get different keys, so that what they add next does not land between', () => {
		const keys = Array.from({ length: 100 }, () => orderBetween('a0', 'a1'));
		expect(new Set(keys).size).toBeGreaterThan(80);
		expect(keys.filter((key) => key <= 'a0' || key >= 'a1')).toEqual([]);
	});

	it('who got one key anyway can still move things beside each other', () => {
		const list = [
			{ id: 'x', order: 'Zz' },
			{ id: 'alice', order: 'a1' },
			{ id: 'bob', order: 'a1' },
			{ id: 'y', order: 'a2' }
		];
		expect(idsAfterMove(list, 'y', 'alice')).toEqual(['x', 'y', 'alice', 'bob']);
		expect(idsAfterMove(list, 'x', 'y')).toEqual(['alice', 'bob', 'x', 'y']);
		// Nothing fits between equal keys: it lands beside the two.
		expect(idsAfterMove(list, 'x', 'bob')).toEqual(['alice', 'bob', 'x', 'y']);
		expect(idsAfterMove(list, 'alice', null)).toEqual(['x', 'bob', 'y', 'alice']);
	});
});

describe('keys of another program', () => {
	it.each(titled(nastyKeys))('beside %s there is always a place', (_, key) => {
		for (const [low, high] of [
			[key, null],
			[null, key],
			[key, 'a1'],
			['a0', key],
			[key, key],
			['a1', 'a0']
		] as const) {
			const order = orderBetween(low, high);
			expect(order).toMatch(/\S/);
			// And the next one can be put beside that.
			expect(orderBetween(order, null) > order).toBe(true);
		}
	});

	it('never lose a thing that is moved among them', () => {
		const strange = nastyKeys.map((order, n) => ({ id: `strange-${n}`, order }));
		for (const { id } of strange) {
			const ids = idsAfterMove(strange, 'strange-0', id);
			expect([...ids].sort()).toEqual(strange.map((thing) => thing.id).sort());
		}
	});

	it('leave room between readable neighbours as before', () => {
		const list = [
			...nastyKeys.map((order, n) => ({ id: `strange-${n}`, order })),
			{ id: 'p', order: 'b00V' },
			{ id: 'q', order: 'b01' }
		];
		const order = orderBefore(list, 'new', 'q');
		expect(order > 'b00V' && order < 'b01').toBe(true);
	});

	it.each(seeds)('never break a move, whatever they are (seed %i)', (seed) => {
		const random = createRandom(seed);
		for (let round = 0; round < 200; round++) {
			const [low, high] = [random.chance(0.2) ? null : nastyKey(random), random.chance(0.2) ? null : nastyKey(random)];
			const order = orderBetween(low, high, random.next);
			expect(order, JSON.stringify([low, high])).not.toBe('');
			expect(orderBetween(order, null, random.next).length, JSON.stringify([low, high])).toBeGreaterThan(0);
		}
	});
});
