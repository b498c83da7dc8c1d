// F27 to F33 and F48: hostile bytes over real sockets. Each ends its own connection with the code that says why; nothing of
// it is stored; whoever else is in the room, and whoever is in another one, goes on writing and has the same text.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readAwareness, writeAwareness } from '../../server/sync/awareness.ts';
import { awarenessFrame, step2Frame } from '../../server/sync/frames.ts';
import { addItem, itemNotes, readAgenda, startAgenda } from '../../src/shared/documents/agenda.ts';
import { closeCodes } from '../../src/shared/protocol/close-codes.ts';
import { limits } from '../../src/shared/protocol/limits.ts';
import { startTestApp, type Person, type TestApp } from '../support/app.ts';
import { SyncClient } from '../support/sync-client.ts';
import { until } from '../support/until.ts';
import { writeItem, writeUpdate, type WrittenContent, type WrittenStruct } from '../support/update-writer.ts';

let test: TestApp;
let alice: Person;
let bob: Person;
let mallory: Person;
let document: string;
let otherDocument: string;
const clients: SyncClient[] = [];

beforeAll(async () => {
	test = await startTestApp();
	[alice, bob, mallory] = await Promise.all([
		test.person('Alice', { parole: 'member' }),
		test.person('Bob', { parole: 'member' }),
		test.person('Mallory', { parole: 'member' })
	]);
});
afterAll(() => test.close());

const createAgenda = () =>
	test.app.services.documents.create(alice, {
		space: 'parole',
		kind: 'agenda',
		start: (doc) => startAgenda(doc, { title: { en: 'Meeting' }, items: [{ title: { en: 'Arrive' }, minutes: 5 }] })
	});
beforeEach(async () => {
	[document, otherDocument] = [await createAgenda(), await createAgenda()];
});
afterEach(() => {
	for (const client of clients.splice(0)) client.close();
});

function connect({ cookie }: Person, options: Partial<ConstructorParameters<typeof SyncClient>[0]> = {}): SyncClient {
	const client = new SyncClient({ origin: test.origin, cookie, document, ...options });
	clients.push(client);
	return client;
}
const write = (client: SyncClient, title: string) => addItem(client.doc, { title: { en: title } });
const contentOf = (doc: Y.Doc) => JSON.stringify(readAgenda(doc));
const titles = (doc: Y.Doc) => readAgenda(doc).items.map(({ title }) => title.en);
const rowsStored = async () =>
	(await test.database.sql`select seq from document_updates where document = ${document}`).length;

/** What the server gives a newcomer is what these have, words and all. */
async function expectSameText(...present: SyncClient[]): Promise<void> {
	for (const client of present) await client.saved();
	const newcomer = await connect(alice).synced();
	for (const { doc } of present)
		await until(() => contentOf(doc) === contentOf(newcomer.doc), { what: 'the same text' });
	newcomer.close();
}

/** Sends it, and looks whether anybody but its sender noticed. */
async function expectRefused(send: (attacker: SyncClient) => void, code: number): Promise<void> {
	const [here, elsewhere] = [connect(bob), connect(bob, { document: otherDocument })];
	const attacker = connect(mallory);
	await Promise.all([here.synced(), elsewhere.synced(), attacker.saved()]);
	const rows = await rowsStored();
	send(attacker);
	write(elsewhere, 'in another room');
	expect(await attacker.closed()).toBe(code);
	expect(await rowsStored()).toBe(rows);
	write(here, 'in the same room');
	await Promise.all([here.saved(), elsewhere.saved()]);
	expect(here.closeCode ?? elsewhere.closeCode).toBeNull();
	expect(titles(here.doc)).toEqual(['Arrive', 'in the same room']);
	await expectSameText(here);
}

/** One struct of the attacker's own. */
const byAttacker = (struct: WrittenStruct) => (attacker: SyncClient) =>
	attacker.sendUpdate(writeItem({ client: attacker.doc.clientID, clock: 0 }, struct));
const onItems = (content: WrittenContent) => byAttacker({ parent: 'items', key: 'x', content });

