// The live path from outside: real sockets, a real database, the rules of server/sync/SPEC.md.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { createLog } from '../../../../server/log.ts';
import { readAwareness, writeAwareness } from '../../../../server/sync/awareness.ts';
import { awarenessFrame, updateFrame } from '../../../../server/sync/frames.ts';
import { createSyncGateway, type SyncGatewayOptions } from '../../../../server/sync/gateway.ts';
import { editDocument } from '../../../../server/sync/own-edit.ts';
import { addItem, readAgenda, setItemDone, startAgenda } from '../../../../src/shared/documents/agenda.ts';
import { startCommunityBoard } from '../../../../src/shared/documents/community-board.ts';
import { system } from '../../../../src/shared/domain/actors.ts';
import { closeCodes } from '../../../../src/shared/protocol/close-codes.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';
import { startTestApp, type Person, type TestApp } from '../../../support/app.ts';
import { connectStock, synced } from '../../../support/stock-provider.ts';
import { SyncClient } from '../../../support/sync-client.ts';
import { until } from '../../../support/until.ts';

let test: TestApp;
let alice: Person;
let bob: Person;
let outsider: Person;
let document: string;

beforeAll(async () => {
	test = await startTestApp();
	alice = await test.person('Alice', { parole: 'member' });
	bob = await test.person('Bob', { parole: 'member' });
	outsider = await test.person('Olga', { communications: 'member' });
});
afterAll(() => test.close());

beforeEach(async () => {
	document = await test.app.services.documents.create(alice, {
		space: 'parole',
		kind: 'agenda',
		start: (doc) => startAgenda(doc, { title: { en: 'Meeting' }, items: [{ title: { en: 'Arrive' }, minutes: 5 }] })
	});
});

const connect = (cookie: string, options: Partial<ConstructorParameters<typeof SyncClient>[0]> = {}) =>
	new SyncClient({ origin: test.origin, cookie, document, ...options });
const titles = (doc: Y.Doc) => readAgenda(doc).items.map(({ title }) => title.en);
const write = (client: SyncClient, title: string) => addItem(client.doc, { title: { en: title } });
const logRows = async () =>
	test.database.sql`select seq::int, actor from document_updates where document = ${document} order by seq`;

describe('opening', () => {
	it.each(['https://evil.example', 'null', '', 'http://127.0.0.1:1', 'http://127.0.0.1.evil.example'])(
		'[R1] refuses an upgrade with Origin "%s"',
		async (origin) => {
			const socket = new WebSocket(`${test.origin.replace('http', 'ws')}/sync/${document}`, {
				headers: { cookie: alice.cookie, ...(origin && { origin }) }
			});
			const status = await new Promise((resolve) => {
				socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
				socket.on('open', () => resolve('opened'));
				socket.on('error', () => {});
			});
			expect(status).toBe(403);
		}
	);

	it('[R2] closes with 4401 without a session, and with 4404 for what is absent and for what is not yours alike', async () => {
		expect(await connect('').closed()).toBe(closeCodes.signedOut);
		expect(await connect(alice.cookie, { document: 'agenda-aaaaaaaaaaaaaaaa' }).closed()).toBe(closeCodes.notFound);
		expect(await connect(alice.cookie, { document: '..%2f..%2fetc%2fpasswd' }).closed()).toBe(closeCodes.notFound);
		expect(await connect(outsider.cookie).closed()).toBe(closeCodes.notFound);
		const [row] = await test.database
			.sql`select count(*)::int as n from documents where name = 'agenda-aaaaaaaaaaaaaaaa'`;
		expect(row?.['n']).toBe(0);
	});

	it('[R3] refuses a document that cannot be loaded whole, and writes nothing', async () => {
		await test.database.sql`update document_states set bytes = '\\x00' where document = ${document}`;
		expect(await connect(alice.cookie).closed()).toBe(closeCodes.storageAway);
		expect(await logRows()).toHaveLength(1);
	});

	it('[R4] asks a writer for what only it has', async () => {
		const doc = new Y.Doc();
		addItem(doc, { title: { en: 'Written offline' } });
		const client = await connect(alice.cookie, { doc }).saved();
		expect(titles(client.doc).sort()).toEqual(['Arrive', 'Written offline']);
		const other = await connect(bob.cookie).synced();
		expect(titles(other.doc).sort()).toEqual(['Arrive', 'Written offline']);
	});
});

