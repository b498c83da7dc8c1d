// The contract of UpdateStorage, run against the embedded database, and against a PostgreSQL server with DATABASE_URL.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { checksumOf, createUpdateStorage } from '../../server/sync/storage-postgres.ts';
import type { UpdateStorage } from '../../server/sync/storage.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let test: TestDatabase;
let storage: UpdateStorage;
let name: string;
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

beforeEach(async () => {
	name = `letter-${String(++counter).padStart(16, 'a')}`;
	await storage.create({
		name,
		kind: 'letter',
		space: 'parole',
		createdBy: 'system',
		bytes: updateWriting('first'),
		clientId: 7,
		content: { title: 'first' }
	});
});

function updateWriting(text: string): Uint8Array {
	const doc = new Y.Doc();
	doc.getText('t').insert(0, text);
	return Y.encodeStateAsUpdate(doc);
}

const append = (expectedHead: number, ...texts: string[]) => ({
	document: name,
	expectedHead,
	updates: texts.map((text) => ({ actor: 'm_alice', bytes: updateWriting(text) }))
});

describe('storage', () => {
	it('loads a new document with its first state', async () => {
		const loaded = await storage.load(name);
		expect(loaded).toMatchObject({ name, kind: 'letter', space: 'parole', head: 1, generation: 1, tail: [] });
		expect(loaded?.state?.seq).toBe(1);
	});

	it('answers null for a document that does not exist, and creates nothing', async () => {
		expect(await storage.load('letter-doesnotexist0000')).toBeNull();
		expect(await storage.append([{ ...append(0, 'x'), document: 'letter-doesnotexist0000' }])).toEqual(new Set());
		expect(await storage.load('letter-doesnotexist0000')).toBeNull();
	});

	it('[R8] numbers appended updates without gaps and returns the very bytes', async () => {
		const first = append(1, 'second', 'third');
		expect(await storage.append([first])).toEqual(new Set([name]));
		const loaded = await storage.load(name);
		expect(loaded?.head).toBe(3);
		expect(loaded?.tail.map(({ seq, actor }) => [seq, actor])).toEqual([
			[2, 'm_alice'],
			[3, 'm_alice']
		]);
		expect(loaded?.tail.map(({ bytes }) => bytes)).toEqual(first.updates.map(({ bytes }) => bytes));
	});

	it('[R8] stores nothing of an append that was judged against an older head, and all of its neighbours', async () => {
		const other = `letter-${String(++counter).padStart(16, 'b')}`;
		await storage.create({
			name: other,
			kind: 'letter',
			space: 'parole',
			createdBy: 'system',
			bytes: updateWriting('other'),
			clientId: 8,
			content: {}
		});
		await storage.append([append(1, 'second')]);
		const committed = await storage.append([append(1, 'late'), { ...append(1, 'fine'), document: other }]);
		expect(committed).toEqual(new Set([other]));
		expect((await storage.load(name))?.head).toBe(2);
		expect((await storage.load(other))?.head).toBe(2);
	});

	it('[R8] lets exactly one of many racing appends through', async () => {
		const outcomes = await Promise.all(
			Array.from({ length: 10 }, (_, index) => storage.append([append(1, `racer ${index}`)]))
		);
		expect(outcomes.filter((committed) => committed.has(name))).toHaveLength(1);
		expect((await storage.load(name))?.head).toBe(2);
	});

	it('carries updates of a megabyte and of no bytes at all unchanged', async () => {
		const large = crypto.getRandomValues(new Uint8Array(65_536));
		const bytes = new Uint8Array(1_048_576).map((_, index) => large[index % large.length] ?? 0);
		await storage.append([
			{ document: name, expectedHead: 1, updates: [bytes, new Uint8Array()].map((b) => ({ actor: 'x', bytes: b })) }
		]);
		const loaded = await storage.load(name);
		expect(checksumOf(loaded?.tail[0]?.bytes ?? new Uint8Array())).toEqual(checksumOf(bytes));
		expect(loaded?.tail[1]?.bytes).toEqual(new Uint8Array());
	});

	it('[R15] gives a clientID to whoever claims it first, for good', async () => {
		expect(await storage.claimClients(name, 'm_alice', [41, 42])).toEqual(
			new Map([
				[41, 'm_alice'],
				[42, 'm_alice']
			])
		);
		expect(await storage.claimClients(name, 'm_bob', [42, 43])).toEqual(
			new Map([
				[42, 'm_alice'],
				[43, 'm_bob']
			])
		);
		// The whole range of 32 bits, also when two people claim at once.
		const highest = 2 ** 32 - 1;
		const racing = await Promise.all(
			['m_a', 'm_b', 'm_c'].map((actor) => storage.claimClients(name, actor, [highest]))
		);
		expect(new Set(racing.map((owners) => owners.get(highest))).size).toBe(1);
	});

	it('[R22] replaces the tail by a compacted state and keeps three heads', async () => {
		for (let seq = 1; seq <= 5; seq++) {
			await storage.append([append(seq, `text ${seq}`)]);
			await storage.compact({ document: name, seq: seq + 1, state: updateWriting(`state ${seq}`), content: { seq } });
		}
		const loaded = await storage.load(name);
		expect(loaded).toMatchObject({ head: 6, tail: [], state: { seq: 6 } });
		const heads = await test.database
			.sql`select seq::int from document_states where document = ${name} and kind = 'head' order by seq`;
		expect(heads.map(({ seq }) => seq as number)).toEqual([4, 5, 6]);
		const [rendering] = await test.database
			.sql`select content, seq::int from document_renderings where document = ${name}`;
		expect(rendering).toMatchObject({ seq: 6, content: { seq: 5 } });
	});

	it('[R22] never lets an older rendering overwrite a newer one', async () => {
		await storage.append([append(1, 'a', 'b')]);
		await storage.compact({ document: name, seq: 3, state: updateWriting('new'), content: 'new' });
		await storage.compact({ document: name, seq: 2, state: updateWriting('old'), content: 'old' });
		const [rendering] = await test.database.sql`select content from document_renderings where document = ${name}`;
		expect(rendering?.['content']).toBe('new');
		expect((await storage.load(name))?.state?.seq).toBe(3);
	});

	it('[R24] names the documents whose rendering is behind', async () => {
		expect(await storage.behind()).not.toContain(name);
		await storage.append([append(1, 'a')]);
		expect(await storage.behind()).toContain(name);
	});

	it('[R23] moves old rows into the base and keeps the others', async () => {
		await storage.append([append(1, 'a', 'b', 'c')]);
		await storage.compact({ document: name, seq: 3, state: updateWriting('state'), content: {} });
		await test.database
			.sql`update document_updates set committed_at = now() - interval '40 days' where document = ${name} and seq <= 4`;
		const old = (await storage.withRowsBefore(new Date(Date.now() - 30 * 86_400_000))).find(
			(row) => row.document === name
		);
		expect(old).toEqual({ document: name, seq: 3 }); // row 4 is not in a head state yet
		const parts = await storage.loadForBase(name, 3);
		expect(parts.rows).toHaveLength(3);
		await storage.moveBase({ document: name, seq: 3, state: updateWriting('base') });
		expect((await storage.load(name))?.tail.map(({ seq }) => seq)).toEqual([4]);
		expect((await storage.loadForBase(name, 3)).base).toEqual(expect.any(Uint8Array));
	});

	it('[R3] refuses to load a document with a damaged row, a damaged state or a missing row', async () => {
		await storage.append([append(1, 'a', 'b')]);
		await test.database.sql`update document_updates set bytes = '\\x0000' where document = ${name} and seq = 2`;
		await expect(storage.load(name)).rejects.toThrow(`Document ${name}: the stored bytes at 2`);
		await test.database.sql`delete from document_updates where document = ${name} and seq = 2`;
		await expect(storage.load(name)).rejects.toThrow(`Document ${name}: update 2 is missing`);
		await test.database.sql`delete from document_updates where document = ${name} and seq = 3`;
		await expect(storage.load(name)).rejects.toThrow(`Document ${name}: updates before 3 are missing`);
		await test.database.sql`update document_states set bytes = '\\x0000' where document = ${name}`;
		await expect(storage.load(name)).rejects.toThrow('do not match their checksum');
	});
});