describe('poison', () => {
	const bytes: [string, (attacker: SyncClient) => void, number][] = [
		[
			'[R20] F27: an update over its limit',
			(a) => a.sendUpdate(new Uint8Array(limits.maxUpdateBytes + 1)),
			closeCodes.tooBig
		],
		[
			'[R20] F27: a frame over the limit of all frames',
			(a) => a.socket.send(new Uint8Array(limits.maxFrameBytes + 1)),
			closeCodes.frameTooBig
		],
		['[R34] F27: a thousand clientIDs at once', (a) => a.sendUpdate(manyClients()), closeCodes.tooBig],
		['[R20] F28: an update cut short', (a) => a.sendUpdate(Uint8Array.of(1, 1, 1, 0, 8)), closeCodes.malformed],
		['[R35] F28: an update in encoding v2', (a) => a.sendUpdate(Y.encodeStateAsUpdateV2(a.doc)), closeCodes.malformed],
		['[R28] F29: the clock bomb', byAttacker({ collected: 2 ** 52 }), closeCodes.outOfRange],
		['[R28] F29: 2^45 deleted characters', onItems({ deleted: 2 ** 45 }), closeCodes.outOfRange],
		[
			'[R28] F29: deletions of 2^50',
			(a) => a.sendUpdate(writeUpdate({ deletes: [{ client: 9, ranges: [[0, 2 ** 50]] }] })),
			closeCodes.outOfRange
		],
		[
			'[R20] F29: 2^30 structs announced',
			(a) => a.sendUpdate(Uint8Array.of(1, 128, 128, 128, 128, 4, 5, 0)),
			closeCodes.tooBig
		],
		[
			'[R20] F29: 2^31 clients announced',
			(a) => a.sendUpdate(Uint8Array.of(128, 128, 128, 128, 8)),
			closeCodes.malformed
		],
		['[R31] F31: 20,000 types in one another', (a) => a.sendUpdate(tower(a.doc.clientID, 20_000)), closeCodes.tooDeep],
		[
			'[R31] F31: the same in step 2',
			(a) => a.socket.send(step2Frame(tower(a.doc.clientID, 20_000))),
			closeCodes.tooDeep
		],
		[
			'[R29] F33: a root that no agenda has',
			byAttacker({ parent: 'evil', key: 'x', content: { values: [1] } }),
			closeCodes.outsideSchema
		],
		['[R29] F33: an array', onItems({ type: 0 }), closeCodes.outsideSchema],
		[
			'[R30] F33: a node that the editor does not know',
			(a) => a.sendUpdate(inNotes(a, { type: 3, name: 'image' })),
			closeCodes.outsideSchema
		],
		[
			'[R30] F33: a node where it would make editors delete what is around it',
			(a) => a.sendUpdate(inNotes(a, { type: 3, name: 'listItem' })),
			closeCodes.outsideSchema
		],
		[
			'[R30] F36: a link mark',
			(a) => a.sendUpdate(inNotes(a, { format: ['link', '{"href":"javascript:alert(1)"}'] })),
			closeCodes.outsideSchema
		],
		[
			'[R36] F48: an awareness update of a megabyte',
			(a) => a.socket.send(awarenessFrame(new Uint8Array(limits.maxUpdateBytes + 1))),
			closeCodes.tooBig
		],
		[
			'[R20] F48: awareness with bad JSON',
			(a) => a.socket.send(awarenessFrame(Uint8Array.of(1, 1, 1, 1, 123))),
			closeCodes.malformed
		]
	];
	it.each(bytes)('%s ends its own connection, and nothing else', async (_, send, code) => {
		await expectRefused(send, code);
	});

	it('[R31] F31: nesting one level at a time ends at the limit', async () => {
		await expectNestingToEnd();
	});
});

const manyClients = () =>
	writeUpdate({
		blocks: Array.from({ length: 1_000 }, (_, index) => ({
			client: 2_000 - index,
			clock: 0,
			structs: [{ parent: 'items', key: 'x', content: { values: [1] } }]
		}))
	});

function tower(client: number, levels: number): Uint8Array {
	const structs = Array.from({ length: levels }, (_, level): WrittenStruct => ({
		parent: level === 0 ? 'items' : { client, clock: level - 1 },
		key: 'x',
		content: { type: 1 }
	}));
	return writeUpdate({ blocks: [{ client, clock: 0, structs }] });
}

/** Beside the words of the first paragraph of the first item's notes. */
function inNotes({ doc }: SyncClient, content: WrittenContent): Uint8Array {
	const paragraph = itemNotes(doc, readAgenda(doc).items[0]?.id ?? '')?.get(0);
	const id = paragraph?._item?.id;
	if (!id) throw new Error('no paragraph');
	return writeItem({ client: doc.clientID, clock: 0 }, { parent: { client: id.client, clock: id.clock }, content });
}

async function expectNestingToEnd(): Promise<void> {
	const attacker = await connect(mallory).saved();
	const client = attacker.doc.clientID;
	for (let level = 0; attacker.closeCode === null && level < 100; level++) {
		const parent = level === 0 ? 'items' : { client, clock: level - 1 };
		attacker.sendUpdate(writeItem({ client, clock: level }, { parent, key: 'x', content: { type: 1 } }));
		const isLast = level === limits.maxNesting;
		await until(() => attacker.closeCode ?? (attacker.isSaved && !isLast), { what: `level ${level}` });
	}
	expect(attacker.closeCode).toBe(closeCodes.tooDeep);
	const newcomer = await connect(alice).synced();
	expect(Y.getState(newcomer.doc.store, client)).toBe(limits.maxNesting);
}

/** What a copy of the document brings when it writes under somebody else's clientID. */
function squat(of: Y.Doc, clientId: number): Uint8Array {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(of));
	copy.clientID = clientId;
	const before = Y.encodeStateVector(copy);
	addItem(copy, { title: { en: 'X'.repeat(50) } });
	return Y.encodeStateAsUpdate(copy, before);
}

