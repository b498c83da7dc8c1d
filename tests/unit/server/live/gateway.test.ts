// The door of /socket.io from outside: real sockets, real sessions.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createChanges } from '../../../../server/live/changes.ts';
import { createLiveGateway, type LiveGateway } from '../../../../server/live/gateway.ts';
import { createLog } from '../../../../server/log.ts';
import { awarenessFrame } from '../../../../server/sync/frames.ts';
import { writeAwareness } from '../../../../server/sync/awareness.ts';
import type { DocumentKind } from '../../../../src/shared/documents/kinds.ts';
import { system, type Actor, type Member } from '../../../../src/shared/domain/actors.ts';
import { Refusal } from '../../../../src/shared/domain/refusals.ts';
import { startTestApp, type Person, type TestApp } from '../../../support/app.ts';
import { LiveClient } from '../../../support/live-client.ts';
import { SyncClient } from '../../../support/sync-client.ts';
import { until } from '../../../support/until.ts';

let test: TestApp;
let alice: Person;
let bob: Person;
let olga: Person;
let guest: { cookie: string; id: string };
const open: { close(): void }[] = [];

beforeAll(async () => {
	test = await startTestApp();
	alice = await test.person('Alice', { parole: 'member', board: 'coordinator' });
	bob = await test.person('Bob', { parole: 'member' });
	olga = await test.person('Olga', { fundraising: 'member' });
	await test.app.services.dropIns.setDoor(system, 'board', 'open');
	guest = await test.guest('River');
});
afterAll(() => test.close());
afterEach(() => {
	for (const client of open.splice(0)) client.close();
});

function connect(cookie: string, headers: Record<string, string> = {}): LiveClient {
	const client = new LiveClient({ origin: test.origin, cookie, headers });
	open.push(client);
	return client;
}
async function watching(cookie: string, space: string): Promise<LiveClient> {
	const client = await connect(cookie).connected();
	expect(await client.watch(space)).toBe(true);
	return client;
}
/** Opens the newest document of a kind and says where one is in it. */
async function enter(cookie: string, space: string, kind: DocumentKind, at = 'here'): Promise<SyncClient> {
	const document = (await test.app.services.documents.current(system, space, kind))?.name ?? '';
	const client = await new SyncClient({ origin: test.origin, cookie, document }).synced();
	client.socket.send(awarenessFrame(writeAwareness([{ clientId: client.doc.clientID, clock: 1, state: { at } }])));
	open.push(client);
	return client;
}

describe('the door', () => {
	it('is a websocket only: polling is refused', async () => {
		for (const method of ['GET', 'POST']) {
			const response = await fetch(`${test.origin}/socket.io/?EIO=4&transport=polling`, {
				method,
				headers: { origin: test.origin, cookie: alice.cookie }
			});
			expect(response.status).toBe(400);
			expect(await response.text()).toContain('Transport unknown');
		}
	});

	it('serves no client script', async () => {
		expect((await fetch(`${test.origin}/socket.io/socket.io.js`)).status).not.toBe(200);
	});

	it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', ''])('is shut for a page of "%s"', async (origin) => {
		const client = connect(alice.cookie, { origin });
		await until(() => client.refusal);
		expect(client.socket.connected).toBe(false);
	});
});

describe('watching', () => {
	it('is answered with true where Alice may read, with false where not, and for what does not exist', async () => {
		const [insider, outsider] = [await connect(alice.cookie).connected(), await connect(olga.cookie).connected()];
		expect(await insider.watch('parole')).toBe(true);
		expect(await insider.watch('communications')).toBe(true); // open to members
		expect(await insider.watch('outreach')).toBe(false);
		expect(await outsider.watch('parole')).toBe(false);
		for (const absent of ['no-such-space', '', '__proto__', "' or 1=1", '\0']) {
			expect(await outsider.watch(absent)).toBe(false);
		}
	});

	it('is for everybody at the board, and for people without a session at the board alone', async () => {
		for (const cookie of [guest.cookie, '', 'rootbridge_session=invented']) {
			const client = await connect(cookie).connected();
			expect(await client.watch('board')).toBe(true);
			expect(await client.watch('communications')).toBe(false);
		}
	});

	it('asked with something else is ignored, and the connection goes on', async () => {
		const client = await connect(alice.cookie).connected();
		const raw = client.socket as unknown as { emit(event: string, ...args: unknown[]): void };
		for (const args of [[], [null], [{ space: 'parole' }], [['parole'], () => {}], ['parole'], [7, () => {}]]) {
			raw.emit('watch', ...args);
		}
		raw.emit('changed', { space: 'parole', subject: 'people' });
		raw.emit('presence', 'parole', []);
		expect(await client.watch('parole')).toBe(true);
	});

	it('of another space takes the place of the one before', async () => {
		const client = await watching(alice.cookie, 'parole');
		await client.watch('communications');
		await test.app.services.spaces.setOpenToMembers(system, 'parole', false);
		await test.app.services.spaces.setOpenToMembers(system, 'communications', true);
		await until(() => client.changes.length > 0);
		expect(client.changes.map(({ space }) => space)).toEqual(['communications']);
	});

	it('of a space that does not exist, or is not theirs, leaves nothing of the one before', async () => {
		for (const space of ['no-such-space', 'outreach']) {
			const [client, staying] = [await watching(alice.cookie, 'parole'), await watching(bob.cookie, 'parole')];
			expect(await client.watch(space)).toBe(false);
			await test.app.services.spaces.confirm(alice, 'parole', 'times');
			await until(() => staying.changes.length > 0);
			await client.heardAll();
			expect(client.changes).toEqual([]);
		}
	});

	it('is allowed again, and no longer, as sessions come and go', async () => {
		const carol = await test.person('Carol', { parole: 'member' });
		const client = await watching(carol.cookie, 'parole');
		await test.app.visitors.leave(carol.cookie, false);
		expect(await client.watch('parole')).toBe(false);
	});
});

