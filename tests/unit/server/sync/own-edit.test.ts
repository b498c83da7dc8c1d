// Edits that the server makes for somebody: a form sent without JavaScript.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { editDocument } from '../../../../server/sync/own-edit.ts';
import { addItem, readAgenda, removeItem, startAgenda } from '../../../../src/shared/documents/agenda.ts';
import { system } from '../../../../src/shared/domain/actors.ts';
import { refusalCode } from '../../../../src/shared/domain/refusals.ts';
import { startTestApp, type Person, type TestApp } from '../../../support/app.ts';
import { SyncClient } from '../../../support/sync-client.ts';
import { until } from '../../../support/until.ts';

let test: TestApp;
let alice: Person;
let name: string;

beforeAll(async () => {
	test = await startTestApp();
	alice = await test.person('Alice', { parole: 'member' });
});
afterAll(() => test.close());
beforeEach(async () => {
	name = await test.app.services.documents.create(system, {
		space: 'parole',
		kind: 'agenda',
		start: (doc) => startAgenda(doc, { title: { en: 'Meeting' }, items: [] })
	});
});

const logRows = () =>
	test.database.sql`select seq::int, actor from document_updates where document = ${name} order by seq`;
const titles = async () => {
	const room = await test.app.rooms.open(name);
	return room ? readAgenda(room.copy()).items.map(({ title }) => title.en) : [];
};
const add = (title: string) =>
	editDocument(test.app.rooms, { name, actor: alice }, (doc) => addItem(doc, { title: { en: title } }));

describe('an edit by form', () => {
	it('[R27] is in the log under Alice’s id when it is answered, and everybody who is there sees it', async () => {
		const { cookie } = await test.person('Bob', { parole: 'member' });
		const bob = await new SyncClient({ origin: test.origin, cookie, document: name }).synced();
		const id = await add('By form');
		expect((await logRows()).at(-1)).toMatchObject({ seq: 2, actor: alice.id });
		await until(() => readAgenda(bob.doc).items.some((item) => item.id === id));
		bob.close();
	});

	it('[R15] writes under a clientID of its own that belongs to Alice', async () => {
		await add('By form');
		const owners = await test.database.sql`select actor from document_clients where document = ${name}`;
		expect(owners.map(({ actor }) => String(actor)).sort()).toEqual([alice.id, 'system'].sort());
	});

	it('[R8] keeps what others write at the same moment', async () => {
		const many = Array.from({ length: 20 }, (_, index) => `Item ${index}`);
		await Promise.all(many.map(add));
		expect((await titles()).sort()).toEqual(many.sort());
		expect(await logRows()).toHaveLength(21);
	});

	it('[R9] that changes nothing commits nothing, and still answers', async () => {
		expect(await editDocument(test.app.rooms, { name, actor: alice }, () => 'looked')).toBe('looked');
		const id = await add('Once');
		await editDocument(test.app.rooms, { name, actor: alice }, (doc) => removeItem(doc, id));
		await editDocument(test.app.rooms, { name, actor: alice }, (doc) => removeItem(doc, 'no-such-item'));
		expect(await logRows()).toHaveLength(3);
	});

	it('of several steps is one row', async () => {
		await editDocument(test.app.rooms, { name, actor: alice }, (doc) => {
			for (const title of ['one', 'two', 'three']) addItem(doc, { title: { en: title } });
		});
		expect(await logRows()).toHaveLength(2);
		expect(await titles()).toEqual(['one', 'two', 'three']);
	});

	it('that fails half way leaves nothing of itself', async () => {
		const failing = editDocument(test.app.rooms, { name, actor: alice }, (doc) => {
			addItem(doc, { title: { en: 'Half' } });
			throw new Error('the other half');
		});
		await expect(failing).rejects.toThrow('the other half');
		expect([await titles(), (await logRows()).length]).toEqual([[], 1]);
	});

	it('is refused for a document that does not exist', async () => {
		const missing = editDocument(test.app.rooms, { name: 'agenda-aaaaaaaaaaaaaaaa', actor: alice }, () => null);
		expect(await missing.catch(refusalCode)).toBe('not_found');
	});

	it('[R13] is refused as "the database is away" when it cannot be stored, and can be made again', async () => {
		await add('Before');
		await test.database.sql`alter table document_updates rename to document_updates_away`;
		const refused = await add('Meanwhile').catch(refusalCode);
		await test.database.sql`alter table document_updates_away rename to document_updates`;
		expect(refused).toBe('database_away');
		await add('After');
		expect(await titles()).toEqual(['Before', 'After']);
	});
});
