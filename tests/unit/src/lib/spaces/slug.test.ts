import { expect, it } from 'vitest';
import { slugOf } from '../../../../../src/lib/spaces/slug.ts';

it.each([
	['groups/parole', 'parole'],
	['groups/board', 'board'],
	['board', 'board'],
	['', '']
])('the space at /%s is "%s"', (path, slug) => {
	expect(slugOf(path)).toBe(slug);
});