describe('[R60] signing out', () => {
	it('in one tab ends what the other hears, and not what the same person hears elsewhere', async () => {
		const carol = await test.person('Carol', { parole: 'member' });
		const phone = await test.app.visitors.signIn(carol.id, false);
		const [tab, onThePhone] = [
			await watching(carol.cookie, 'parole'),
			await watching(`${phone.name}=${phone.value}`, 'parole')
		];
		const told = tab.timesTold;
		await test.app.visitors.leave(carol.cookie, false);
		await tab.heardAll();
		await test.app.services.documents.createAgenda(system, 'parole');
		await enter(bob.cookie, 'parole', 'agenda');
		await until(() => onThePhone.changes.length > 0 && onThePhone.namesIn('parole').includes('Bob'));
		await tab.heardAll();
		expect(tab.changes).toEqual([]);
		expect(tab.timesTold).toBe(told);
	});
});

describe('a change', () => {
	it('reaches who watches its space, whatever it is, and nobody else', async () => {
		const [insider, elsewhere] = [await watching(bob.cookie, 'parole'), await watching(olga.cookie, 'fundraising')];
		await test.app.services.documents.createAgenda(alice, 'parole');
		await test.app.services.spaces.setTimes(system, 'parole', [{ weekday: 0, startsAt: '11:00' }]);
		await test.app.services.members.updateProfile(alice, { displayName: 'Alice', pronouns: null });
		await until(() => insider.changes.length >= 3);
		expect(insider.changes).toEqual([
			{ space: 'parole', subject: 'documents' },
			{ space: 'parole', subject: 'space' },
			{ space: 'parole', subject: 'people' }
		]);
		expect(elsewhere.changes).toEqual([]);
	});

	it('says no more than where and of what kind', async () => {
		const client = await watching('', 'board');
		await test.app.services.dropIns.setCurrentKind(system, 'board', 'help');
		await until(() => client.changes[0]);
		expect(client.changes).toEqual([{ space: 'board', subject: 'space' }]);
	});

	it('reaches nobody who was taken out of the group; who stays hears on', async () => {
		const dana = await test.person('Dana', { parole: 'member' });
		const [leaving, staying] = [await watching(dana.cookie, 'parole'), await watching(bob.cookie, 'parole')];
		await test.app.services.members.place(system, { member: dana.id, space: 'parole', role: null });
		await until(() => staying.changes.length === 1);
		// Whether Dana hears of her own leaving or not, of what comes after it she hears nothing.
		await until(async () => {
			const before = leaving.changes.length;
			await test.app.services.documents.createAgenda(alice, 'parole');
			await until(() => staying.changes.at(-1)?.subject === 'documents');
			return leaving.changes.length === before;
		});
		const before = leaving.changes.length;
		const known = staying.changes.length;
		await test.app.services.documents.createAgenda(alice, 'parole');
		await until(() => staying.changes.length > known);
		await leaving.heardAll();
		expect(leaving.changes).toHaveLength(before);
	});
});

