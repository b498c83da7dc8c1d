// The rooms of this node: one a document, opened once for whoever comes at once.
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createLog } from '../../../../server/log.ts';
import type { Compaction } from '../../../../server/sync/compaction.ts';
import type { Room } from '../../../../server/sync/room.ts';
import { createRooms, type Rooms } from '../../../../server/sync/rooms.ts';
import { createUpdateLog } from '../../../../server/sync/update-log.ts';
import { closeCodes } from '../../../../src/shared/protocol/close-codes.ts';
import { Listener } from '../../../support/frames.ts';
import { createMemoryStorage, type MemoryStorage } from '../../../support/memory-storage.ts';
import { until } from '../../../support/until.ts';

const [agenda, letter] = ['agenda-aaaaaaaaaaaaaaaa', 'letter-aaaaaaaaaaaaaaaa'];
let storage: MemoryStorage;
let scheduled: string[];
let rooms: Rooms;

function updateTyping(text: string): Uint8Array {
	const doc = new Y.Doc();
	doc.getText('t').insert(0, text);
	return Y.encodeStateAsUpdate(doc);
}

beforeEach(async () => {
	storage = createMemoryStorage();
	scheduled = [];
	const start = { createdBy: 'system', bytes: updateTyping('start'), clientId: 1, content: {} };
	await storage.create({ ...start, name: agenda, kind: 'agenda', space: 'parole' });
	await storage.create({ ...start, name: letter, kind: 'letter', space: 'outreach' });
	const compaction = { schedule: ({ name }: Room) => scheduled.push(name) } as unknown as Compaction;
	const log = createLog('silent');
	rooms = createRooms({ storage, updateLog: createUpdateLog(storage), compaction, log, onPresence: () => {} });
	return () => rooms.close();
});

function joined(room: Room | null): Listener {
	const listener = new Listener();
	room?.join(listener);
	return listener;
}
function submit(room: Room | null, text = 'Alice'): { settledAt: number | null; isLost: boolean } {
	const submitted: { settledAt: number | null; isLost: boolean } = { settledAt: null, isLost: false };
	room?.submit({
		actor: 'm_alice',
		bytes: updateTyping(text),
		from: null,
		settled: (seq) => (submitted.settledAt = seq),
		lost: () => (submitted.isLost = true)
	});
	return submitted;
}

describe('rooms', () => {
	it('are one a document for everybody who comes, at once or later, from one load', async () => {
		const [first, second] = await Promise.all([rooms.open(agenda), rooms.open(agenda)]);
		expect(first).toBe(second);
		expect(await rooms.open(agenda)).toBe(first);
		expect(await rooms.open(letter)).not.toBe(first);
		expect(storage.loads).toBe(2);
	});

	it('[R2] are none for a document that does not exist, and none is made', async () => {
		expect(await rooms.open('agenda-bbbbbbbbbbbbbbbb')).toBeNull();
		expect(rooms.ofSpace('parole')).toEqual([]);
		expect(() => storage.rowsOf('agenda-bbbbbbbbbbbbbbbb')).toThrow();
	});

	it('[R3] refuse everybody while a document cannot be loaded, and open once it can', async () => {
		storage.loadFailure = new Error('update 2 is missing');
		const [one, two] = await Promise.allSettled([rooms.open(agenda), rooms.open(agenda)]);
		expect([one.status, two.status]).toEqual(['rejected', 'rejected']);
		expect(rooms.ofSpace('parole')).toEqual([]);
		storage.loadFailure = null;
		expect((await rooms.open(agenda))?.name).toBe(agenda);
	});

	it('are found by their space while they are open', async () => {
		const room = await rooms.open(agenda);
		await rooms.open(letter);
		expect(rooms.ofSpace('parole')).toEqual([room]);
		expect(rooms.ofSpace('nowhere')).toEqual([]);
		room?.end(closeCodes.resync);
		expect(rooms.ofSpace('parole')).toEqual([]);
	});

	it('[R13] are opened anew after one has ended, with what the log has by then', async () => {
		const room = await rooms.open(agenda);
		storage.failure = new Error('away');
		const alice = joined(room);
		const submitted = submit(room);
		await until(() => submitted.isLost);
		expect(alice.endedWith).toBe(closeCodes.storageAway);
		storage.failure = null;
		const next = await rooms.open(agenda);
		expect(next).not.toBe(room);
		expect(next?.head).toBe(1);
		// The end of the first one comes late, and must not take the second one away.
		room?.end(closeCodes.restart);
		expect(await rooms.open(agenda)).toBe(next);
	});

	it('[R22] ask for a compaction after each commit', async () => {
		const submitted = submit(await rooms.open(agenda));
		await until(() => submitted.settledAt);
		expect(scheduled).toEqual([agenda]);
	});

	it('end by name, with the reason told to everybody in them', async () => {
		const alice = joined(await rooms.open(agenda));
		rooms.end(agenda, closeCodes.notFound);
		rooms.end('agenda-bbbbbbbbbbbbbbbb', closeCodes.notFound);
		expect(alice.endedWith).toBe(closeCodes.notFound);
	});

	it('[R26] end with "restart" when the server stops, after what was under way is committed', async () => {
		const room = await rooms.open(agenda);
		const [alice, bob] = [joined(room), joined(await rooms.open(letter))];
		const release = storage.hold();
		const submitted = submit(room);
		const closing = rooms.close();
		await until(() => storage.batches.length === 1);
		expect(alice.endedWith).toBeNull();
		release();
		await closing;
		expect(submitted.settledAt).toBe(2);
		expect(alice.heard).toEqual(['update']);
		expect([alice.endedWith, bob.endedWith]).toEqual([closeCodes.restart, closeCodes.restart]);
	});

	it('[R26] that are just being opened when the server stops end as well', async () => {
		const release = storage.hold();
		const opening = rooms.open(agenda);
		const closing = rooms.close();
		release();
		await closing;
		expect((await opening)?.hasEnded).toBe(true);
	});
});