describe('writing', () => {
	it('[R5] [R11] [R12] commits, then acks, then shows it to everybody else', async () => {
		const [a, b] = await Promise.all([connect(alice.cookie).synced(), connect(bob.cookie).synced()]);
		const before = a.frames.length;
		write(a, 'From Alice');
		await until(() => titles(b.doc).includes('From Alice'));
		// By the time Bob sees it, it is in the log under Alice's id, and Alice has been told.
		expect((await logRows()).at(-1)).toMatchObject({ actor: alice.id });
		await a.saved();
		const updates = a.frames.slice(before).filter((frame) => frame[0] === 0 && frame[1] === 2);
		expect(updates).toHaveLength(0);
	});

	it('[R6] answers a newcomer from committed bytes while a commit is under way', async () => {
		const a = await connect(alice.cookie).synced();
		await a.saved();
		const locked = Promise.withResolvers<void>();
		const released = Promise.withResolvers<void>();
		const held = test.database.tables.transaction(async (tx) => {
			await tx.execute(`select 1 from documents where name = '${document}' for update`);
			locked.resolve();
			await released.promise;
		});
		await locked.promise;
		write(a, 'Not committed yet');
		await wait(100);
		const wasSaved = a.isSaved;
		released.resolve();
		expect(wasSaved).toBe(false);
		await held;
		await a.saved();
		const b = await connect(bob.cookie).synced();
		expect(titles(b.doc)).toContain('Not committed yet');
	});

	it('[R7] drops what a reader sends and goes on sending to it', async () => {
		await test.app.services.documents.archive(alice, document);
		const [reader, writer] = await Promise.all([connect(bob.cookie).synced(), connect(alice.cookie).synced()]);
		expect(reader.mayWrite).toBe(false);
		write(reader, 'Dropped');
		await wait(100);
		expect(reader.acked).toBe(0);
		expect(await logRows()).toHaveLength(1);
		await editDocument(test.app.rooms, { name: document, actor: system }, (doc) =>
			addItem(doc, { title: { en: 'Seen' } })
		);
		await until(() => titles(reader.doc).includes('Seen'));
		expect(titles(writer.doc)).not.toContain('Dropped');
	});

	it('[R8] numbers what two people write at once without gaps', async () => {
		const [a, b] = await Promise.all([connect(alice.cookie).synced(), connect(bob.cookie).synced()]);
		for (let index = 0; index < 50; index++) write(index % 2 ? a : b, `Item ${index}`);
		await Promise.all([a.saved(), b.saved()]);
		const rows = await logRows();
		expect(rows.map(({ seq }) => seq as number)).toEqual(rows.map((_, index) => index + 1));
		expect(titles(a.doc)).toEqual(titles(b.doc));
	});

	it('[R9] acks what adds nothing, and neither stores nor sends it on', async () => {
		const [a, b] = await Promise.all([connect(alice.cookie).synced(), connect(bob.cookie).synced()]);
		write(a, 'Once');
		await a.saved();
		const [rows, frames] = [(await logRows()).length, b.frames.length];
		a.sendUpdate(Y.encodeStateAsUpdate(a.doc));
		a.sendUpdate(Uint8Array.of(0, 0));
		await a.saved();
		expect(await logRows()).toHaveLength(rows);
		expect(b.frames).toHaveLength(frames);
	});

	it('[R10] stores no update with a gap before it, asks for the missing part, and acks only then', async () => {
		const a = await connect(alice.cookie).synced();
		await a.saved();
		const updates: Uint8Array[] = [];
		const lone = new Y.Doc();
		Y.applyUpdate(lone, Y.encodeStateAsUpdate(a.doc));
		lone.clientID = a.doc.clientID;
		lone.on('update', (bytes: Uint8Array) => updates.push(bytes));
		addItem(lone, { title: { en: 'Missing' } });
		addItem(lone, { title: { en: 'Comes first' } });
		const rows = (await logRows()).length;
		const asked = () => a.frames.filter((frame) => frame[0] === 0 && frame[1] === 0).length;
		const before = asked();
		a.socket.send(updateFrame(updates[1] ?? new Uint8Array()));
		await until(() => asked() > before, { what: 'step 1' });
		expect(await logRows()).toHaveLength(rows);
		Y.applyUpdate(a.doc, Y.mergeUpdates(updates)); // sent on as an update of our own
		await until(async () => (await logRows()).length > rows);
		const b = await connect(bob.cookie).synced();
		expect(titles(b.doc)).toEqual(['Arrive', 'Missing', 'Comes first']);
	});

	it('[R13] ends the room when the log cannot be reached, and takes the edits when it can be again', async () => {
		const a = await connect(alice.cookie).synced();
		await a.saved();
		await test.database.sql`alter table document_updates rename to document_updates_away`;
		write(a, 'Written while the database was away');
		expect(await a.closed()).toBe(closeCodes.storageAway);
		await test.database.sql`alter table document_updates_away rename to document_updates`;
		const back = await connect(alice.cookie, { doc: a.doc }).saved();
		expect(titles(back.doc)).toContain('Written while the database was away');
		const b = await connect(bob.cookie).synced();
		expect(titles(b.doc)).toContain('Written while the database was away');
	});

	it('[R27] commits an edit of the server for somebody under their name', async () => {
		const a = await connect(alice.cookie).synced();
		await editDocument(test.app.rooms, { name: document, actor: bob }, (doc) =>
			addItem(doc, { title: { en: 'By form' } })
		);
		await until(() => titles(a.doc).includes('By form'));
		expect((await logRows()).at(-1)).toMatchObject({ actor: bob.id });
	});
});

