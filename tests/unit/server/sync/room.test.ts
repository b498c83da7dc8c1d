// One live document: who hears what, when, and in which order. Over a storage that can be held back and made to fail.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createLog } from '../../../../server/log.ts';
import { inspectUpdate } from '../../../../server/sync/guard.ts';
import { Room } from '../../../../server/sync/room.ts';
import { createUpdateLog } from '../../../../server/sync/update-log.ts';
import { letterTitle, startLetter } from '../../../../src/shared/documents/letter.ts';
import { schemas } from '../../../../src/shared/documents/schema.ts';
import { closeCodes } from '../../../../src/shared/protocol/close-codes.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';
import { Listener, updateIn } from '../../../support/frames.ts';
import { createMemoryStorage, type MemoryStorage } from '../../../support/memory-storage.ts';
import { until } from '../../../support/until.ts';

const name = 'letter-aaaaaaaaaaaaaaaa';
let storage: MemoryStorage;
let room: Room;
let committed: number[];
let ended: number;
let start: Y.Doc;

beforeEach(async () => {
	storage = createMemoryStorage();
	start = new Y.Doc();
	startLetter(start, { title: 'start', lang: 'en', correspondence: 'one-time' });
	const bytes = Y.encodeStateAsUpdate(start);
	await storage.create({
		name,
		kind: 'letter',
		space: 'outreach',
		createdBy: 'system',
		bytes,
		clientId: start.clientID,
		content: {}
	});
	room = await openRoom();
});
afterEach(() => room.end(closeCodes.restart));

async function openRoom(): Promise<Room> {
	const loaded = await storage.load(name);
	if (!loaded) throw new Error('not there');
	[committed, ended] = [[], 0];
	return new Room({
		loaded,
		storage,
		log: createLog('silent'),
		updateLog: createUpdateLog(storage),
		onCommitted: ({ head }) => committed.push(head),
		onEnded: () => ended++,
		onPresence: () => {}
	});
}

/** A device whose edits come out as updates. */
class Device {
	readonly doc = new Y.Doc();
	readonly updates: Uint8Array[] = [];
	constructor() {
		Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(start));
		this.doc.on('update', (bytes: Uint8Array) => this.updates.push(bytes));
	}
	type(text: string): Uint8Array {
		letterTitle(this.doc)?.insert(0, text);
		return this.updates.at(-1) ?? Uint8Array.of();
	}
}

interface Submitted {
	outcome: ReturnType<Room['submit']>;
	settledAt: number | null;
	isLost: boolean;
}

function submit(bytes: Uint8Array, from: Listener | null = null, actor = 'm_alice', heard: string[] = []): Submitted {
	const submitted: Submitted = { outcome: 'queued', settledAt: null, isLost: false };
	submitted.outcome = room.submit({
		actor,
		bytes,
		from,
		settled: (seq) => {
			submitted.settledAt = seq;
			heard.push(`settled at ${seq}`);
		},
		lost: () => (submitted.isLost = true)
	});
	return submitted;
}

function join(options?: { seesPresence?: boolean }): Listener {
	const listener = new Listener(options);
	room.join(listener);
	return listener;
}

function textFor(listener = join()): string | undefined {
	room.answer(listener, Uint8Array.of(0));
	const doc = new Y.Doc();
	Y.applyUpdate(doc, updateIn(listener.frames.at(-1) ?? Uint8Array.of()));
	return letterTitle(doc)?.toJSON();
}

