// The board's drop-in: its door, what the host is on, the next date.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DropIns } from '../../../../server/services/drop-ins.ts';
import { system } from '../../../../src/shared/domain/actors.ts';
import { startTestApp, type Person, type TestApp } from '../../../support/app.ts';
import { gatherCast, toldTo, toldToEach, type Cast } from '../../../support/cast.ts';

let test: TestApp;
let cast: Cast;
let host: Person;
let dropIns: DropIns;

beforeAll(async () => {
	test = await startTestApp();
	cast = await gatherCast(test);
	host = await test.person('Jo', { board: 'coordinator' });
	({ dropIns } = test.app.services);
});
afterAll(() => test.close());
beforeEach(() => test.database.sql`delete from drop_ins`);

const hosts = {
	alice: 'forbidden',
	cora: 'forbidden',
	olga: 'forbidden',
	steward: 'forbidden',
	guest: 'forbidden',
	nobody: 'forbidden',
	system: 'allowed'
};

describe('the drop-in', () => {
	it('is closed, and its date is to be decided, before anybody has said anything', async () => {
		expect(await dropIns.of('board')).toEqual({ door: 'closed', currentKind: null, nextStartsAt: null });
		expect(await dropIns.of('no-such-space')).toEqual({ door: 'closed', currentKind: null, nextStartsAt: null });
	});

	it('is led by its hosts: door, run-down and date', async () => {
		const when = new Date('2026-12-02T00:00:00Z');
		for (const attempt of [
			(actor: Cast['alice']) => dropIns.setDoor(actor, 'board', 'open'),
			(actor: Cast['alice']) => dropIns.setCurrentKind(actor, 'board', 'help'),
			(actor: Cast['alice']) => dropIns.setNext(actor, 'board', when)
		]) {
			expect(await toldToEach(cast, attempt)).toEqual(hosts);
			expect(await toldTo(attempt(host))).toBe('allowed');
		}
		expect(await dropIns.of('board')).toEqual({ door: 'open', currentKind: 'help', nextStartsAt: when });
	});

	it('forgets where the host was when the door closes, and keeps the next date', async () => {
		const when = new Date('2026-12-02T00:00:00Z');
		await dropIns.setDoor(host, 'board', 'open');
		await dropIns.setNext(host, 'board', when);
		await dropIns.setCurrentKind(host, 'board', 'questions');
		await dropIns.setDoor(host, 'board', 'closed');
		expect(await dropIns.of('board')).toEqual({ door: 'closed', currentKind: null, nextStartsAt: when });
		await dropIns.setDoor(host, 'board', 'open');
		expect(await dropIns.of('board')).toMatchObject({ currentKind: null });
		await dropIns.setNext(host, 'board', null);
		expect(await dropIns.of('board')).toMatchObject({ nextStartsAt: null });
	});

	it('lets guests in while the door is open, and keeps out who comes later', async () => {
		await dropIns.setDoor(host, 'board', 'open');
		expect(await toldTo(test.guest('River'))).toBe('allowed');
		await dropIns.setDoor(host, 'board', 'closed');
		expect(await toldTo(test.guest('Late'))).toBe('forbidden');
	});

	it('of a place that does not exist cannot be led, nor while the board is put away', async () => {
		expect(await toldTo(dropIns.setDoor(system, 'no-such-space', 'open'))).toBe('not_found');
		await test.app.services.spaces.archive(system, 'board');
		expect(await toldTo(dropIns.setDoor(host, 'board', 'open'))).toBe('forbidden');
		await test.app.services.spaces.restore(system, 'board');
	});
});
