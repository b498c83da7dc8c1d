// Reading everything that is stored of a document, and replacing parts of it, on a real database.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planRepair } from '../../../../server/sync/repair.ts';
import { createUpdateStorage } from '../../../../server/sync/storage-postgres.ts';
import type { UpdateStorage } from '../../../../server/sync/storage.ts';
import { documentNames, readStored, replaceStored } from '../../../../server/sync/stored-document.ts';
import { readAgenda } from '../../../../src/shared/documents/agenda.ts';
import { docOf } from '../../../../server/sync/examination.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { storedAgenda } from '../../../support/stored-agenda.ts';

let test: TestDatabase;
let storage: UpdateStorage;
const { stored, updates } = storedAgenda(4);
const { name } = stored;
const nothing = { check: () => {} };

beforeAll(async () => {
	test = await openTestDatabase();
	storage = createUpdateStorage(test.database);
	const { sql } = test.database;
	await sql`insert into organizations (slug, name, purpose_en, purpose_es, position) values ('o', 'O', '', '', 0)`;
	await sql`
		insert into spaces (slug, organization, kind, name_en, name_es, purpose_en, purpose_es, shape, position)
		values ('parole', 'o', 'group', '', '', '', '', 'circle', 0)`;
	const [bytes = Uint8Array.of(), ...more] = updates;
	const content = readAgenda(docOf([bytes]));
	await storage.create({ name, kind: 'agenda', space: 'parole', createdBy: 'system', bytes, clientId: 1, content });
	const rows = more.map((update) => ({ actor: 'm_alice', bytes: update }));
	await storage.append([{ document: name, expectedHead: 1, updates: rows }]);
});
afterAll(() => test.remove());

it('reads every part of a document, damaged or not, and null for one that is not there', async () => {
	expect(await documentNames(test.database.tables)).toEqual([name]);
	await test.database.sql`update document_updates set checksum = '\\x00' where seq = 3`;
	const read = await readStored(test.database.tables, name);
	expect(read?.updates.map(({ seq, actor, bytes }) => ({ seq, actor, bytes }))).toEqual(
		updates.map((bytes, index) => ({ seq: index + 1, actor: index === 0 ? 'system' : 'm_alice', bytes }))
	);
	expect(read).toMatchObject({ kind: 'agenda', head: 4, base: null, heads: [{ seq: 1 }], rendering: { seq: 1 } });
	expect(await readStored(test.database.tables, 'agenda-notthere')).toBeNull();
});

it('changes nothing if what it wrote is found to be wrong, or if there is nothing to replace', async () => {
	const before = await readStored(test.database.tables, name);
	const failing = replaceStored(test.database.tables, name, {
		decide: planRepair,
		check: () => {
			throw new Error('still wrong');
		}
	});
	await expect(failing).rejects.toThrow('still wrong');
	const idle = await replaceStored(test.database.tables, name, { decide: () => ({ replacement: null }), ...nothing });
	expect(idle).toEqual({ replacement: null });
	expect(await readStored(test.database.tables, name)).toEqual(before);
});

it('[R8] stores nothing of an append that was judged before the replacement', async () => {
	await replaceStored(test.database.tables, name, { decide: planRepair, ...nothing });
	expect((await storage.load(name))?.head).toBe(5);
	const late = {
		document: name,
		expectedHead: 4,
		updates: [{ actor: 'm_alice', bytes: updates[1] ?? Uint8Array.of() }]
	};
	expect(await storage.append([late])).toEqual(new Set());
	expect(await storage.append([{ ...late, expectedHead: 5 }])).toEqual(new Set([name]));
	expect((await storage.load(name))?.tail.map(({ seq }) => seq)).toEqual([6]);
});
