// Passwords, as argon2id PHC strings. 19 MiB, two passes, one lane: OWASP's first choice, about 20 ms here.
import { hash, verify, type Options } from '@node-rs/argon2';

const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
	return hash(password.normalize('NFKC'), cost);
}

/** Of a password that nobody has: checked when the sign-in name is unknown, so that both answers cost one hash. */
const hashOfNobody = hashPassword(crypto.randomUUID());

/** hashed: null when there is no such person. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
	const matches = await verify(hashed ?? (await hashOfNobody), password.normalize('NFKC'));
	return hashed !== null && matches;
}
