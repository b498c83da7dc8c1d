// The file by itself: what goes in comes out, and what is not what was written says so.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBackup, writeBackup, type BackupHeader } from '../../../../server/backup/backup-file.ts';
import type { Batch, CopiedTable, Row } from '../../../../server/backup/copy-out.ts';

let folder: string;
beforeAll(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-file-'))));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const table: CopiedTable = {
	name: 'kept',
	columns: [
		{ name: 'words', isBytes: false },
		{ name: 'bytes', isBytes: true }
	],
	rows: 0
};
const rows: Row[] = [
	['plain', Uint8Array.of(0, 255, 10)],
	[null, null],
	['', new Uint8Array()],
	['ñ "quoted" \\ \n 🌱', crypto.getRandomValues(new Uint8Array(60_000))],
	['x'.repeat(3_000_000), Uint8Array.of(1)]
];
const headerOf = (...tables: CopiedTable[]): BackupHeader => ({
	app: '1.2.3',
	createdAt: '2026-11-22T00:00:00.000Z',
	migrations: ['a'],
	tables,
	sealedContacts: 0,
	keyFingerprint: null,
	secretKey: null
});

// eslint-disable-next-line @typescript-eslint/require-await -- what the file takes is asynchronous
async function* batchesOf(...batches: Batch[]): AsyncGenerator<Batch> {
	yield* batches;
}

function write(name: string, header: BackupHeader, ...batches: Batch[]): Promise<string> {
	const file = path.join(folder, name);
	const open = () => Promise.resolve({ header, batches: batchesOf(...batches), close: () => Promise.resolve() });
	return writeBackup(file, { open, passphrase: null }).then(() => file);
}

async function read(file: string): Promise<Row[]> {
	const { batches } = await readBackup(file, null);
	const all: Row[] = [];
	for await (const batch of batches) all.push(...batch.rows);
	return all;
}

describe('a backup file', () => {
	it('gives back every cell as it was: nulls, empty ones, bytes, long ones', async () => {
		const full = { ...table, rows: rows.length };
		const empty = { ...table, name: 'empty' };
		const file = await write('whole', headerOf(empty, full), { table: full, rows });
		expect(
			(await read(file)).map((row) => row.map((cell) => (typeof cell === 'string' || cell === null ? cell : [...cell])))
		).toEqual(rows.map((row) => row.map((cell) => (typeof cell === 'string' || cell === null ? cell : [...cell]))));
		const { header, close } = await readBackup(file, null);
		expect(header.tables.map(({ rows: count }) => count)).toEqual([0, rows.length]);
		await close();
	});

	it('is readable by its owner alone, and is there whole or not at all', async () => {
		const file = await write('private', headerOf(table));
		expect(fs.statSync(file).mode & 0o777).toBe(0o600);
		const failing = path.join(folder, 'failing');
		const open = () => Promise.reject(new Error('the database is away'));
		await expect(writeBackup(failing, { open, passphrase: null })).rejects.toThrow('the database is away');
		expect(fs.readdirSync(folder).filter((name) => name.startsWith('failing'))).toEqual([]);
	});

	it('with fewer or more rows than its header says is damaged', async () => {
		const full = { ...table, rows: 2 };
		for (const count of [1, 3]) {
			const file = await write(`count ${count}`, headerOf(full), { table: full, rows: rows.slice(0, count) });
			await expect(read(file)).rejects.toThrow('This backup is damaged');
		}
	});

	it('closes what it reads from, also when it fails in the middle', async () => {
		let closed = 0;
		// eslint-disable-next-line @typescript-eslint/require-await -- as above
		async function* failing(): AsyncGenerator<Batch> {
			yield { table, rows };
			throw new Error('cut off');
		}
		const open = () =>
			Promise.resolve({ header: headerOf(table), batches: failing(), close: () => Promise.resolve(void closed++) });
		await expect(writeBackup(path.join(folder, 'cut'), { open, passphrase: null })).rejects.toThrow('cut off');
		expect(closed).toBe(1);
	});

	it('that is something else is told from one', async () => {
		const file = path.join(folder, 'other');
		fs.writeFileSync(file, 'a letter to somebody');
		await expect(readBackup(file, null)).rejects.toThrow('not a backup of Rootbridge');
	});
});
