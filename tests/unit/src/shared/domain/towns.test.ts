import { describe, expect, it } from 'vitest';
import { isSlug } from '../../../../../src/shared/domain/spaces.ts';
import {
	counties,
	isOtherPlace,
	isPlace,
	otherPlaces,
	townName,
	townsByCounty,
	townSlug
} from '../../../../../src/shared/domain/towns.ts';
import { titled } from '../../shown.ts';

const towns = Object.values(townsByCounty).flat();

describe('the towns', () => {
	it('are the 101 of the four western counties', () => {
		const counts = counties.map((county) => [county, townsByCounty[county].length]);
		expect(Object.fromEntries(counts)).toEqual({ Hampden: 23, Hampshire: 20, Franklin: 26, Berkshire: 32 });
		expect(towns).toHaveLength(101);
	});

	it('stand in each county from A to Z', () => {
		for (const county of counties) expect(townsByCounty[county]).toEqual([...townsByCounty[county]].sort());
	});

	it('each have an address of their own, and none is taken for another answer', () => {
		const slugs = [...towns.map(townSlug), ...otherPlaces];
		expect(new Set(slugs).size).toBe(slugs.length);
		expect(slugs.filter((slug) => !isSlug(slug))).toEqual([]);
	});

	it('are found again by their address', () => {
		for (const name of towns) expect(townName(townSlug(name))).toBe(name);
		expect(townName('west-springfield')).toBe('West Springfield');
	});
});

describe('an answer of the town picker', () => {
	it('is a town or one of the three others', () => {
		expect([...towns.map(townSlug), ...otherPlaces].every(isPlace)).toBe(true);
		expect(otherPlaces.every(isOtherPlace)).toBe(true);
		expect(otherPlaces.map(townName)).toEqual([null, null, null]);
		expect(isOtherPlace('holyoke')).toBe(false);
	});

	it.each(
		titled([
			'',
			'Holyoke',
			'boston',
			'holyoke ',
			'constructor',
			'__proto__',
			'toString',
			'length',
			'x'.repeat(1_000_000)
		])
	)('is not %s', (_, slug) => {
		expect(isPlace(slug)).toBe(false);
		expect(isOtherPlace(slug)).toBe(false);
		expect(townName(slug)).toBeNull();
	});
});