describe('identity', () => {
	const state = (clientId: number, clock: number, value: Record<string, unknown> | null) =>
		awarenessFrame(writeAwareness([{ clientId, clock, state: value }]));
	const seen = (client: SyncClient) => client.awareness.flatMap((update) => readAwareness(update) ?? []);

	it('[R14] writes who somebody is over what they say about themselves', async () => {
		const [a, b] = await Promise.all([connect(alice.cookie).synced(), connect(bob.cookie).synced()]);
		b.socket.send(state(b.doc.clientID, 1, { user: { id: alice.id, name: 'Alice' }, at: 'item' }));
		const entry = await until(() => seen(a).find(({ clientId }) => clientId === b.doc.clientID));
		expect(entry.state).toEqual({ user: { id: bob.id, name: 'Bob', guest: null }, at: 'item' });
	});

	it('[R15] closes a connection that writes under a clientID somebody else has announced', async () => {
		const a = await connect(alice.cookie).synced();
		await a.saved(); // announced, and nothing written yet
		const thief = new Y.Doc();
		thief.clientID = a.doc.clientID;
		expect(await connect(bob.cookie, { doc: thief }).closed()).toBe(closeCodes.notYourClient);
		const b = await connect(bob.cookie).synced();
		const forged = new Y.Doc();
		forged.clientID = a.doc.clientID;
		addItem(forged, { title: { en: 'Forged' } });
		b.sendUpdate(Y.encodeStateAsUpdate(forged));
		expect(await b.closed()).toBe(closeCodes.notYourClient);
		write(a, 'Still mine');
		await a.saved();
		expect(titles((await connect(bob.cookie).synced()).doc)).toEqual(['Arrive', 'Still mine']);
	});

	it('[R15] lets anyone send the known structs of others again', async () => {
		const [a, b] = await Promise.all([connect(alice.cookie).synced(), connect(bob.cookie).synced()]);
		write(a, 'Known');
		await until(() => titles(b.doc).includes('Known'));
		b.sendUpdate(Y.encodeStateAsUpdate(b.doc));
		await b.saved();
		expect(b.closeCode).toBeNull();
	});

	it('[R16] ignores what a connection says about others', async () => {
		const [a, b] = await Promise.all([connect(alice.cookie).synced(), connect(bob.cookie).synced()]);
		a.socket.send(state(a.doc.clientID, 1, { at: 'here' }));
		await until(() => seen(b).some(({ clientId }) => clientId === a.doc.clientID));
		const before = seen(a).length;
		b.socket.send(state(a.doc.clientID, 2 ** 40, { at: 'moved by Bob' }));
		b.socket.send(state(b.doc.clientID, 1, { at: 'there' }));
		await until(() =>
			seen(a)
				.slice(before)
				.some(({ clientId }) => clientId === b.doc.clientID)
		);
		expect(seen(a).some((entry) => entry.state?.['at'] === 'moved by Bob')).toBe(false);
	});

	it('[R17] takes somebody out of the room as soon as their connection ends', async () => {
		const [a, b] = await Promise.all([connect(alice.cookie).synced(), connect(bob.cookie).synced()]);
		b.socket.send(state(b.doc.clientID, 1, { at: 'here' }));
		await until(() => seen(a).some(({ clientId }) => clientId === b.doc.clientID));
		b.close();
		await until(() => seen(a).some(({ clientId, state: last }) => clientId === b.doc.clientID && last === null));
	});

	it('[R18] tells a newcomer who is there, and nobody who may not know it', async () => {
		await test.app.services.spaces.setOpenToMembers(system, 'parole', true);
		const a = await connect(alice.cookie).synced();
		a.socket.send(state(a.doc.clientID, 1, { at: 'here' }));
		await until(() => seen(a).length > 0); // a stock client must hear of itself, too
		const b = await connect(bob.cookie).synced();
		await until(() => seen(b).some(({ clientId }) => clientId === a.doc.clientID));
		const reader = await connect(outsider.cookie).synced();
		await wait(3 * limits.awarenessIntervalMs);
		expect(reader.awareness).toHaveLength(0);
		await test.app.services.spaces.setOpenToMembers(system, 'parole', false);
	});
});