describe('writing', () => {
	it('[R5] comes first into the log, then to its writer as saved, then to everybody else', async () => {
		const [writer, other] = [join(), join()];
		const order: string[] = [];
		other.onFrame = (words) => order.push(words);
		const release = storage.hold();
		const submitted = submit(new Device().type('Alice '), writer, 'm_alice', order);
		await until(() => storage.batches.length === 1);
		expect(order).toEqual([]);
		expect(room.head).toBe(1);
		release();
		await until(() => submitted.settledAt);
		expect(order).toEqual(['settled at 2', 'update']);
		expect(storage.rowsOf(name).at(-1)).toMatchObject({ seq: 2, actor: 'm_alice' });
		expect(committed).toEqual([2]);
	});

	it('[R6] is shown to no newcomer before it is in the log', async () => {
		const release = storage.hold();
		const submitted = submit(new Device().type('Alice '));
		await until(() => storage.batches.length === 1);
		expect(textFor()).toBe('start');
		expect(letterTitle(room.copy())?.toJSON()).toBe('start');
		release();
		await until(() => submitted.settledAt);
		expect(textFor()).toBe('Alice start');
		expect(letterTitle(room.copy())?.toJSON()).toBe('Alice start');
	});

	it('[R12] comes to others as the very bytes that were sent, and not back to its writer', async () => {
		const [writer, other] = [join(), join()];
		const bytes = new Device().type('Alice ');
		const submitted = submit(bytes, writer);
		await until(() => submitted.settledAt);
		expect(writer.heard).toEqual([]);
		expect(other.frames.map(updateIn)).toEqual([bytes]);
	});

	it('[R8] while a commit is under way goes into the next as one, in the order in which it came', async () => {
		const device = new Device();
		const release = storage.hold();
		const submissions = ['1', '2', '3', '4'].map((text) => submit(device.type(text)));
		await until(() => storage.batches.length === 1);
		expect(storage.batches[0]?.[0]?.updates).toHaveLength(1);
		release();
		await until(() => submissions.every(({ settledAt }) => settledAt !== null));
		expect(submissions.map(({ settledAt }) => settledAt)).toEqual([2, 3, 4, 5]);
		expect(storage.batches).toHaveLength(2);
		expect(storage.batches[1]?.[0]).toMatchObject({ expectedHead: 2 });
		expect(
			storage
				.rowsOf(name)
				.slice(1)
				.map(({ bytes }) => bytes)
		).toEqual(device.updates);
	});

	it('[R9] that adds nothing is settled without a row, also behind something that adds', async () => {
		const other = join();
		const bytes = new Device().type('Alice ');
		const [adds, nothing, empty] = [submit(bytes), submit(bytes), submit(Uint8Array.of(0, 0))];
		await until(() => empty.settledAt);
		expect([adds.settledAt, nothing.settledAt, empty.settledAt]).toEqual([2, 2, 2]);
		const again = submit(bytes);
		await until(() => again.settledAt);
		expect(storage.rowsOf(name)).toHaveLength(2);
		expect(other.heard).toEqual(['update']);
	});

	it('[R10] that builds on something missing is not taken, and is once that has come', async () => {
		const device = new Device();
		const [first, second] = [device.type('first '), device.type('second ')];
		expect(submit(second).outcome).toBe('gap');
		expect(storage.batches).toHaveLength(0);
		submit(first);
		const submitted = submit(second);
		await until(() => submitted.settledAt);
		expect(textFor()).toBe('second first start');
	});

	it('[R20] that cannot be read is not taken, and disturbs nobody', async () => {
		const other = join();
		expect(submit(Uint8Array.of(1, 2, 3)).outcome).toBe('malformed');
		expect(other.endedWith).toBeNull();
		const submitted = submit(new Device().type('Alice '));
		await until(() => submitted.settledAt);
		expect(storage.rowsOf(name)).toHaveLength(2);
	});

	it('[R8] that was judged against an older head ends the room: everybody comes back and syncs anew', async () => {
		const [writer, other] = [join(), join()];
		storage.rowsOf(name).push({ seq: 2, actor: 'm_other_node', bytes: new Device().type('elsewhere ') });
		const submitted = submit(new Device().type('Alice '), writer);
		await until(() => submitted.isLost);
		expect([writer.endedWith, other.endedWith]).toEqual([closeCodes.resync, closeCodes.resync]);
		expect([submitted.settledAt, other.heard, storage.rowsOf(name).length]).toEqual([null, [], 2]);
	});

	it('[R13] that cannot be stored ends the room, and everything that waits is lost, not settled', async () => {
		const other = join();
		const device = new Device();
		const release = storage.hold();
		storage.failure = new Error('away');
		const submissions = [submit(device.type('1')), submit(device.type('2'))];
		release();
		await until(() => submissions.every(({ isLost }) => isLost));
		expect(other.endedWith).toBe(closeCodes.storageAway);
		expect(submissions.map(({ settledAt }) => settledAt)).toEqual([null, null]);
		expect(other.heard).toEqual([]);
		expect(ended).toBe(1);
		expect(submit(device.type('3'))).toMatchObject({ isLost: true, settledAt: null });
	});

	it('[R26] that is under way when the room ends is neither settled nor shown, whatever comes of it', async () => {
		const other = join();
		const release = storage.hold();
		const submitted = submit(new Device().type('Alice '));
		await until(() => storage.batches.length === 1);
		room.end(closeCodes.restart);
		expect(submitted.isLost).toBe(true);
		release();
		await until(() => storage.rowsOf(name).length === 2);
		await new Promise((resolve) => setImmediate(resolve));
		expect([submitted.settledAt, other.heard, other.endedWith]).toEqual([null, [], closeCodes.restart]);
	});
});

describe('answering', () => {
	it('[R6] gives what is lacking and no more', async () => {
		const device = new Device();
		const submitted = submit(device.type('Alice '));
		await until(() => submitted.settledAt);
		const listener = join();
		expect(room.answer(listener, Y.encodeStateVector(start))).toBe(true);
		const doc = new Y.Doc();
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(start));
		Y.applyUpdate(doc, updateIn(listener.frames[0] ?? Uint8Array.of()));
		expect(letterTitle(doc)?.toJSON()).toBe('Alice start');
		expect(room.answer(listener, Y.encodeStateVector(device.doc))).toBe(true);
		expect(updateIn(listener.frames[1] ?? Uint8Array.of()).length).toBeLessThan(5);
	});

	it('[R20] gives nothing for what is no state vector', () => {
		const listener = join();
		expect(room.answer(listener, Uint8Array.of(3, 255, 255))).toBe(false);
		expect(listener.heard).toEqual([]);
	});

	it('[R22] goes on unchanged when a compacted state takes the place of its rows, and an older one does not', async () => {
		const device = new Device();
		const submissions = ['1', '2', '3'].map((text) => submit(device.type(text)));
		await until(() => submissions[2]?.settledAt);
		const { seq, parts } = room.forCompaction();
		expect([seq, parts.length]).toEqual([4, 4]);
		const state = Y.mergeUpdates(parts);
		room.adoptState(4, state);
		expect(room.forCompaction()).toEqual({ seq: 4, parts: [state] });
		room.adoptState(2, Uint8Array.of(0, 0));
		expect(textFor()).toBe('321start');
		const late = submit(device.type('4'));
		await until(() => late.settledAt);
		room.adoptState(4, Uint8Array.of(0, 0)); // made before the fourth came
		expect(textFor()).toBe('4321start');
	});
});

