// The backup file. In: copied rows. Out: one file that says by itself whether it is whole.
//
//   file   := plain | age(plain)
//   plain  := "ROOTBRIDGE BACKUP 1\n" gzip(body) sha256(everything before, 32 bytes)
//   body   := frame(header as JSON) frame(row)…        the rows of the header's tables, in its order
//   frame  := uint32 length, big endian · bytes
//   row    := cell…                                    one for each column of its table
//   cell   := int32 length · bytes                     -1 is null; text is UTF-8, bytea is its bytes
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import * as v from 'valibot';
import type { Batch, CopiedTable, Row } from './copy-out.ts';
import { decrypted, encrypted, isEncrypted, type Bytes } from './encryption.ts';

const magic = Buffer.from('ROOTBRIDGE BACKUP 1\n');
const hashBytes = 32;
/** Postgres keeps no value over 1 GiB; a longer frame is a damaged length. */
const maxFrameBytes = 2 ** 30;
const batchBytes = 1024 * 1024;

const headerSchema = v.object({
	app: v.string(),
	createdAt: v.string(),
	migrations: v.array(v.string()),
	tables: v.array(
		v.object({
			name: v.string(),
			columns: v.array(v.object({ name: v.string(), isBytes: v.boolean() })),
			rows: v.number()
		})
	),
	/** Private contacts, which only the SECRET_KEY of their time opens. */
	sealedContacts: v.number(),
	/** SHA-256 of that key, in hex; null if it was not known. */
	keyFingerprint: v.nullable(v.string()),
	/** The key itself in base64: in encrypted backups alone. */
	secretKey: v.nullable(v.string())
});
export type BackupHeader = v.InferOutput<typeof headerSchema>;

type Frames = AsyncGenerator<Buffer, undefined>;

export interface Backup {
	header: BackupHeader;
	/** Once. Throws at its end, or earlier, if the file is not byte for byte what was written. */
	batches: AsyncGenerator<Batch>;
	/** If the batches are not wanted to their end. */
	close(): Promise<void>;
}

export interface BackupContent {
	header: BackupHeader;
	batches: AsyncIterable<Batch>;
	close(): Promise<void>;
}

const damaged = (cause?: unknown) =>
	new Error('This backup is damaged: it is not what was written. Nothing was changed. Use another one.', { cause });
const wrongPassphrase = (cause: unknown) =>
	new Error('This backup cannot be opened: the passphrase is another one, or its first lines are damaged.', { cause });

/**
 * Writes beside the file first, so that a file with this name is always a whole one. `open` is called only once the
 * passphrase has been made into a key, which takes a second or more that nobody's edits should wait for.
 */
export async function writeBackup(
	file: string,
	{ open, passphrase }: { open(): Promise<BackupContent>; passphrase: string | null }
): Promise<{ bytes: number }> {
	const partial = `${file}.partial`;
	const plain = sealed(zipped(bodyOf(open)));
	try {
		await piped(
			Readable.from(passphrase === null ? plain : encrypted(plain, passphrase), { objectMode: false }),
			fs.createWriteStream(partial, { mode: 0o600, flush: true })
		);
		fs.renameSync(partial, file);
		return { bytes: fs.statSync(file).size };
	} finally {
		fs.rmSync(partial, { force: true });
	}
}

/** Reads the header. Throws a sentence if the file is no backup, damaged there, or encrypted with another passphrase. */
export async function readBackup(file: string, passphrase: string | null): Promise<Backup> {
	const frames = readFrames(file, passphrase);
	const close = async () => void (await frames.return(undefined));
	try {
		const header = await headerFrom(frames);
		return { header, batches: readBatches(frames, header), close };
	} catch (error) {
		await close();
		throw error;
	}
}

async function* readBatches(frames: Frames, { tables }: BackupHeader): AsyncGenerator<Batch> {
	for (const table of tables) {
		let rows: Row[] = [];
		let bytes = 0;
		for (let left = table.rows; left > 0; left--) {
			const { value: frame, done } = await frames.next();
			if (done) throw damaged();
			rows.push(rowFrom(frame, table));
			bytes += frame.length;
			if (bytes < batchBytes && left > 1) continue;
			yield { table, rows };
			[rows, bytes] = [[], 0];
		}
	}
	if (!(await frames.next()).done) throw damaged();
}

async function* bodyOf(open: () => Promise<BackupContent>): AsyncGenerator<Buffer> {
	const { header, batches, close } = await open();
	try {
		yield frameOf(Buffer.from(JSON.stringify(header)));
		for await (const { rows } of batches) yield Buffer.concat(rows.map((row) => frameOf(bytesOf(row))));
	} finally {
		await close();
	}
}

async function* zipped(source: Bytes): AsyncGenerator<Uint8Array> {
	yield* pipeline(Readable.from(source, { objectMode: false }), createGzip(), () => {
		// An error of the source arrives where this is read.
	}) as unknown as Bytes;
}

