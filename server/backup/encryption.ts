// Passphrases for backups, in the age format (https://age-encryption.org/v1): such a file can also be opened with the age
// program, without Rootbridge. A stream all the way: no backup has to fit into memory.
import fs from 'node:fs';
import { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';

export type Bytes = AsyncIterable<Uint8Array>;

const firstLine = 'age-encryption.org/v1\n';

/** Whether a file is encrypted, from its first line. */
export function isEncrypted(file: string): boolean {
	const start = Buffer.alloc(firstLine.length);
	const handle = fs.openSync(file, 'r');
	try {
		fs.readSync(handle, start);
	} finally {
		fs.closeSync(handle);
	}
	return start.toString('latin1') === firstLine;
}

export async function* encrypted(source: Bytes, passphrase: string): AsyncGenerator<Uint8Array> {
	const encrypter = new Encrypter();
	encrypter.setPassphrase(passphrase);
	yield* bytesOf(await encrypter.encrypt(streamOf(source)));
}

/** Throws for another passphrase, and at the first damaged, missing or added byte. */
export async function* decrypted(source: Bytes, passphrase: string): AsyncGenerator<Uint8Array> {
	const decrypter = new Decrypter();
	decrypter.addPassphrase(passphrase);
	yield* bytesOf(await decrypter.decrypt(streamOf(source)));
}

function streamOf(source: Bytes): ReadableStream<Uint8Array> {
	// Takes nothing ahead: see writeBackup.
	return WebStream.from(source) as unknown as ReadableStream<Uint8Array>;
}

function bytesOf(stream: ReadableStream<Uint8Array>): Bytes {
	return stream;
}