describe('F30: writing under somebody else’s clientID', () => {
	async function expectSquatRefused(attacker: SyncClient, forged: Uint8Array): Promise<void> {
		attacker.sendUpdate(forged);
		expect(await attacker.closed()).toBe(closeCodes.notYourClient);
	}

	it('[R15] before they type on: they keep what they wrote and what they write', async () => {
		const [victim, attacker] = [connect(bob), connect(mallory)];
		await Promise.all([victim.synced(), attacker.saved()]);
		write(victim, 'EARLIER');
		await victim.saved();
		await until(() => titles(attacker.doc).includes('EARLIER'));
		await expectSquatRefused(attacker, squat(attacker.doc, victim.doc.clientID));
		write(victim, 'LATER');
		await expectSameText(victim);
		expect(titles(victim.doc)).toEqual(['Arrive', 'EARLIER', 'LATER']);
	});

	it('[R15] while their edit is on its way', async () => {
		const [victim, attacker] = [connect(bob), connect(mallory)];
		await Promise.all([victim.synced(), attacker.saved()]);
		write(victim, 'EARLIER');
		await victim.saved();
		await until(() => titles(attacker.doc).includes('EARLIER'));
		const forged = squat(attacker.doc, victim.doc.clientID);
		attacker.sendUpdate(forged);
		write(victim, 'IN FLIGHT');
		expect(await attacker.closed()).toBe(closeCodes.notYourClient);
		write(victim, 'AFTER');
		await expectSameText(victim);
		expect(titles(victim.doc)).toEqual(['Arrive', 'EARLIER', 'IN FLIGHT', 'AFTER']);
	});

	it('[R15] while they are offline with edits that nobody has seen', async () => {
		const [first, attacker] = [connect(bob), connect(mallory)];
		await Promise.all([first.synced(), attacker.saved()]);
		write(first, 'EARLIER');
		await first.saved();
		await until(() => titles(attacker.doc).includes('EARLIER'));
		first.close();
		await first.closed();
		write(first, 'OFFLINE');
		await expectSquatRefused(attacker, squat(attacker.doc, first.doc.clientID));
		const victim = await connect(bob, { doc: first.doc }).synced();
		write(victim, 'BACK');
		await expectSameText(victim);
		expect(titles(victim.doc)).toEqual(['Arrive', 'EARLIER', 'OFFLINE', 'BACK']);
	});

	it('[R15] when they have announced themselves and not yet written', async () => {
		const [victim, attacker] = [connect(bob), connect(mallory)];
		await Promise.all([victim.synced(), attacker.saved()]);
		await expectSquatRefused(attacker, squat(attacker.doc, victim.doc.clientID));
		write(victim, 'FIRST');
		await expectSameText(victim);
		expect(titles(victim.doc)).toEqual(['Arrive', 'FIRST']);
	});
});

describe('F32: something missing', () => {
	it('[R10] one of a hundred updates that was lost is asked for at once, and everything is there', async () => {
		const writer = await connect(bob).saved();
		const updates: Uint8Array[] = [];
		const lossy = new Y.Doc();
		lossy.clientID = writer.doc.clientID;
		Y.applyUpdate(lossy, Y.encodeStateAsUpdate(writer.doc));
		lossy.on('update', (update: Uint8Array) => updates.push(update));
		for (let index = 0; index < 100; index++) addItem(lossy, { title: { en: `item ${index}` } });
		// The device has it all; the network loses the fourth.
		for (const update of updates) Y.applyUpdate(writer.doc, update, writer);
		for (const [index, update] of updates.entries()) if (index !== 3) writer.sendUpdate(update);
		await expectSameText(writer);
		expect(titles(writer.doc)).toHaveLength(101);
		expect(writer.closeCode).toBeNull();
	});
});

describe('F48: awareness in somebody else’s name', () => {
	it('[R14][R16] shows nobody anything but who spoke: no forged name, no other’s clientID, no ghosts', async () => {
		const [victim, attacker] = [connect(bob), connect(mallory)];
		await Promise.all([victim.synced(), attacker.saved()]);
		const forged = { user: { name: 'Bob', id: bob.id, guest: null } };
		const ghosts = Array.from({ length: 20_000 }, (_, index) => ({
			clientId: 1_000 + index,
			clock: 1,
			state: { x: 1 }
		}));
		for (const [clientId, clock] of [
			[victim.doc.clientID, 2 ** 40],
			[attacker.doc.clientID, Number.MAX_SAFE_INTEGER]
		] as const) {
			attacker.socket.send(awarenessFrame(writeAwareness([{ clientId, clock, state: forged }, ...ghosts])));
		}
		const heard = () => victim.awareness.flatMap((update) => readAwareness(update) ?? []);
		await until(() => heard().some(({ clientId }) => clientId === attacker.doc.clientID));
		expect(heard().map(({ clientId, state }) => [clientId, (state as typeof forged).user.name])).toEqual([
			[attacker.doc.clientID, 'Mallory']
		]);
		write(victim, 'undisturbed');
		await expectSameText(victim);
	});
});
