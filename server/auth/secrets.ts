// Secrets that travel in links and cookies, and ids. Only hashes of secrets are ever stored.
import { createHash, randomBytes } from 'node:crypto';

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Lower-case letters and digits without look-alikes, 5 bits each, so that a link can be read out. */
export function randomText(length: number): string {
	return Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('');
}

/** 130 bits: for invitation links and guests' cookies. */
export function newSecret(): string {
	return randomText(26);
}

/** SHA-256 in base64url: the form in which secrets are stored and looked up. */
export function hashSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('base64url');
}
