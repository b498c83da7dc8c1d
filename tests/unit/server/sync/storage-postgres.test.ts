// What is particular to Postgres; what every storage promises is in tests/contracts/storage.test.ts.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../server/db/client.ts';
import { checksumOf, createUpdateStorage } from '../../../../server/sync/storage-postgres.ts';
import type { NewDocument, UpdateStorage } from '../../../../server/sync/storage.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';

let test: TestDatabase;
let storage: UpdateStorage;
let counter = 0;

beforeAll(async () => {
	test = await openTestDatabase();
	storage = createUpdateStorage(test.database);
	await test.database
		.sql`insert into organizations (slug, name, purpose_en, purpose_es, position) values ('o', 'O', '', '', 0)`;
	await test.database.sql`
		insert into spaces (slug, organization, kind, name_en, name_es, purpose_en, purpose_es, shape, position)
		values ('parole', 'o', 'group', '', '', '', '', 'circle', 0)`;
});
afterAll(() => test.remove());

let name: string;
beforeEach(async () => {
	name = newName();
	await create();
});

const newName = () => `letter-${String(++counter).padStart(16, 'a')}`;
const create = (options: Partial<NewDocument> = {}) =>
	storage.create({
		name,
		kind: 'letter',
		space: 'parole',
		createdBy: 'system',
		bytes: Uint8Array.of(0, 0),
		clientId: 7,
		content: {},
		...options
	});
const append = (document: string, expectedHead: number, ...bytes: Uint8Array[]) => ({
	document,
	expectedHead,
	updates: bytes.map((update) => ({ actor: 'm_alice', bytes: update }))
});
const rendering = async () =>
	(await test.database.sql`select content, seq::int from document_renderings where document = ${name}`)[0];

describe('bytes', () => {
	it('have the checksum that Postgres itself gives them', async () => {
		const bytes = crypto.getRandomValues(new Uint8Array(1000));
		expect(Buffer.from(checksumOf(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
		await storage.append([append(name, 1, bytes)]);
		const [row] = await test.database
			.sql`select checksum, sha256(bytes) as own from document_updates where document = ${name} and seq = 2`;
		expect([row?.['checksum'], row?.['own']]).toEqual([Buffer.from(checksumOf(bytes)), Buffer.from(checksumOf(bytes))]);
	});

	it('that lie in the middle of a larger buffer are stored alone, and come back in memory of their own', async () => {
		const pool = new Uint8Array(64).fill(9);
		const part = pool.subarray(10, 13).fill(1);
		await storage.append([append(name, 1, part)]);
		const loaded = await storage.load(name);
		const bytes = loaded?.tail[0]?.bytes;
		expect(bytes).toEqual(Uint8Array.of(1, 1, 1));
		expect(bytes?.buffer.byteLength).toBe(3);
		expect(bytes).not.toBeInstanceOf(Buffer);
	});
});

describe('content', () => {
	// A rendering is jsonb, which has no zero character; Yjs and every keyboard macro have.
	it.each([
		['a zero character', 'A\0B', 'AB'],
		['the words for a zero character', 'A\\u0000B', 'A\\u0000B'],
		['half a character', 'A\ud83cB', 'A\ufffdB'],
		['signs of every kind', '🌱 ñ " \\ \u2028 \u0001', '🌱 ñ " \\ \u2028 \u0001']
	])('[R22] with %s is rendered for everybody', async (_, written, shown) => {
		await storage.append([append(name, 1, Uint8Array.of(0, 0))]);
		const content = { title: written, list: [{ text: written }], none: null, n: 1.5, done: false };
		await storage.compact({ document: name, seq: 2, state: Uint8Array.of(0, 0), content });
		expect(await rendering()).toEqual({
			seq: 2,
			content: { title: shown, list: [{ text: shown }], none: null, n: 1.5, done: false }
		});
		expect((await storage.load(name))?.state?.seq).toBe(2);
	});

	it('with a zero character can be what a document begins with', async () => {
		name = newName();
		await create({ content: { title: 'A\0B' } });
		expect(await rendering()).toEqual({ seq: 1, content: { title: 'AB' } });
	});
});

describe('a document', () => {
	it('is made whole or not at all', async () => {
		const taken = name;
		await expect(create({ name: taken, content: { title: 'again' } })).rejects.toThrow();
		name = newName();
		await expect(create({ space: 'nowhere' })).rejects.toThrow();
		for (const table of [
			'documents',
			'document_updates',
			'document_clients',
			'document_states',
			'document_renderings'
		]) {
			const column = table === 'documents' ? 'name' : 'document';
			const rows = await test.database.sql.unsafe(`select 1 from ${table} where ${column} = '${name}'`);
			expect(rows).toHaveLength(0);
		}
		expect((await storage.load(taken))?.head).toBe(1);
	});

	it('takes all that belongs to it along when it is deleted', async () => {
		await storage.claimClients(name, 'm_alice', [1, 2]);
		await test.database.sql`delete from documents where name = ${name}`;
		const left = await test.database.sql`
			select document from document_updates where document = ${name} union all
			select document from document_clients where document = ${name} union all
			select document from document_states where document = ${name} union all
			select document from document_renderings where document = ${name}`;
		expect(left).toHaveLength(0);
		expect(await storage.append([append(name, 1, Uint8Array.of(1))])).toEqual(new Set());
	});
});

describe('many appends', () => {
	it('[R8] of overlapping documents in any order finish, and leave every log without gaps', async () => {
		const names = [name, newName(), newName(), newName()];
		for (const other of names.slice(1)) {
			name = other;
			await create();
		}
		// On a server, two nodes at once.
		const { databaseUrl } = test;
		const otherNode = databaseUrl === null ? null : await openDatabase({ databaseUrl, dataDir: '' });
		const second = otherNode ? createUpdateStorage(otherNode) : storage;
		const committed = new Map(names.map((document) => [document, 0]));
		await Promise.all(
			Array.from({ length: 40 }, async (_, round) => {
				const inSomeOrder = round % 2 ? names : [...names].reverse();
				const heads = await Promise.all(inSomeOrder.map(async (document) => (await storage.load(document))?.head ?? 0));
				const batch = inSomeOrder.map((document, at) => append(document, heads[at] ?? 0, Uint8Array.of(round)));
				for (const document of await (round % 3 ? storage : second).append(batch)) {
					committed.set(document, (committed.get(document) ?? 0) + 1);
				}
			})
		);
		await otherNode?.close();
		for (const document of names) {
			const loaded = await storage.load(document);
			expect(loaded?.head).toBe(1 + (committed.get(document) ?? 0));
			expect(loaded?.tail).toHaveLength(committed.get(document) ?? 0);
		}
	});

	it('[R15] of claims at once agree on one owner, up to the highest clientID', async () => {
		const highest = 2 ** 32 - 1;
		const claims = await Promise.all(
			Array.from({ length: 20 }, (_, index) => storage.claimClients(name, `m_${index}`, [highest, index]))
		);
		expect(new Set(claims.map((owners) => owners.get(highest))).size).toBe(1);
		expect(await storage.claimClients(name, 'm_late', [7])).toEqual(new Map([[7, 'system']]));
	});
});
