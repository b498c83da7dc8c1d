// Entries of the board together with what belongs to them outside the document: the name to show, the private contact.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Entries, EntryDetails, EntryPerson } from '../../../../server/services/entries.ts';
import { addEntry, readCommunityBoard, type Entry } from '../../../../src/shared/documents/community-board.ts';
import { newId } from '../../../../src/shared/documents/edits.ts';
import { anonymous, system, type Actor, type Guest } from '../../../../src/shared/domain/actors.ts';
import { startTestApp, type Person, type TestApp } from '../../../support/app.ts';
import { gatherCast, toldTo, toldToEach, type Cast } from '../../../support/cast.ts';
import { tablesWith } from '../../../support/stored.ts';
import { SyncClient } from '../../../support/sync-client.ts';
import { until } from '../../../support/until.ts';

let test: TestApp;
let cast: Cast;
let entries: Entries;
let host: Person;
let alice: Person;
let bob: Person;
let river: Guest & { cookie: string };
let board: string;

beforeAll(async () => {
	test = await startTestApp();
	cast = await gatherCast(test);
	({ entries } = test.app.services);
	host = await test.person('Jo', { board: 'coordinator' });
	alice = await test.person('Alice', { parole: 'member' });
	bob = await test.person('Bob', { outreach: 'member' });
	const { cookie } = await test.guest('River');
	river = { ...((await test.app.visitors.identify(cookie, false)).actor as Guest), cookie };
});
afterAll(() => test.close());
beforeEach(async () => {
	await test.app.services.dropIns.setDoor(system, 'board', 'open');
	board = await test.app.services.documents.createCommunityBoard(system, 'board');
});

const details = (options: Partial<EntryDetails> = {}): EntryDetails => ({
	nameShown: 'Alice A.',
	isForSomebodyElse: false,
	contact: 'alice@example.org',
	contactReaders: 'hosts',
	...options
});
const fields = (id: string, text = 'Two people who can drive') =>
	({ id, kind: 'help', text, lang: 'en', town: 'holyoke', when: null }) as const;
async function added(actor: Actor, options: Partial<EntryDetails> = {}): Promise<string> {
	const id = newId();
	await entries.add(actor, board, fields(id), details(options));
	return id;
}
async function onTheBoard(): Promise<Entry[]> {
	const room = await test.app.rooms.open(board);
	return room ? readCommunityBoard(room.copy()).entries : [];
}
const peopleFor = async (actor: Actor) => entries.peopleOf(actor, board, await onTheBoard());
const personFor = async (actor: Actor, id: string): Promise<EntryPerson | undefined> => (await peopleFor(actor))[id];
const connect = (cookie: string) => new SyncClient({ origin: test.origin, cookie, document: board });

