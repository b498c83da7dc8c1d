// Secrets that travel in links and cookies.
import { describe, expect, it } from 'vitest';
import { hashSecret, newSecret, randomText } from '../../../../server/auth/secrets.ts';

describe('secrets', () => {
	it('can be read out: lower-case letters and digits, none of which looks like another', () => {
		const letters = new Set(randomText(10_000));
		expect([...letters].sort().join('')).toBe('23456789abcdefghijkmnpqrstuvwxyz');
	});

	it('have the length that was asked for, and a link 26 characters', () => {
		expect(randomText(0)).toBe('');
		expect(randomText(16)).toHaveLength(16);
		expect(newSecret()).toHaveLength(26);
	});

	it('never come twice', () => {
		expect(new Set(Array.from({ length: 5_000 }, newSecret)).size).toBe(5_000);
	});

	it('are looked up by SHA-256, which gives nothing of them away', () => {
		expect(hashSecret('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
		const secret = newSecret();
		expect(hashSecret(secret)).not.toContain(secret);
		expect(hashSecret(secret)).toBe(hashSecret(secret));
		expect(hashSecret(`${secret} `)).not.toBe(hashSecret(secret));
	});
});