function frameOf(bytes: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(bytes.length);
	return Buffer.concat([length, bytes]);
}

function bytesOf(row: Row): Buffer {
	return Buffer.concat(
		row.flatMap((cell) => {
			const length = Buffer.alloc(4);
			const bytes = cell === null ? Buffer.alloc(0) : Buffer.from(cell as string);
			length.writeInt32BE(cell === null ? -1 : bytes.length);
			return [length, bytes];
		})
	);
}

function rowFrom(frame: Buffer, { columns }: CopiedTable): Row {
	let at = 0;
	const row = columns.map(({ isBytes }) => {
		if (at + 4 > frame.length) throw damaged();
		const length = frame.readInt32BE(at);
		at += 4;
		if (length < 0) return null;
		const cell = frame.subarray(at, (at += length));
		return isBytes ? cell : cell.toString('utf8');
	});
	if (at !== frame.length) throw damaged();
	return row;
}

async function headerFrom(frames: Frames): Promise<BackupHeader> {
	const { value: frame, done } = await frames.next();
	if (done) throw damaged();
	try {
		return v.parse(headerSchema, JSON.parse(frame.toString('utf8')));
	} catch (cause) {
		throw damaged(cause);
	}
}

async function* sealed(source: Bytes): AsyncGenerator<Uint8Array> {
	const hash = createHash('sha256').update(magic);
	yield magic;
	for await (const chunk of source) {
		hash.update(chunk);
		yield chunk;
	}
	yield hash.digest();
}

/** The frames of a file. Ends only if its hash is right. */
async function* readFrames(file: string, passphrase: string | null): Frames {
	const seal = { isRight: false };
	const stored = fs.createReadStream(file);
	const plain: Bytes = isEncrypted(file) && passphrase !== null ? opened(stored, passphrase) : stored;
	const unpacked = pipeline(unsealed(plain, seal), createGunzip({ chunkSize: batchBytes }), () => {
		stored.destroy(); // an error arrives where `unpacked` is read
	});
	const pieces = takeFrom(unpacked);
	try {
		for (;;) {
			const length = await pieces(4);
			if (length.length === 0) break;
			if (length.length < 4 || length.readUInt32BE() > maxFrameBytes) throw damaged();
			const frame = await pieces(length.readUInt32BE());
			if (frame.length < length.readUInt32BE()) throw damaged();
			yield frame;
		}
	} catch (error) {
		throw isZlibError(error) ? damaged(error) : error;
	} finally {
		unpacked.destroy();
	}
	if (!seal.isRight) throw damaged();
	return undefined;
}

async function* opened(source: Bytes, passphrase: string): AsyncGenerator<Uint8Array> {
	let hasBegun = false;
	try {
		for await (const chunk of decrypted(source, passphrase)) {
			hasBegun = true;
			yield chunk;
		}
	} catch (error) {
		throw hasBegun ? damaged(error) : wrongPassphrase(error);
	}
}

/** Without what stands around the gzip. The last 32 bytes read so far may be the hash, so they are held back. */
async function* unsealed(source: Bytes, seal: { isRight: boolean }): AsyncGenerator<Uint8Array> {
	const hash = createHash('sha256');
	let held = Buffer.alloc(0);
	let hasStart = false;
	for await (const chunk of source) {
		held = Buffer.concat([held, chunk]);
		if (!hasStart) {
			if (held.length < magic.length) continue;
			if (!held.subarray(0, magic.length).equals(magic)) throw noBackup();
			hash.update(magic);
			held = held.subarray(magic.length);
			hasStart = true;
		}
		if (held.length <= hashBytes) continue;
		const sure = held.subarray(0, -hashBytes);
		hash.update(sure);
		yield sure;
		held = held.subarray(-hashBytes);
	}
	if (!hasStart) throw noBackup();
	seal.isRight = hash.digest().equals(held);
}

const noBackup = () => new Error('This file is not a backup of Rootbridge, or one of a newer version.');

/** A function that takes exactly so many bytes off a stream; fewer at its end. */
function takeFrom(source: Bytes): (count: number) => Promise<Buffer> {
	const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
	let waiting: Uint8Array[] = [];
	let size = 0;
	return async (count) => {
		while (size < count) {
			const { value, done } = await chunks.next();
			if (done) break;
			waiting.push(value);
			size += value.length;
		}
		const all =
			waiting.length === 1 && waiting[0]
				? Buffer.from(waiting[0].buffer, waiting[0].byteOffset, size)
				: Buffer.concat(waiting);
		const taken = all.subarray(0, count);
		waiting = [all.subarray(taken.length)];
		size = all.length - taken.length;
		return taken;
	};
}

function isZlibError(error: unknown): boolean {
	return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