describe('an entry', () => {
	it('is added by whoever has come in, while the door is open for guests', async () => {
		const attempt = (actor: Actor) => added(actor);
		const whoIsIn = {
			alice: 'allowed',
			cora: 'allowed',
			olga: 'allowed',
			steward: 'allowed',
			guest: 'allowed',
			nobody: 'board_closed',
			system: 'allowed'
		};
		expect(await toldToEach(cast, attempt)).toEqual(whoIsIn);
		await test.app.services.dropIns.setDoor(system, 'board', 'closed');
		expect(await toldToEach(cast, attempt)).toEqual({ ...whoIsIn, guest: 'board_closed' });
		expect(await onTheBoard()).toHaveLength(11);
	});

	it('is refused whole: nothing of one that is not taken is kept', async () => {
		await toldTo(entries.add(anonymous, board, fields(newId()), details({ contact: 'refused@example.org' })));
		const [rows] = await test.database.sql`select count(*)::int as n from entry_people where document = ${board}`;
		expect([rows?.['n'], await onTheBoard()]).toEqual([0, []]);
	});

	it('sent twice with one id is added once, also when both come at once', async () => {
		const id = newId();
		await Promise.all([1, 2].map(() => entries.add(alice, board, fields(id), details())));
		await entries.add(alice, board, fields(id), details());
		expect((await onTheBoard()).map((entry) => entry.id)).toEqual([id]);
		expect(await personFor(alice, id)).toMatchObject({ name: 'Alice A.', isMine: true });
	});

	it('belongs to a board: other documents take none', async () => {
		const agenda = await test.app.services.documents.createAgenda(system, 'parole');
		for (const elsewhere of [agenda, 'community-board-aaaaaaaaaaaaaaaa', '']) {
			expect(await toldTo(entries.add(alice, elsewhere, fields(newId()), details()))).toBe('not_found');
			expect(await toldTo(entries.peopleOf(alice, elsewhere, []))).toBe('not_found');
		}
	});

	it('on a board that was put away is not taken', async () => {
		await test.app.services.documents.archive(system, board);
		expect(await toldTo(added(alice))).toBe('board_closed');
		expect(await toldTo(added(host))).toBe('board_closed');
	});

	it('is described and removed by its writer and by a host', async () => {
		for (const attempt of [
			(actor: Actor, id: string) => entries.describe(actor, board, id, details({ nameShown: 'Somebody' })),
			(actor: Actor, id: string) => entries.remove(actor, board, id)
		]) {
			for (const [actor, told] of [
				[alice, 'allowed'],
				[host, 'allowed'],
				[bob, 'entry_not_yours'],
				[river, 'entry_not_yours'],
				[cast.steward, 'entry_not_yours'],
				[anonymous, 'entry_not_yours']
			] as const) {
				expect(await toldTo(attempt(actor, await added(alice)))).toBe(told);
			}
			expect(await toldTo(attempt(host, 'no-such-entry'))).toBe('not_found');
		}
	});

	it('of a guest stays theirs to change only while the door is open, and theirs to take back while the visit lasts', async () => {
		const [id, other] = [await added(river), await added(alice)];
		expect(await toldTo(entries.describe(river, board, id, details()))).toBe('allowed');
		await test.app.services.dropIns.setDoor(system, 'board', 'closed');
		expect(await toldTo(entries.describe(river, board, id, details()))).toBe('board_closed');
		expect(await toldTo(entries.forgetContact(river, board, id))).toBe('allowed');
		expect(await personFor(host, id)).toMatchObject({ hasContact: false, contact: null, name: 'Alice A.' });
		expect(await toldTo(entries.remove(river, board, id))).toBe('allowed');
		expect(await toldTo(entries.forgetContact(river, board, other))).toBe('entry_not_yours');
		expect(await toldTo(entries.remove(river, board, other))).toBe('entry_not_yours');
		await test.app.visitors.leave(river.cookie, false);
		const { actor } = await test.app.visitors.identify(river.cookie, false);
		expect(await toldTo(entries.remove(actor, board, other))).toBe('entry_not_yours');
		await test.app.services.dropIns.setDoor(system, 'board', 'open');
		const { cookie } = await test.guest('River');
		river = { ...((await test.app.visitors.identify(cookie, false)).actor as Guest), cookie };
	});

	it('on a board that was put away can be taken back by its writer, and its contact read and deleted by a host', async () => {
		const [mine, hosts, third] = [await added(alice), await added(host), await added(alice)];
		await test.app.services.documents.archive(system, board);
		expect((await personFor(host, mine))?.contact).toBe('alice@example.org');
		expect(await toldTo(entries.forgetContact(bob, board, mine))).toBe('entry_not_yours');
		expect(await toldTo(entries.forgetContact(host, board, mine))).toBe('allowed');
		expect(await personFor(host, mine)).toMatchObject({ hasContact: false, contact: null });
		expect(await toldTo(entries.remove(host, board, hosts))).toBe('allowed');
		expect(await toldTo(entries.remove(alice, board, third))).toBe('allowed');
	});

	it('is said to be for somebody else by a host alone, and stays so when its writer changes it', async () => {
		const id = await added(alice);
		await entries.describe(alice, board, id, details({ isForSomebodyElse: true }));
		expect((await personFor(bob, id))?.isForSomebodyElse).toBe(false);
		await entries.describe(host, board, id, details({ isForSomebodyElse: true }));
		await entries.describe(alice, board, id, details({ isForSomebodyElse: false }));
		expect((await personFor(bob, id))?.isForSomebodyElse).toBe(true);
	});

	it('tells its writer and hosts who may read the contact, so that it can be edited without changing that; nobody else', async () => {
		const chosen = await added(alice, { contactReaders: [bob.id, 'somebody-unknown'] });
		const members = await added(alice, { contactReaders: 'members' });
		for (const actor of [alice, host]) {
			expect((await personFor(actor, chosen))?.contactReaders).toEqual([{ id: bob.id, name: 'Bob' }]);
			expect((await personFor(actor, members))?.contactReaders).toBe('members');
		}
		for (const actor of [bob, river, anonymous]) {
			expect((await personFor(actor, chosen))?.contactReaders).toBeNull();
			expect((await personFor(actor, members))?.contactReaders).toBeNull();
		}
	});

	it('that is removed takes its row along, and is gone from what newcomers are sent', async () => {
		const id = newId();
		await entries.add(alice, board, fields(id, 'a text to be forgotten'), details());
		await entries.remove(alice, board, id);
		expect(await onTheBoard()).toEqual([]);
		const rows = await test.database.sql`select 1 from entry_people where entry = ${id}`;
		expect(rows).toHaveLength(0);
		expect(await toldTo(entries.remove(alice, board, id))).toBe('not_found');
	});
});