describe('standing', () => {
	it('[R19] closes connections of somebody who is taken out of the group', async () => {
		const carol = await test.person('Carol', { parole: 'member' });
		const c = await connect(carol.cookie).synced();
		await test.app.services.members.place(system, { member: carol.id, space: 'parole', role: null });
		expect(await c.closed()).toBe(closeCodes.forbidden);
		expect(await connect(carol.cookie).closed()).toBe(closeCodes.notFound);
	});

	it('[R60] ends every open tab of a member who signs out in one, and not what they have open elsewhere', async () => {
		const carol = await test.person('Carol', { parole: 'member' });
		const phone = await test.app.visitors.signIn(carol.id, false);
		const [tab, otherTab] = await Promise.all([connect(carol.cookie).synced(), connect(carol.cookie).synced()]);
		const onThePhone = await connect(`${phone.name}=${phone.value}`).synced();
		const bobs = await connect(bob.cookie).synced();
		await test.app.visitors.leave(carol.cookie, false);
		expect([await tab.closed(), await otherTab.closed()]).toEqual([closeCodes.signedOut, closeCodes.signedOut]);
		write(onThePhone, 'Still here');
		await until(() => titles(bobs.doc).includes('Still here'));
	});

	it('[R60] ends the connection of a guest who leaves', async () => {
		const { dropIns, documents } = test.app.services;
		await dropIns.setDoor(system, 'board', 'open');
		const board = await documents.createCommunityBoard(system, 'board');
		const guest = await test.guest('Brook');
		const g = await connect(guest.cookie, { document: board }).synced();
		await test.app.visitors.leave(guest.cookie, false);
		expect(await g.closed()).toBe(closeCodes.signedOut);
	});

	it('[R19] tells a guest when the board closes, keeps what they wrote meanwhile, and takes it when it opens again', async () => {
		const { dropIns, documents } = test.app.services;
		const board = await documents.create(system, {
			space: 'board',
			kind: 'community-board',
			start: (doc) => startCommunityBoard(doc, { en: 'Board' })
		});
		await dropIns.setDoor(system, 'board', 'open');
		const guest = await test.guest('River');
		const g = await connect(guest.cookie, { document: board }).saved();
		expect(g.mayWrite).toBe(true);
		await dropIns.setDoor(system, 'board', 'closed');
		await until(() => g.mayWrite === false);
		g.doc.getMap('entries').set('late', new Y.Map());
		await wait(50);
		expect(g.isSaved).toBe(false);
		await dropIns.setDoor(system, 'board', 'open');
		await until(() => g.mayWrite === true);
		await g.saved();
		const other = await connect(alice.cookie, { document: board }).synced();
		expect([...other.doc.getMap('entries').keys()]).toEqual(['late']);
		await dropIns.setDoor(system, 'board', 'closed');
	});

	it('[R2] holds a guest to the board', async () => {
		await test.app.services.dropIns.setDoor(system, 'board', 'open');
		const guest = await test.guest('River');
		expect(await connect(guest.cookie).closed()).toBe(closeCodes.notFound);
		await test.app.services.dropIns.setDoor(system, 'board', 'closed');
	});
});

