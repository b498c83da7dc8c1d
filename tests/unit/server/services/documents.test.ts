// Documents as pages and sockets ask for them: who may do what with which.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Documents } from '../../../../server/services/documents.ts';
import { addItem, readAgenda } from '../../../../src/shared/documents/agenda.ts';
import { system } from '../../../../src/shared/domain/actors.ts';
import type { Change } from '../../../../src/shared/protocol/live-events.ts';
import { editDocument } from '../../../../server/sync/own-edit.ts';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { gatherCast, toldTo, toldToEach, type Cast } from '../../../support/cast.ts';
import { LiveClient } from '../../../support/live-client.ts';
import { until } from '../../../support/until.ts';

let test: TestApp;
let cast: Cast;
let documents: Documents;
let agenda: string;

beforeAll(async () => {
	test = await startTestApp();
	cast = await gatherCast(test);
	({ documents } = test.app.services);
});
afterAll(() => test.close());
beforeEach(async () => {
	agenda = await documents.createAgenda(system, 'parole');
});

const ofTheGroup = {
	alice: 'allowed',
	cora: 'allowed',
	olga: 'forbidden',
	steward: 'forbidden',
	guest: 'forbidden',
	nobody: 'forbidden',
	system: 'allowed'
};
/** What may not be read does not exist. */
const readersOfTheGroup = {
	...ofTheGroup,
	olga: 'not_found',
	steward: 'not_found',
	guest: 'not_found',
	nobody: 'not_found'
};
const hosts = {
	alice: 'forbidden',
	cora: 'forbidden',
	olga: 'forbidden',
	steward: 'forbidden',
	guest: 'forbidden',
	nobody: 'forbidden',
	system: 'allowed'
};
const everybody = {
	alice: 'allowed',
	cora: 'allowed',
	olga: 'allowed',
	steward: 'allowed',
	guest: 'allowed',
	nobody: 'allowed',
	system: 'allowed'
};

describe('making a document', () => {
	it('is for the people of the group', async () => {
		expect(await toldToEach(cast, (actor) => documents.createAgenda(actor, 'parole'))).toEqual(ofTheGroup);
		const start = { title: 'Letter 1', lang: 'en', correspondence: 'one-time' } as const;
		expect(await toldToEach(cast, (actor) => documents.createLetter(actor, 'parole', start))).toEqual(ofTheGroup);
	});

	it('on the board is for its hosts', async () => {
		expect(await toldToEach(cast, (actor) => documents.createCommunityBoard(actor, 'board'))).toEqual(hosts);
		const jo = await test.person('Jo', { board: 'coordinator' });
		expect(await toldTo(documents.createCommunityBoard(jo, 'board'))).toBe('allowed');
	});

	it('starts from the group’s template, and belongs to who made it', async () => {
		const name = await documents.createAgenda(cast.alice, 'parole');
		expect(name).toMatch(/^agenda-[a-z0-9]{16}$/);
		const { content } = await documents.view(cast.alice, { space: 'parole', kind: 'agenda', name });
		expect(content.items.length).toBeGreaterThan(3);
		const [row] = await test.database.sql`select created_by, head::int from documents where name = ${name}`;
		expect(row).toEqual({ created_by: (cast.alice as { id: string }).id, head: 1 });
	});

	it('is refused in a group that does not exist, or is put away', async () => {
		expect(await toldTo(documents.createAgenda(system, 'no-such-group'))).toBe('not_found');
		await test.app.services.spaces.archive(system, 'outreach');
		expect(await toldTo(documents.createAgenda(system, 'outreach'))).toBe('forbidden');
		await test.app.services.spaces.restore(system, 'outreach');
	});

	it('is told to everybody who watches the group', async () => {
		const watcher = await new LiveClient({
			origin: test.origin,
			cookie: (cast.alice as { cookie?: string }).cookie ?? ''
		}).connected();
		await watcher.watch('parole');
		await documents.createAgenda(system, 'parole');
		await until(() => watcher.changes.length > 0);
		expect(watcher.changes).toEqual([{ space: 'parole', subject: 'documents' } satisfies Change]);
		watcher.close();
	});
});

describe('reading a document', () => {
	it('is for the people of the group', async () => {
		const input = { space: 'parole', kind: 'agenda', name: agenda } as const;
		expect(await toldToEach(cast, (actor) => documents.view(actor, input))).toEqual(readersOfTheGroup);
		expect(await toldToEach(cast, (actor) => documents.current(actor, 'parole', 'agenda'))).toEqual(readersOfTheGroup);
		expect(await toldToEach(cast, (actor) => documents.list(actor, 'parole', 'agenda'))).toEqual(readersOfTheGroup);
	});

	it('is also for members of other groups where the group lets them, to read and not to write', async () => {
		const view = await documents.current(cast.olga, 'communications', 'agenda');
		expect(view?.mayWrite).toBe(false);
		expect(await toldTo(documents.current(cast.guest, 'communications', 'agenda'))).toBe('not_found');
		expect((await documents.current(cast.alice, 'parole', 'agenda'))?.mayWrite).toBe(true);
	});

	it('of the board is for everybody, its hosts’ own agenda is not', async () => {
		expect(await toldToEach(cast, (actor) => documents.current(actor, 'board', 'community-board'))).toEqual(everybody);
		const view = await documents.current(cast.nobody, 'board', 'community-board');
		expect(view?.mayWrite).toBe(false);
		expect(await toldTo(documents.current(cast.guest, 'board', 'agenda'))).toBe('not_found');
	});

	it('is refused under another group’s or another kind’s address, and for what does not exist', async () => {
		const there = { space: 'parole', kind: 'agenda', name: agenda } as const;
		for (const elsewhere of [
			{ ...there, space: 'communications' },
			{ ...there, space: 'no-such-group' },
			{ ...there, kind: 'letter' as const },
			{ ...there, name: 'agenda-aaaaaaaaaaaaaaaa' },
			{ ...there, name: '' },
			{ ...there, name: "' or 1=1" }
		]) {
			expect(await toldTo(documents.view(system, elsewhere))).toBe('not_found');
		}
	});

	it('shows the newest that is not put away first, and null when there is none', async () => {
		expect((await documents.current(system, 'parole', 'agenda'))?.name).toBe(agenda);
		expect((await documents.list(system, 'parole', 'agenda'))[0]?.name).toBe(agenda);
		expect(await documents.current(system, 'parole', 'community-board')).toBeNull();
		await documents.archive(system, agenda);
		expect((await documents.current(system, 'parole', 'agenda'))?.name).not.toBe(agenda);
		expect((await documents.list(system, 'parole', 'agenda'))[0]?.name).toBe(agenda);
	});

	it('lists each with its title, a letter in its own language', async () => {
		const letter = { title: 'Carta 3', lang: 'es', correspondence: 'ongoing' } as const;
		await documents.createLetter(system, 'outreach', letter);
		expect((await documents.list(system, 'outreach', 'letter'))[0]?.title).toEqual({ es: 'Carta 3' });
		expect((await documents.list(system, 'outreach', 'task-board'))[0]?.title).toEqual({});
		expect((await documents.list(system, 'parole', 'agenda'))[0]?.title).toHaveProperty('es');
	});
});