describe('the name beside an entry', () => {
	it('is what the writer chose, for everybody, or none', async () => {
		const [named, unnamed] = [await added(alice), await added(alice, { nameShown: null })];
		for (const actor of [anonymous, river, bob, host, alice]) {
			expect((await personFor(actor, named))?.name).toBe('Alice A.');
			expect((await personFor(actor, unnamed))?.name).toBeNull();
		}
		expect((await personFor(bob, named))?.isMine).toBe(false);
		expect((await personFor(alice, named))?.isMine).toBe(true);
	});

	it('says when a host wrote for somebody who could not come', async () => {
		const id = await added(host, { isForSomebodyElse: true, nameShown: 'Sam' });
		expect(await personFor(anonymous, id)).toMatchObject({ name: 'Sam', isForSomebodyElse: true });
	});

	it('stays the writer’s when a host describes the entry', async () => {
		const id = await added(alice);
		await entries.describe(host, board, id, details({ nameShown: 'Alice from parole', contact: null }));
		expect(await personFor(alice, id)).toEqual({
			name: 'Alice from parole',
			isForSomebodyElse: false,
			isMine: true,
			hasContact: false,
			contact: null,
			contactReaders: 'hosts'
		});
	});

	it('is never one that somebody else put there: not with a forged "by", not with a row under the same id', async () => {
		const id = await added(alice);
		// Bob sends the form with the id of Alice's entry: he gets a row, which is never shown.
		await entries.add(bob, board, fields(id), details({ nameShown: 'Bob as Alice', contact: 'bob@example.org' }));
		// Bob's own device writes an entry that says it is by Alice, and he has a row that would fit it.
		const forged = newId();
		await entries.add(alice, board, fields(forged), details({ nameShown: 'Alice herself' }));
		const b = await connect(bob.cookie).synced();
		const theirs = addEntry(b.doc, { ...fields(newId(), 'Forged'), by: alice.id });
		const over = b.doc.getMap<Y.Map<unknown>>('entries');
		const copy = new Y.Map<unknown>();
		for (const [key, value] of over.get(forged)?.entries() ?? []) {
			copy.set(key, value instanceof Y.Text ? new Y.Text('Overwritten by Bob') : value);
		}
		over.set(forged, copy);
		await b.saved();
		await until(async () => (await onTheBoard()).some((entry) => entry.text === 'Overwritten by Bob'));
		for (const actor of [anonymous, host, alice, bob]) {
			const people = await peopleFor(actor);
			expect(people[id]?.name).toBe('Alice A.');
			// Written by Bob's hand: neither Alice's name nor her contact stands beside it.
			expect(people[theirs]?.name ?? null).toBeNull();
			expect(people[forged]?.name ?? null).toBeNull();
			expect(JSON.stringify([people[theirs], people[forged]])).not.toMatch(/Alice|alice@/);
		}
		expect((await personFor(bob, theirs))?.isMine).toBe(true);
		expect((await personFor(alice, theirs))?.isMine).toBeUndefined();
		expect(await toldTo(entries.remove(alice, board, theirs))).toBe('entry_not_yours');
		expect(await toldTo(entries.remove(bob, board, id))).toBe('entry_not_yours');
		b.close();
	});

	it('is none for an entry under a clientID that is nobody’s, or that is no entry', async () => {
		await added(alice);
		const [entry] = await onTheBoard();
		if (!entry) throw new Error('no entry');
		const odd = [
			{ ...entry, client: null },
			{ ...entry, client: 4_294_967_295 },
			{ ...entry, id: '__proto__' },
			{ ...entry, id: 'constructor' }
		];
		for (const one of odd) expect(Object.keys(await entries.peopleOf(bob, board, [one]))).toEqual([]);
	});
});

