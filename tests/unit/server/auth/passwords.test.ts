// Passwords as they are kept and compared.
import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from '../../../../server/auth/passwords.ts';

const password = 'roots under the fence';

describe('a password', () => {
	it('is kept as an argon2id hash of the cost that OWASP asks for, different each time', async () => {
		const [one, other] = await Promise.all([hashPassword(password), hashPassword(password)]);
		expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		expect(one).not.toContain(password);
		expect(one).not.toBe(other);
	});

	it('lets Alice in, and nobody who is off by a letter', async () => {
		const hashed = await hashPassword(password);
		expect(await isPassword(password, hashed)).toBe(true);
		for (const wrong of ['', ' ', `${password} `, password.slice(1), password.toUpperCase(), `${password}\0`]) {
			expect(await isPassword(wrong, hashed)).toBe(false);
		}
	});

	it('counts to its last letter, however long it is', async () => {
		const long = 'a'.repeat(255);
		const hashed = await hashPassword(`${long}b`);
		expect(await isPassword(`${long}b`, hashed)).toBe(true);
		expect(await isPassword(`${long}c`, hashed)).toBe(false);
	});

	it('is the same one whichever way a keyboard composes its accents', async () => {
		const hashed = await hashPassword('Canci\u00f3n de ra\u00edz');
		expect(await isPassword('Cancio\u0301n de rai\u0301z', hashed)).toBe(true);
		expect(await isPassword('Cancion de raiz', hashed)).toBe(false);
	});

	it('never fits somebody who does not exist, and finding that out takes the work of one hash', async () => {
		expect(await isPassword('', null)).toBe(false);
		const hashed = await hashPassword(password);
		const timed = async (stored: string | null) => {
			const start = performance.now();
			for (let round = 0; round < 5; round++) expect(await isPassword('a guess', stored)).toBe(false);
			return performance.now() - start;
		};
		// Some hundred milliseconds against nothing at all: a quarter tells the two apart on any machine.
		const known = await timed(hashed);
		expect(await timed(null)).toBeGreaterThan(known / 4);
	});
});