describe('standing that changes at the wrong moment', () => {
	/** The gateway alone, over the real rooms, so that the moment can be chosen. */
	async function gatewayWith(options: Partial<SyncGatewayOptions>) {
		const server = createServer();
		const gateway = createSyncGateway({
			gate: { isOurPage: () => true },
			rooms: test.app.rooms,
			log: createLog('silent'),
			onClosed: () => {},
			identify: () => Promise.resolve(alice),
			rightsTo: () => Promise.resolve({ mayWrite: true, seesPresence: true }),
			...options
		});
		server.on('upgrade', (request, socket, head) => gateway.handleUpgrade(request, socket, head));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const close = () => {
			gateway.close();
			server.close();
		};
		return { gateway, close, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
	}

	it('[R19] closes a connection whose right to read went while its document was being opened', async () => {
		let mayRead = true;
		const { gateway, origin, close } = await gatewayWith({
			rightsTo: () => Promise.resolve(mayRead ? { mayWrite: true, seesPresence: true } : null),
			rooms: {
				...test.app.rooms,
				async open(name) {
					const room = await test.app.rooms.open(name);
					mayRead = false;
					await gateway.recheck('parole');
					return room;
				}
			}
		});
		expect(await connect(alice.cookie, { origin }).closed()).toBe(closeCodes.forbidden);
		close();
	});

	it('[R19] closes a connection that cannot be asked again, because nobody knows what it may see', async () => {
		let isAway = false;
		const { gateway, origin, close } = await gatewayWith({
			rightsTo: () =>
				isAway ? Promise.reject(new Error('away')) : Promise.resolve({ mayWrite: true, seesPresence: true })
		});
		const a = await connect(alice.cookie, { origin }).synced();
		isAway = true;
		await expect(gateway.recheck('parole')).rejects.toThrow('away');
		expect(await a.closed()).toBe(closeCodes.storageAway);
		close();
	});
});

describe('bad input', () => {
	const frames: [string, Uint8Array | string][] = [
		['an empty frame', new Uint8Array()],
		['an unknown type', Uint8Array.of(77, 1, 2)],
		['an ack, which only servers send', Uint8Array.of(100, 1, 1)],
		['a truncated length', Uint8Array.of(0, 2, 200)],
		['a length beyond the frame', Uint8Array.of(0, 2, 100, 1, 2)],
		['bytes left over', Uint8Array.of(3, 0)],
		['a truncated update', updateFrame(truncatedUpdate())],
		['noise as an update', updateFrame(Uint8Array.from({ length: 200 }, (_, index) => (index * 89) % 256))],
		['noise as a state vector', Uint8Array.of(0, 0, 3, 255, 255, 255)],
		['noise as awareness', Uint8Array.of(1, 3, 9, 9, 9)],
		['a text frame', 'hello']
	];

	it.each(frames)('[R20] closes with 4400 for %s, and the room goes on', async (_, frame) => {
		const [attacker, bystander] = await Promise.all([connect(bob.cookie).synced(), connect(alice.cookie).synced()]);
		const rows = (await logRows()).length;
		attacker.socket.send(frame);
		expect(await attacker.closed()).toBe(closeCodes.malformed);
		expect(await logRows()).toHaveLength(rows);
		write(bystander, 'Undisturbed');
		await bystander.saved();
	});

	it('[R20] closes with 4413 for an update over a member’s limit, with 1009 for a frame over every limit', async () => {
		const [a, b] = await Promise.all([connect(alice.cookie).synced(), connect(bob.cookie).synced()]);
		a.sendUpdate(new Uint8Array(limits.maxUpdateBytes + 1));
		expect(await a.closed()).toBe(closeCodes.tooBig);
		b.socket.send(new Uint8Array(limits.maxFrameBytes + 1));
		expect(await b.closed()).toBe(closeCodes.frameTooBig);
		expect(await logRows()).toHaveLength(1);
	});

	it('[R20] goes on after a pile of half frames and aborted handshakes', async () => {
		const bystander = await connect(alice.cookie).synced();
		for (let index = 0; index < 20; index++) {
			const attacker = connect(bob.cookie);
			if (index % 2) await attacker.synced();
			attacker.socket.terminate();
		}
		write(bystander, 'Undisturbed');
		await bystander.saved();
	});
});

describe('a stock WebsocketProvider', () => {
	it('syncs a document both ways with a session cookie and an Origin header', async () => {
		const stock = connectStock({ origin: test.origin, cookie: alice.cookie, document });
		await synced(stock);
		const own = await connect(bob.cookie).synced();
		expect(titles(stock.doc)).toEqual(['Arrive']);
		addItem(stock.doc, { title: { en: 'From the stock client' } });
		await until(() => titles(own.doc).includes('From the stock client'));
		const item = readAgenda(own.doc).items[0];
		setItemDone(own.doc, item?.id ?? '', true);
		await until(() => readAgenda(stock.doc).items[0]?.done === true);
		expect(await logRows()).toHaveLength(3);
		stock.destroy();
	});

	it('[R18] hears its own awareness, so that it does not take silence for a dead connection', async () => {
		const stock = connectStock({ origin: test.origin, cookie: alice.cookie, document });
		await synced(stock);
		const before = stock.wsLastMessageReceived;
		stock.awareness.setLocalStateField('at', 'here');
		await until(() => stock.wsLastMessageReceived > before);
		stock.destroy();
	});
});

describe('beside the log', () => {
	it('[R22] renders what was written soon after the last edit', async () => {
		const a = await connect(alice.cookie).synced();
		write(a, 'To be rendered');
		await until(
			async () => {
				const view = await test.app.services.documents.view(alice, { space: 'parole', kind: 'agenda', name: document });
				return view.content.items.some(({ title }) => title.en === 'To be rendered');
			},
			{ boundMs: 2_000 }
		);
	});
});

function truncatedUpdate(): Uint8Array {
	const doc = new Y.Doc();
	doc.getText('t').insert(0, 'some words that will be cut');
	const update = Y.encodeStateAsUpdate(doc);
	return update.subarray(0, update.length - 8);
}

describe('as time passes', () => {
	let movedMs = 0;
	let later: TestApp;
	/** What is done every few minutes. */
	let askEverybody: () => void;

	beforeAll(async () => {
		const intervals = vi.spyOn(globalThis, 'setInterval');
		later = await startTestApp({ now: () => new Date(Date.now() + movedMs) });
		const [every] = intervals.mock.calls.filter(([, ms]) => ms === limits.recheckIntervalMs);
		if (!every) throw new Error('nobody is asked again');
		askEverybody = every[0];
		intervals.mockRestore();
	});
	afterAll(() => later.close());

	it('[R61] a session and a visit that run out, and an account that is suspended, end what they have open', async () => {
		const { dropIns, documents } = later.app.services;
		await dropIns.setDoor(system, 'board', 'open');
		const [carol, dan, eve] = await Promise.all(
			['Carol', 'Dan', 'Eve'].map((name) => later.person(name, { parole: 'member' }))
		);
		const [agenda, board] = await Promise.all([
			documents.createAgenda(system, 'parole'),
			documents.createCommunityBoard(system, 'board')
		]);
		const open = ({ cookie }: { cookie: string } = { cookie: '' }, name = agenda) =>
			new SyncClient({ origin: later.origin, cookie, document: name }).synced();
		const guest = await open(await later.guest('River'), board);
		const [member, suspended, staying] = [await open(carol), await open(dan), await open(eve)];
		const expiries = () => later.database.sql`select expires_at from sessions order by id_hash`;
		await later.database
			.sql`update sessions set expires_at = now() + interval '13 hours' where member = ${carol?.id ?? ''}`;
		const before = await expiries();
		await later.database.sql`update members set suspended_at = now() where id = ${dan?.id ?? ''}`;

		askEverybody();
		expect(await suspended.closed()).toBe(closeCodes.signedOut);
		expect([member.closeCode, guest.closeCode]).toEqual([null, null]);
		movedMs = 12.5 * 60 * 60 * 1000;
		askEverybody();
		expect(await guest.closed()).toBe(closeCodes.signedOut);
		expect(await expiries()).toEqual(before); // a page that is left open prolongs nothing
		movedMs = 13.5 * 60 * 60 * 1000;
		askEverybody();
		expect(await member.closed()).toBe(closeCodes.signedOut);
		expect(staying.closeCode).toBeNull();
	});
});
