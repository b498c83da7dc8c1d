import { describe, expect, it } from 'vitest';
import { Refusal, refusalCode, refusals, type RefusalCode } from '../../../../../src/shared/domain/refusals.ts';

const codes = Object.keys(refusals) as RefusalCode[];

describe('a refusal', () => {
	it.each(codes)('is recognised by its code: %s', (code) => {
		expect(refusalCode(new Refusal(code))).toBe(code);
	});

	it.each(codes)('%s is an answer to the person who asked, not a failure of the server', (code) => {
		expect(code === 'database_away' ? [503] : [400, 401, 403, 404]).toContain(refusals[code]);
	});

	it('is recognised when another copy of the module made it', () => {
		class OtherRefusal extends Error {
			override name = 'Refusal';
			code = 'board_closed';
		}
		expect(refusalCode(new OtherRefusal())).toBe('board_closed');
	});

	it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'FORBIDDEN', undefined, null, 403, {}])(
		'has a code of the catalogue, not %j',
		(code) => {
			expect(refusalCode(Object.assign(new Error('x'), { name: 'Refusal', code }))).toBeNull();
		}
	);

	it.each([
		new Error('a bug'),
		Object.assign(new Error('a bug with a code'), { code: 'forbidden' }),
		{ name: 'Refusal', code: 'forbidden' },
		'forbidden',
		null,
		undefined
	])('is not what any other thrown thing is: %s', (thrown) => {
		expect(refusalCode(thrown)).toBeNull();
	});
});
