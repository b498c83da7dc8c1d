// Encrypts the few columns that a stolen database must not give away: private contacts. AES-256-GCM under SECRET_KEY, as
// nonce (12 bytes), tag (16 bytes), ciphertext. What the box belongs to is bound in as additional data, so a box that is
// copied to another row does not open there.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface SecretBox {
	seal(text: string, belongsTo: string): Uint8Array;
	/** Null if the box was made with another key, for another place, or is damaged. */
	open(box: Uint8Array, belongsTo: string): string | null;
}

const nonceBytes = 12;
const tagBytes = 16;

export function createSecretBox(key: Buffer): SecretBox {
	return {
		seal(text, belongsTo) {
			const nonce = randomBytes(nonceBytes);
			const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo));
			const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
			return Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
		},
		open(box, belongsTo) {
			try {
				const nonce = box.subarray(0, nonceBytes);
				// The length of the tag said aloud: a box cut short would otherwise be opened by four bytes of it.
				const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
				decipher.setAAD(Buffer.from(belongsTo));
				decipher.setAuthTag(box.subarray(nonceBytes, nonceBytes + tagBytes));
				const sealed = box.subarray(nonceBytes + tagBytes);
				return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
			} catch {
				// The tag does not fit: nothing about why may be told, and there is nothing to show.
				return null;
			}
		}
	};
}
