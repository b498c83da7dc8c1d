import { describe, expect, it } from 'vitest';
import { closeCodes, isFinal } from '../../../../../src/shared/protocol/close-codes.ts';

describe('a closed connection', () => {
	it.each(['malformed', 'signedOut', 'forbidden', 'notFound', 'tooBig', 'notYourClient', 'frameTooBig'] as const)(
		'is not tried again when no return can mend it: %s',
		(reason) => {
			expect(isFinal(closeCodes[reason])).toBe(true);
		}
	);

	it.each(['restart', 'storageAway', 'resync'] as const)('is tried again by itself: %s', (reason) => {
		expect(isFinal(closeCodes[reason])).toBe(false);
	});

	it.each([1000, 1001, 1005, 1006, 1011, 3000, 4000, 4399, 4500, 4999, 0, -4400, NaN, Infinity])(
		'is tried again after any other code: %d',
		(code) => {
			expect(isFinal(code)).toBe(false);
		}
	);

	it.each([4400, 4499, 4450])('is final in the whole range that y-websocket takes for final: %d', (code) => {
		expect(isFinal(code)).toBe(true);
	});
});

describe('the close codes', () => {
	it('each say one thing', () => {
		const codes = Object.values(closeCodes);
		expect(new Set(codes).size).toBe(codes.length);
	});

	it('of ours are from the range that is free for applications', () => {
		const ours = Object.values(closeCodes).filter((code) => code > 1015);
		expect(ours.every((code) => code >= 4400 && code < 4600)).toBe(true);
	});
});
