// Who is in the documents of a space right now, read from the rooms.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPresenceTeller, presenceInRooms } from '../../../../server/live/presence.ts';
import { createRoomAwareness, type AwarenessUser } from '../../../../server/sync/awareness.ts';
import type { Room } from '../../../../server/sync/room.ts';

const alice: AwarenessUser = { id: 'm_alice', name: 'Alice', guest: null };
const bob: AwarenessUser = { id: 'm_bob', name: 'Bob', guest: null };
const river: AwarenessUser = { id: 'g_river', name: 'River', guest: 4 };

type There = [user: AwarenessUser, state: Record<string, unknown>];

function roomWith(kind: string, ...people: There[]): Room {
	const awareness = createRoomAwareness(() => {});
	people.forEach(([user, state], index) => {
		awareness.set({ clientId: index + 1, clock: 1, state }, user, user);
	});
	awareness.close();
	return { name: `${kind}-aaaaaaaaaaaaaaaa`, kind, awareness } as unknown as Room;
}

describe('who is there', () => {
	it('is everybody in these rooms by name, with the place their screen says', () => {
		const agenda = roomWith('agenda', [bob, { at: 'item-1' }], [alice, {}]);
		const board = roomWith('community-board', [river, { at: 'entry-1' }]);
		expect(presenceInRooms([agenda, board])).toEqual([
			{ id: 'm_alice', name: 'Alice', guest: null, kind: 'agenda', document: agenda.name, at: null },
			{ id: 'm_bob', name: 'Bob', guest: null, kind: 'agenda', document: agenda.name, at: 'item-1' },
			{ id: 'g_river', name: 'River', guest: 4, kind: 'community-board', document: board.name, at: 'entry-1' }
		]);
		expect(presenceInRooms([])).toEqual([]);
	});

	it('counts somebody with two tabs once in each document, at the place that one of them says', () => {
		const [agenda, tasks] = [
			roomWith('agenda', [alice, {}], [alice, { at: 'item-1' }], [alice, {}]),
			roomWith('task-board', [alice, {}])
		];
		expect(presenceInRooms([agenda, tasks]).map(({ kind, at }) => [kind, at])).toEqual([
			['agenda', 'item-1'],
			['task-board', null]
		]);
	});

	it('takes no place for true that is none, or far too long', () => {
		const states = [7, null, {}, [], true, 'x'.repeat(65)].map((at): There => [alice, { at }]);
		for (const state of states) expect(presenceInRooms([roomWith('agenda', state)])[0]?.at).toBeNull();
		expect(presenceInRooms([roomWith('agenda', [alice, { at: 'x'.repeat(64) }])])[0]?.at).toHaveLength(64);
	});

	it('tells two people of one name apart', () => {
		const twin = { ...alice, id: 'm_other' };
		expect(presenceInRooms([roomWith('agenda', [twin, {}], [alice, {}])]).map(({ id }) => id)).toEqual([
			'm_alice',
			'm_other'
		]);
	});
});

describe('telling it', () => {
	beforeEach(() => vi.useFakeTimers());
	afterEach(() => vi.useRealTimers());

	it('happens at most twice a second for each space, and not while nobody moves', () => {
		const told: string[] = [];
		const teller = createPresenceTeller((space) => told.push(space));
		for (let move = 0; move < 50; move++) teller.note('parole');
		teller.note('board');
		expect(told).toEqual([]);
		vi.advanceTimersByTime(500);
		expect(told).toEqual(['parole', 'board']);
		vi.advanceTimersByTime(5_000);
		expect(told).toHaveLength(2);
		teller.note('parole');
		vi.advanceTimersByTime(500);
		expect(told).toEqual(['parole', 'board', 'parole']);
	});

	it('does not happen any more once it is closed', () => {
		const told: string[] = [];
		const teller = createPresenceTeller((space) => told.push(space));
		teller.note('parole');
		teller.close();
		vi.advanceTimersByTime(5_000);
		expect(told).toEqual([]);
	});
});
