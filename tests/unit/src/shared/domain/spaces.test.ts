import { describe, expect, it } from 'vitest';
import { isSlug, shapes, spacePath } from '../../../../../src/shared/domain/spaces.ts';
import { titled } from '../../shown.ts';

describe('the address of a space', () => {
	it('is /board for the board, whatever its slug', () => {
		expect(spacePath({ kind: 'board', slug: 'board' })).toBe('/board');
		expect(spacePath({ kind: 'board', slug: 'drop-in' })).toBe('/board');
	});

	it('is under /groups for a group, also for one that is called board', () => {
		expect(spacePath({ kind: 'group', slug: 'parole' })).toBe('/groups/parole');
		expect(spacePath({ kind: 'group', slug: 'board' })).toBe('/groups/board');
	});
});

describe('a slug', () => {
	it.each(['a', '7', 'parole', 'phone-zaps', 'group-2', 'a--b', 'x'.repeat(40)])('may be %j', (slug) => {
		expect(isSlug(slug)).toBe(true);
	});

	it.each(
		titled([
			'',
			'-',
			'-a',
			'a-',
			'Parole',
			'a b',
			'a/b',
			'..',
			'a.b',
			'a\n',
			'ñandú',
			'%2f',
			'__proto__',
			'а',
			'x'.repeat(41),
			'x'.repeat(1_000_000)
		])
	)('may not be %s', (_, slug) => {
		expect(isSlug(slug)).toBe(false);
	});
});

describe('shapes', () => {
	it('are told apart by their names', () => {
		expect(new Set(shapes).size).toBe(shapes.length);
	});
});
