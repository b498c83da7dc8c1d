// One WebSocket in one room, over a socket that keeps what it was given.
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createLog } from '../../../../server/log.ts';
import { readAwareness, writeAwareness } from '../../../../server/sync/awareness.ts';
import { Connection, type ConnectionOptions } from '../../../../server/sync/connection.ts';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../../../../server/sync/frames.ts';
import { Room } from '../../../../server/sync/room.ts';
import type { Socket } from '../../../../server/sync/socket.ts';
import { createUpdateLog } from '../../../../server/sync/update-log.ts';
import { system, type Guest, type Member } from '../../../../src/shared/domain/actors.ts';
import { letterTitle, startLetter } from '../../../../src/shared/documents/letter.ts';
import { closeCodes } from '../../../../src/shared/protocol/close-codes.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';
import { updateIn, wordsOf } from '../../../support/frames.ts';
import { createMemoryStorage, type MemoryStorage } from '../../../support/memory-storage.ts';
import { until } from '../../../support/until.ts';

const name = 'letter-aaaaaaaaaaaaaaaa';
const alice: Member = { kind: 'member', id: 'm_alice', name: 'Alice', isSteward: false, roles: { outreach: 'member' } };
const bob: Member = { ...alice, id: 'm_bob', name: 'Bob' };
const river: Guest = { kind: 'guest', id: 'g_river', name: 'River', number: 4, space: 'board' };
const writer = { mayWrite: true, seesPresence: true };
const reader = { mayWrite: false, seesPresence: true };

let storage: MemoryStorage;
let room: Room;
let start: Y.Doc;

/** Keeps frames instead of sending them; says how much waits as it is told to. */
class KeptSocket implements Socket {
	bufferedBytes = 0;
	readonly frames: Uint8Array[] = [];
	closedWith: number | null = null;
	get heard(): string[] {
		return this.frames.map(wordsOf);
	}
	send(frame: Uint8Array): void {
		this.frames.push(frame);
	}
	close(code: number): void {
		this.closedWith = code;
	}
}

/** Somebody at the other end: their device, and the connection the server has with it. */
class Caller {
	readonly socket = new KeptSocket();
	readonly doc = new Y.Doc();
	readonly failures: unknown[] = [];
	readonly connection: Connection;

	constructor(options: Partial<ConnectionOptions> = {}) {
		Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(start));
		this.connection = new Connection({
			socket: this.socket,
			room,
			actor: alice,
			rights: writer,
			wantsAcks: true,
			clientId: null,
			allowance: { take: () => true, leave: () => {} },
			onFailure: (error) => this.failures.push(error),
			...options
		});
	}

	/** The update that typing makes, not sent yet. */
	type(text: string): Uint8Array {
		const before = Y.encodeStateVector(this.doc);
		letterTitle(this.doc)?.insert(0, text);
		return Y.encodeStateAsUpdate(this.doc, before);
	}
	send(frame: Uint8Array): void {
		this.connection.receive(frame);
	}
	announce(clientId: number, clock: number, state: Record<string, unknown> | null): void {
		this.send(awarenessFrame(writeAwareness([{ clientId, clock, state }])));
	}
	get acks(): string[] {
		return this.socket.heard.filter((words) => words.startsWith('ack'));
	}
}

beforeEach(async () => {
	storage = createMemoryStorage();
	start = new Y.Doc();
	startLetter(start, { title: 'start', lang: 'en', correspondence: 'one-time' });
	await storage.create({
		name,
		kind: 'letter',
		space: 'outreach',
		createdBy: 'system',
		bytes: Y.encodeStateAsUpdate(start),
		clientId: start.clientID,
		content: {}
	});
	const loaded = await storage.load(name);
	if (!loaded) throw new Error('not there');
	room = new Room({
		loaded,
		storage,
		log: createLog('silent'),
		updateLog: createUpdateLog(storage),
		onCommitted: () => {},
		onEnded: () => {},
		onPresence: () => {}
	});
	return () => room.end(closeCodes.restart);
});