describe('the contact beside an entry', () => {
	/** Whether each of them may read it, and whether they see that there is one. */
	async function readers(id: string): Promise<Record<string, string | null>> {
		const read: Record<string, string | null> = {};
		for (const [name, actor] of Object.entries({
			writer: alice,
			host,
			bob,
			river,
			steward: cast.steward,
			nobody: anonymous
		})) {
			const person = await personFor(actor, id);
			expect(person?.hasContact).toBe(true);
			read[name] = person?.contact ?? null;
		}
		return read;
	}
	const contact = 'alice@example.org';
	const nobodyElse = { writer: contact, host: contact, bob: null, river: null, steward: null, nobody: null };

	it('is for the writer and the hosts', async () => {
		expect(await readers(await added(alice))).toEqual(nobodyElse);
	});

	it('is for every member if the writer chooses so, never for guests or people who are just looking', async () => {
		expect(await readers(await added(alice, { contactReaders: 'members' }))).toEqual({
			...nobodyElse,
			bob: contact,
			steward: contact
		});
	});

	it('is for the people whom the writer chooses, and not for somebody who calls themselves like one', async () => {
		const id = await added(alice, { contactReaders: [bob.id, river.id] });
		expect(await readers(id)).toEqual({ ...nobodyElse, bob: contact, river: contact });
		const another = await test.person('Bob', { outreach: 'member' });
		expect((await personFor(another, id))?.contact).toBeNull();
	});

	it('can be taken back', async () => {
		const id = await added(alice, { contactReaders: 'members' });
		await entries.describe(alice, board, id, details({ contactReaders: 'hosts' }));
		expect(await readers(id)).toEqual(nobodyElse);
		await entries.describe(alice, board, id, details({ contact: null }));
		expect(await personFor(host, id)).toMatchObject({ hasContact: false, contact: null });
	});

	it('does not open in another row, nor with another key', async () => {
		const [id, other] = [await added(alice, { contact: 'secret@example.org' }), await added(bob, { contact: null })];
		await test.database.sql`
			update entry_people set contact = (select contact from entry_people where entry = ${id}) where entry = ${other}`;
		expect(await personFor(bob, other)).toMatchObject({ hasContact: true, contact: null });
		await test.database.sql`update entry_people set contact = ${Buffer.from('damaged')} where entry = ${id}`;
		expect((await personFor(alice, id))?.contact).toBeNull();
	});

	it('stands nowhere in the database as it was typed: not in updates, states or renderings, not in any table', async () => {
		const secret = 'call-me-at-4135550123@example.org';
		const shown = 'a text that is shown to everybody';
		const id = newId();
		await entries.add(alice, board, fields(id, shown), details({ contact: secret, contactReaders: 'members' }));
		await entries.describe(alice, board, id, details({ contact: secret }));
		const room = await test.app.rooms.open(board);
		await until(
			async () => {
				const [row] = await test.database.sql`select seq::int from document_renderings where document = ${board}`;
				return row?.['seq'] === room?.head;
			},
			{ boundMs: 2_000 }
		);
		expect((await tablesWith(test.database, shown)).sort()).toEqual([
			'document_renderings',
			'document_states',
			'document_updates'
		]);
		expect(await tablesWith(test.database, secret)).toEqual([]);
		if (test.database.engine === 'embedded') {
			await test.database.sql`checkpoint`;
			expect(filesWith(shown)).not.toEqual([]);
			expect(filesWith(secret)).toEqual([]);
		}
		const b = await connect(bob.cookie).synced();
		expect(Buffer.concat(b.frames).includes(secret)).toBe(false);
		expect(Buffer.concat(b.frames).includes(shown)).toBe(true);
		b.close();
	});

	/** The database's own files, its write-ahead log included. Not the lock: reading that here would open it. */
	function filesWith(text: string): string[] {
		const data = path.join(test.app.config.dataDir, 'postgres', 'data');
		return fs
			.readdirSync(data, { recursive: true, encoding: 'utf8' })
			.map((name) => path.join(data, name))
			.filter((file) => fs.statSync(file).isFile() && fs.readFileSync(file).includes(text));
	}
});