describe('presence', () => {
	it('is told to the people of the group, to newcomers at once', async () => {
		const watcher = await watching(bob.cookie, 'parole');
		const inside = await enter(alice.cookie, 'parole', 'agenda', 'item-1');
		await until(() => watcher.namesIn('parole').includes('Alice'));
		expect(watcher.presence['parole']).toEqual([
			{ id: alice.id, name: 'Alice', guest: null, kind: 'agenda', document: expect.any(String), at: 'item-1' }
		]);
		expect((await watching(bob.cookie, 'parole')).namesIn('parole')).toEqual(['Alice']);
		inside.close();
		await until(() => watcher.namesIn('parole').length === 0);
	});

	it('is not told to members of other groups, who may read', async () => {
		await test.app.services.spaces.setOpenToMembers(system, 'parole', true);
		const [insider, reader] = [await watching(bob.cookie, 'parole'), await watching(olga.cookie, 'parole')];
		await enter(alice.cookie, 'parole', 'agenda');
		await until(() => insider.namesIn('parole').includes('Alice'));
		await reader.heardAll();
		expect(reader.timesTold).toBe(0);
		await test.app.services.spaces.setOpenToMembers(system, 'parole', false);
	});

	it('of the board alone is told to guests and members, of its hosts’ own papers to its hosts, and nothing to who is just looking', async () => {
		const [visitor, member, host, looking] = await Promise.all([
			watching(guest.cookie, 'board'),
			watching(olga.cookie, 'board'),
			watching(alice.cookie, 'board'),
			watching('', 'board')
		]);
		await enter(alice.cookie, 'board', 'agenda', 'run-down');
		await enter(guest.cookie, 'board', 'community-board', 'entry-1');
		await until(() => host.namesIn('board').length === 2);
		expect(host.namesIn('board').sort()).toEqual(['Alice', 'River']);
		await until(() => visitor.namesIn('board').length > 0 && member.namesIn('board').length > 0);
		const seen = [
			{ id: guest.id, name: 'River', guest: 1, kind: 'community-board', document: expect.any(String), at: 'entry-1' }
		];
		expect(visitor.presence['board']).toEqual(seen);
		expect(member.presence['board']).toEqual(seen);
		expect((await watching(guest.cookie, 'board')).presence['board']).toEqual(seen);
		await looking.heardAll();
		expect(looking.timesTold).toBe(0);
	});

	it('is not told to a guest who has left', async () => {
		const leaving = await test.guest('Brook');
		const [gone, staying] = [await watching(leaving.cookie, 'board'), await watching(alice.cookie, 'board')];
		await test.app.visitors.leave(leaving.cookie, false);
		await test.app.services.dropIns.setCurrentKind(system, 'board', 'events'); // everybody is asked again
		await until(() => staying.changes.length > 0);
		const watchers = await watching(guest.cookie, 'board');
		const before = gone.timesTold;
		await enter(olga.cookie, 'board', 'community-board');
		await until(() => watchers.namesIn('board').includes('Olga'));
		expect(gone.namesIn('board')).not.toContain('Olga');
		expect(gone.timesTold).toBe(before);
	});
});

describe('questions that overlap', () => {
	const changes = createChanges();
	const server = createServer();
	let gateway: LiveGateway;
	let actor: Actor;
	/** Answers of the database come in when the test says so. */
	let answers = Promise.resolve();
	let asked = 0;
	const hold = () => {
		let release = () => {};
		answers = new Promise((resolve) => (release = resolve));
		return release;
	};

	beforeAll(async () => {
		gateway = createLiveGateway({
			gate: { isOurPage: () => true },
			log: createLog('silent'),
			changes,
			identify: async () => {
				const now = actor; // as the database has it when it is asked
				asked++;
				await answers;
				return now;
			},
			standing: (slug) =>
				slug === 'parole' || slug === 'communications'
					? Promise.resolve({ slug, kind: 'group', openToMembers: slug !== 'parole', door: 'closed', archived: false })
					: Promise.reject(new Refusal('not_found')),
			presenceIn: () => []
		});
		gateway.attach(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterAll(() => {
		gateway.close();
		server.close();
	});
	beforeEach(() => {
		actor = { kind: 'member', id: 'm_eve', name: 'Eve', isSteward: false, roles: { parole: 'member' } };
	});

	async function connectHere(): Promise<LiveClient> {
		const client = new LiveClient({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cookie: '' });
		open.push(client);
		return client.connected();
	}

	it('leave nobody among the people of a group that they are taken out of', async () => {
		const eve = await connectHere();
		const release = hold();
		const both = Promise.all([eve.watch('parole'), eve.watch('communications')]);
		await until(() => asked >= 1);
		release();
		expect(await both).toEqual([true, true]);
		actor = { ...(actor as Member), roles: {} };
		changes.announce({ space: 'parole', subject: 'people' });
		await eve.heardAll();
		gateway.tellPresence('parole', [
			{ id: 'm_alice', name: 'Alice', guest: null, kind: 'agenda', document: 'agenda-a', at: null }
		]);
		await eve.heardAll();
		expect(eve.namesIn('parole')).toEqual([]);
	});

	it('with being taken out of the group end outside of it', async () => {
		const eve = await connectHere();
		const before = asked;
		const release = hold();
		const watching = eve.watch('parole');
		await until(() => asked > before);
		actor = { ...(actor as Member), roles: {} };
		changes.announce({ space: 'parole', subject: 'people' });
		release();
		await watching;
		await eve.heardAll();
		gateway.tellPresence('parole', [
			{ id: 'm_alice', name: 'Alice', guest: null, kind: 'agenda', document: 'agenda-a', at: null }
		]);
		await eve.heardAll();
		expect(eve.namesIn('parole')).toEqual([]);
	});
});

describe('the end', () => {
	it('of the server ends every connection', async () => {
		const other = await startTestApp();
		const client = await new LiveClient({ origin: other.origin, cookie: '' }).connected();
		await other.close();
		await until(() => client.isGone);
		expect(client.socket.connected).toBe(false);
	});
});