const rows = () => storage.rowsOf(name).length;
/** Whatever is ready to run has run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('opening', () => {
	it('[R4] asks a writer for what only they have, and a reader for nothing', () => {
		expect(new Caller().socket.heard).toEqual(['may write', 'step1']);
		expect(new Caller({ rights: reader }).socket.heard).toEqual(['may only read']);
	});

	it('[R11] tells a stock client only what it knows from y-protocols', () => {
		expect(new Caller({ wantsAcks: false }).socket.heard).toEqual(['step1']);
		expect(new Caller({ wantsAcks: false, rights: reader }).socket.heard).toEqual([]);
	});

	it('[R6] answers step 1 with what is lacking', () => {
		const caller = new Caller({ rights: reader });
		caller.send(step1Frame(Uint8Array.of(0)));
		const doc = new Y.Doc();
		Y.applyUpdate(doc, updateIn(caller.socket.frames.at(-1) ?? Uint8Array.of()));
		expect(letterTitle(doc)?.toJSON()).toBe('start');
	});
});

describe('writing', () => {
	it('[R11] is acked with the number of messages dealt with, and the head they are in', async () => {
		const caller = new Caller();
		caller.send(updateFrame(caller.type('1')));
		caller.send(updateFrame(caller.type('2')));
		caller.send(updateFrame(Uint8Array.of(0, 0)));
		await until(() => caller.acks.includes('ack 3 at 3'));
		expect(caller.acks).toEqual(['ack 1 at 2', 'ack 2 at 3', 'ack 3 at 3']);
	});

	it('[R11] is not acked to a stock client', async () => {
		const caller = new Caller({ wantsAcks: false });
		caller.send(updateFrame(caller.type('1')));
		await until(() => rows() === 2);
		expect(caller.acks).toEqual([]);
	});

	it('[R5] is not acked before it is committed', async () => {
		const caller = new Caller({ clientId: 1 });
		await room.claim(alice.id, caller.doc.clientID);
		const release = storage.hold();
		caller.send(updateFrame(caller.type('1')));
		await until(() => storage.batches.length === 1);
		await settle();
		expect(caller.acks).toEqual([]);
		release();
		await until(() => caller.acks.length === 1);
	});

	it('[R7] of a reader is dropped and not acked, and they go on hearing the others', async () => {
		const [dropped, other] = [new Caller({ rights: reader }), new Caller({ actor: bob })];
		dropped.send(updateFrame(dropped.type('1')));
		dropped.send(step2Frame(Y.encodeStateAsUpdate(dropped.doc)));
		dropped.send(updateFrame(Uint8Array.of(255)));
		other.send(updateFrame(other.type('2')));
		await until(() => dropped.socket.heard.includes('update'));
		expect(rows()).toBe(2);
		expect([dropped.acks, dropped.socket.closedWith]).toEqual([[], null]);
	});

	it('[R10] that builds on something missing is asked for, and nothing is acked until it has come', async () => {
		const caller = new Caller();
		const [missing, second] = [caller.type('missing '), caller.type('second ')];
		caller.send(updateFrame(second));
		await until(() => caller.socket.heard.filter((words) => words === 'step1').length === 2);
		caller.send(updateFrame(Uint8Array.of(0, 0)));
		await settle();
		expect([rows(), caller.acks]).toEqual([1, []]);
		caller.send(step2Frame(Y.mergeUpdates([missing, second])));
		await until(() => caller.acks.length > 0);
		expect(caller.acks).toEqual(['ack 3 at 2']);
	});

	it('[R15] under somebody else’s clientID ends the connection with 4423, and stores nothing', async () => {
		const [owner, thief] = [new Caller(), new Caller({ actor: bob })];
		expect(await room.claim(alice.id, owner.doc.clientID)).toBe(true);
		thief.doc.clientID = owner.doc.clientID;
		thief.send(updateFrame(thief.type('forged')));
		await until(() => thief.socket.closedWith);
		expect([thief.socket.closedWith, rows()]).toEqual([closeCodes.notYourClient, 1]);
		owner.send(updateFrame(owner.type('mine')));
		await until(() => owner.acks.length === 1);
	});

	it('[R19] that was on its way when the right to write went is dropped', async () => {
		const caller = new Caller();
		const release = storage.hold(); // the question whose clientID this is
		caller.send(updateFrame(caller.type('too late')));
		caller.connection.setRights(reader);
		release();
		await settle();
		await settle();
		expect([rows(), caller.acks, caller.socket.closedWith]).toEqual([1, [], null]);
	});

	it('[R52] that piles up while the database is asked is bounded', async () => {
		const caller = new Caller();
		const release = storage.hold();
		caller.send(updateFrame(caller.type('first, and waiting')));
		const large = new Uint8Array(limits.maxUpdateBytes);
		for (let sent = 0; sent < limits.maxWaitingBytes; sent += large.byteLength) caller.send(large);
		expect(caller.socket.closedWith).toBeNull();
		caller.send(large);
		expect(caller.socket.closedWith).toBe(closeCodes.tooMuch);
		release();
		await settle();
	});

	it('[R13] ends with 4503 when the database cannot be asked, and says why to the one who keeps the log', async () => {
		const caller = new Caller();
		storage.failure = new Error('away');
		caller.send(updateFrame(caller.type('1')));
		await until(() => caller.socket.closedWith);
		expect(caller.socket.closedWith).toBe(closeCodes.storageAway);
		expect(caller.failures).toEqual([storage.failure]);
	});

	it('is dealt with in the order in which it came, also while the database is asked', async () => {
		const caller = new Caller();
		const release = storage.hold();
		const updates = ['1', '2', '3'].map((text) => caller.type(text));
		for (const bytes of updates) caller.send(updateFrame(bytes));
		release();
		await until(() => caller.acks.includes('ack 3 at 4'));
		expect(
			storage
				.rowsOf(name)
				.slice(1)
				.map(({ bytes }) => bytes)
		).toEqual(updates);
	});
});

describe('awareness', () => {
	const users = () => [...room.awareness.states().values()].map(({ user }) => user);

	it('[R14] says who somebody is: a member, a guest with their number, the system without a name', async () => {
		for (const [actor, clientId] of [
			[alice, 1],
			[river, 2],
			[system, 3]
		] as const) {
			new Caller({ actor, clientId }).announce(clientId, 1, { user: { id: 'm_bob', name: 'Bob' } });
		}
		await until(() => users().length === 3);
		expect(users()).toEqual([
			{ id: 'm_alice', name: 'Alice', guest: null },
			{ id: 'g_river', name: 'River', guest: 4 },
			{ id: 'system', name: '', guest: null }
		]);
	});

	it('[R15] of a stock client binds the first clientID it speaks for, before anybody is told', async () => {
		const caller = new Caller({ wantsAcks: false });
		const release = storage.hold();
		caller.announce(7, 1, {});
		await settle();
		expect(users()).toEqual([]);
		release();
		await until(() => users().length === 1);
		expect(storage.ownerOf(name, 7)).toBe(alice.id);
	});

	it('[R15] of a stock client under somebody else’s clientID ends it with 4423', async () => {
		await room.claim(bob.id, 7);
		const caller = new Caller({ wantsAcks: false });
		caller.announce(7, 1, {});
		await until(() => caller.socket.closedWith);
		expect([caller.socket.closedWith, users()]).toEqual([closeCodes.notYourClient, []]);
	});

	it('[R16] for others is ignored, alone or beside one’s own', async () => {
		new Caller({ clientId: 1 }).announce(1, 1, { at: 'mine' });
		await until(() => users().length === 1);
		const other = new Caller({ actor: bob, clientId: 2 });
		other.announce(1, 99, null);
		const both = [1, 2].map((clientId) => ({ clientId, clock: 100, state: { at: 'by Bob' } }));
		other.send(awarenessFrame(writeAwareness(both)));
		await until(() => users().length === 2);
		expect(room.awareness.states().get(1)).toEqual({ at: 'mine', user: { id: 'm_alice', name: 'Alice', guest: null } });
	});

	it('[R17] is gone with the connection, however that ends', async () => {
		for (const finish of [
			(caller: Caller) => caller.connection.closed(),
			(caller: Caller) => caller.connection.end(closeCodes.resync)
		]) {
			const caller = new Caller({ clientId: 5 });
			caller.announce(5, 1, {});
			await until(() => users().length === 1);
			finish(caller);
			expect(users()).toEqual([]);
		}
	});

	it('[R17] of somebody who came back before the old connection was given up stays when that ends', async () => {
		const [old, back] = [new Caller({ clientId: 5 }), new Caller({ clientId: 5 })];
		old.announce(5, 1, { at: 'before the tunnel' });
		await until(() => users().length === 1);
		back.announce(5, 2, { at: 'after it' });
		await until(() => room.awareness.states().get(5)?.['at'] === 'after it');
		old.connection.closed();
		expect(room.awareness.states().get(5)?.['at']).toBe('after it');
		back.connection.closed();
		expect(users()).toEqual([]);
	});

	it('[R17] that comes in after the end is not taken', async () => {
		const caller = new Caller({ wantsAcks: false });
		const release = storage.hold();
		caller.announce(7, 1, {}); // the claim waits
		caller.connection.closed();
		release();
		await settle();
		await settle();
		expect(users()).toEqual([]);
	});

	it('[R18] is heard by those who may know who is there', async () => {
		const [insider, outsider] = [
			new Caller({ actor: bob }),
			new Caller({ rights: { ...reader, seesPresence: false } })
		];
		new Caller({ clientId: 1 }).announce(1, 1, { at: 'here' });
		await until(() => insider.socket.heard.includes('awareness'));
		const update = updateIn(insider.socket.frames.at(-1) ?? Uint8Array.of());
		expect(readAwareness(update)?.map(({ clientId }) => clientId)).toEqual([1]);
		expect(outsider.socket.heard).toEqual(['may only read']);
	});
});

describe('standing', () => {
	it('[R19] lost altogether closes with 4403', () => {
		const caller = new Caller();
		caller.connection.setRights(null);
		expect(caller.socket.closedWith).toBe(closeCodes.forbidden);
	});

	it('[R19] that changes is told, and whoever may write now is asked for what they have', async () => {
		const caller = new Caller({ rights: reader });
		caller.send(updateFrame(caller.type('kept on the device ')));
		caller.connection.setRights(writer);
		caller.connection.setRights(writer);
		expect(caller.socket.heard).toEqual(['may only read', 'may write', 'step1']);
		caller.send(step2Frame(Y.encodeStateAsUpdate(caller.doc)));
		await until(() => caller.acks.includes('ack 2 at 2'));
		caller.connection.setRights(reader);
		expect(caller.socket.heard.at(-1)).toBe('may only read');
	});

	it('[R11] is not told to a stock client, which is asked all the same', () => {
		const caller = new Caller({ rights: reader, wantsAcks: false });
		caller.connection.setRights(writer);
		expect(caller.socket.heard).toEqual(['step1']);
	});
});

describe('bad input', () => {
	const frames: [string, Uint8Array, number][] = [
		['no frame', Uint8Array.of(), closeCodes.malformed],
		['an unknown type', Uint8Array.of(9), closeCodes.malformed],
		['no state vector', step1Frame(Uint8Array.of(3, 255)), closeCodes.malformed],
		['no update', updateFrame(Uint8Array.of(1, 2, 3)), closeCodes.malformed],
		['no update in step 2', step2Frame(Uint8Array.of(1, 2, 3)), closeCodes.malformed],
		['no awareness', awarenessFrame(Uint8Array.of(9, 9)), closeCodes.malformed],
		['too large an update', updateFrame(new Uint8Array(limits.maxUpdateBytes + 1)), closeCodes.tooBig],
		['too large a step 2', step2Frame(new Uint8Array(limits.maxReturnBytes + 1)), closeCodes.tooBig]
	];
	it.each(frames)('[R20] with %s ends this connection, and nothing after it is read', async (_, frame, code) => {
		const [caller, bystander] = [new Caller(), new Caller({ actor: bob })];
		caller.send(frame);
		caller.send(updateFrame(caller.type('after it')));
		await until(() => caller.socket.closedWith);
		expect(caller.socket.closedWith).toBe(code);
		bystander.send(updateFrame(bystander.type('undisturbed')));
		await until(() => bystander.acks.length === 1);
		expect(rows()).toBe(2);
		expect(caller.socket.heard).not.toContain('update');
	});

	it('[R20] holds a guest to a guest’s limit', async () => {
		const guest = new Caller({ actor: river });
		guest.send(updateFrame(new Uint8Array(limits.maxGuestUpdateBytes + 1)));
		await until(() => guest.socket.closedWith);
		expect(guest.socket.closedWith).toBe(closeCodes.tooBig);
	});
});

describe('a connection that does not read', () => {
	const large = new Uint8Array(5 * limits.maxBufferedBytes);

	it('[R21] is not closed because of its large first state', () => {
		const { socket, connection } = new Caller();
		connection.send(large);
		socket.bufferedBytes = large.byteLength + limits.maxBufferedBytes;
		connection.send(Uint8Array.of(3));
		expect(socket.closedWith).toBeNull();
		expect(socket.frames.at(-1)).toEqual(Uint8Array.of(3));
	});

	it('[R21] is closed with 4505 once more waits on top of that, and gets nothing more', () => {
		const { socket, connection } = new Caller();
		connection.send(large);
		const sent = socket.frames.length;
		socket.bufferedBytes = large.byteLength + limits.maxBufferedBytes + 1;
		connection.send(Uint8Array.of(3));
		connection.send(Uint8Array.of(3));
		expect([socket.closedWith, socket.frames.length]).toEqual([closeCodes.resync, sent]);
	});

	it('[R21] is closed by what others write, and they go on', async () => {
		const [slow, other] = [new Caller(), new Caller({ actor: bob })];
		slow.socket.bufferedBytes = 2 * limits.maxBufferedBytes;
		other.send(updateFrame(other.type('1')));
		await until(() => slow.socket.closedWith);
		expect(slow.socket.closedWith).toBe(closeCodes.resync);
		other.send(updateFrame(other.type('2')));
		await until(() => other.acks.includes('ack 2 at 3'));
	});
});