describe('putting a document away', () => {
	it('and bringing it back is for the people of the group', async () => {
		expect(await toldToEach(cast, (actor) => documents.archive(actor, agenda))).toEqual(ofTheGroup);
		expect(await toldToEach(cast, (actor) => documents.restore(actor, agenda))).toEqual(ofTheGroup);
		expect(await toldTo(documents.archive(system, 'agenda-aaaaaaaaaaaaaaaa'))).toBe('not_found');
	});

	it('leaves it readable, and nobody writes in it until it is back', async () => {
		await documents.archive(cast.alice, agenda);
		const input = { space: 'parole', kind: 'agenda', name: agenda } as const;
		expect(await documents.view(cast.alice, input)).toMatchObject({ isArchived: true, mayWrite: false });
		expect(await documents.rightsTo(cast.alice, agenda)).toEqual({ mayWrite: false, seesPresence: true });
		expect((await documents.current(cast.alice, 'parole', 'agenda'))?.name).not.toBe(agenda);
		await documents.restore(cast.alice, agenda);
		expect(await documents.view(cast.alice, input)).toMatchObject({ isArchived: false, mayWrite: true });
	});

	it('happens to the earlier board when the hosts start a fresh one', async () => {
		const first = await documents.createCommunityBoard(system, 'board');
		const second = await documents.createCommunityBoard(system, 'board');
		const listed = await documents.list(cast.nobody, 'board', 'community-board');
		expect(listed.slice(0, 2).map(({ name, archivedAt }) => [name, archivedAt !== null])).toEqual([
			[second, false],
			[first, true]
		]);
		expect((await documents.current(cast.nobody, 'board', 'community-board'))?.name).toBe(second);
	});
});

describe('a live connection', () => {
	const live = { mayWrite: true, seesPresence: true };
	const rightsOfEach = async (name: string) =>
		Object.fromEntries(
			await Promise.all(
				Object.entries(cast).map(async ([who, actor]: [string, Cast['alice']]) => [
					who,
					await documents.rightsTo(actor, name)
				])
			)
		) as Record<string, unknown>;

	it('to a group’s document is for its people', async () => {
		expect(await rightsOfEach(agenda)).toEqual({
			alice: live,
			cora: live,
			olga: null,
			steward: null,
			guest: null,
			nobody: null,
			system: live
		});
		expect(await documents.rightsTo(system, 'agenda-aaaaaaaaaaaaaaaa')).toBeNull();
	});

	it('for a member of another group shows what is written, not who is there', async () => {
		const name = (await documents.current(system, 'communications', 'agenda'))?.name ?? '';
		expect(await documents.rightsTo(cast.olga, name)).toEqual({ mayWrite: false, seesPresence: false });
		expect(await documents.rightsTo(cast.guest, name)).toBeNull();
	});

	it('to the board is for who has come in, and guests write while the door is open', async () => {
		const name = (await documents.current(system, 'board', 'community-board'))?.name ?? '';
		expect(await rightsOfEach(name)).toEqual({
			alice: live,
			cora: live,
			olga: live,
			steward: live,
			guest: live,
			nobody: null,
			system: live
		});
		await test.app.services.dropIns.setDoor(system, 'board', 'closed');
		expect(await documents.rightsTo(cast.guest, name)).toEqual({ mayWrite: false, seesPresence: true });
		expect(await documents.rightsTo(cast.olga, name)).toEqual(live);
		await test.app.services.dropIns.setDoor(system, 'board', 'open');
	});

	it('tells whose each clientID is', async () => {
		let client = 0;
		await editDocument(
			test.app.rooms,
			{ name: agenda, actor: cast.alice as Extract<Cast['alice'], { kind: 'member' }> },
			(doc) => {
				client = doc.clientID;
				addItem(doc, { title: { en: 'By Alice' } });
				return readAgenda(doc);
			}
		);
		expect(await documents.writersOf(agenda, [client, 12345])).toEqual(
			new Map([[client, (cast.alice as { id: string }).id]])
		);
		expect(await documents.writersOf(agenda, [])).toEqual(new Map());
		expect(await documents.writersOf('agenda-aaaaaaaaaaaaaaaa', [client])).toEqual(new Map());
	});
});
