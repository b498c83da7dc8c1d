import { describe, expect, it } from 'vitest';
import { match } from '../../../../src/params/space.ts';
import { isSlug, spacePath } from '../../../../src/shared/domain/spaces.ts';
import { titled } from '../shown.ts';

describe('the address of a space', () => {
	it.each(['board', 'groups/parole', 'groups/phone-zaps', 'groups/constructor', 'groups/7'])(
		'is found: /%s',
		(path) => {
			expect(match(path)).toBe(true);
		}
	);

	it.each(
		titled(['', 'groups', 'groups/', 'boards', 'groups/Parole', 'groups/a/b', 'groups/../admin', 'admin', 'groups/a\n'])
	)('is not there: %s', (_, path) => {
		expect(match(path)).toBe(false);
	});

	it('is found for every slug that a group may have', () => {
		const slugs = ['a', '0', 'a-b', 'a--b', 'x'.repeat(40)].filter(isSlug);
		expect(slugs).toHaveLength(5);
		for (const slug of slugs) expect(match(spacePath({ kind: 'group', slug }).slice(1))).toBe(true);
	});
});