describe('identity', () => {
	const endsOf = (bytes: Uint8Array) => {
		const inspection = inspectUpdate({ bytes, schema: schemas.letter, isGuest: false, isReturn: false });
		if (inspection.verdict !== 'readable') throw new Error('unreadable');
		return inspection.ends;
	};

	it('[R15] gives a clientID to whoever announces it first, and that is stored before the answer', async () => {
		const release = storage.hold();
		let answer: boolean | null = null;
		void room.claim('m_alice', 77).then((mine) => (answer = mine));
		await new Promise((resolve) => setImmediate(resolve));
		expect(answer).toBeNull();
		release();
		await until(() => answer);
		expect(storage.ownerOf(name, 77)).toBe('m_alice');
		expect(await room.claim('m_alice', 77)).toBe(true);
		expect(await room.claim('m_bob', 77)).toBe(false);
	});

	it('[R15] lets two who announce one clientID at once agree on one owner', async () => {
		const answers = await Promise.all([room.claim('m_alice', 78), room.claim('m_bob', 78)]);
		expect(answers).toEqual([true, false]);
	});

	it('[R15] takes new structs from their owner alone, and known ones from anyone', async () => {
		const device = new Device();
		const [first, second] = [device.type('first '), device.type('second ')];
		expect(await room.mayWriteAs('m_alice', endsOf(first))).toBe(true);
		const submitted = submit(first);
		await until(() => submitted.settledAt);
		expect(await room.mayWriteAs('m_bob', endsOf(first))).toBe(true);
		expect(await room.mayWriteAs('m_bob', endsOf(second))).toBe(false);
		expect(await room.mayWriteAs('m_bob', endsOf(Y.encodeStateAsUpdate(device.doc)))).toBe(false);
		expect(await room.mayWriteAs('m_alice', endsOf(second))).toBe(true);
		expect(await room.mayWriteAs('m_bob', new Map())).toBe(true); // deletes only
	});

	it('[R15] holds to what is stored when the room is opened again', async () => {
		await room.claim('m_alice', 79);
		room.end(closeCodes.resync);
		room = await openRoom();
		expect(await room.mayWriteAs('m_bob', new Map([[79, 1]]))).toBe(false);
		expect(await room.claim('m_bob', start.clientID)).toBe(false); // the server's own
	});
});

describe('awareness', () => {
	it('[R18] goes to those who may know who is there, to newcomers at once', async () => {
		const [insider, outsider] = [join(), join({ seesPresence: false })];
		room.awareness.set({ clientId: 1, clock: 1, state: {} }, { id: 'm_alice', name: 'Alice', guest: null }, {});
		await until(() => insider.heard.length > 0);
		expect(insider.heard).toEqual(['awareness']);
		expect(join().heard).toEqual(['awareness']);
		expect([...outsider.heard, ...join({ seesPresence: false }).heard]).toEqual([]);
	});
});

describe('an empty room', () => {
	beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
	afterEach(() => vi.useRealTimers());

	it('lingers, because people reload and tap back, and then ends', async () => {
		room.end(closeCodes.restart);
		room = await openRoom();
		const alice = join();
		room.leave(alice);
		vi.advanceTimersByTime(limits.roomLingerMs - 1);
		expect(room.hasEnded).toBe(false);
		const back = join();
		vi.advanceTimersByTime(2 * limits.roomLingerMs);
		expect(room.hasEnded).toBe(false);
		room.leave(back);
		vi.advanceTimersByTime(limits.roomLingerMs);
		expect([room.hasEnded, ended]).toEqual([true, 1]);
	});

	it('[R26] waits for what is under way, and ends after it', async () => {
		room.end(closeCodes.restart);
		room = await openRoom();
		const release = storage.hold();
		const submitted = submit(new Device().type('Alice '));
		vi.advanceTimersByTime(limits.roomLingerMs);
		expect(room.hasEnded).toBe(false);
		release();
		await vi.waitUntil(() => submitted.settledAt);
		vi.advanceTimersByTime(limits.roomLingerMs);
		expect(room.hasEnded).toBe(true);
	});

	it('ends once, whoever ends it', () => {
		const alice = join();
		room.end(closeCodes.notFound);
		room.end(closeCodes.restart);
		expect([alice.endedWith, ended]).toEqual([closeCodes.notFound, 1]);
	});
});
