// People who drop in with a name and no account.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashSecret } from '../../../../server/auth/secrets.ts';
import type { Guests } from '../../../../server/services/guests.ts';
import { anonymous, system } from '../../../../src/shared/domain/actors.ts';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { gatherCast, toldTo, toldToEach, type Cast } from '../../../support/cast.ts';
import { tablesWith } from '../../../support/stored.ts';

const hourMs = 60 * 60 * 1000;
let test: TestApp;
let cast: Cast;
let guests: Guests;
let movedMs = 0;

beforeAll(async () => {
	test = await startTestApp({ now: () => new Date(Date.now() + movedMs) });
	cast = await gatherCast(test);
	({ guests } = test.app.services);
});
afterAll(() => test.close());
beforeEach(async () => {
	movedMs = 0;
	await test.app.services.dropIns.setDoor(system, 'board', 'open');
});

const enter = (name = 'River') => guests.enter(anonymous, { space: 'board', name });

describe('a guest', () => {
	it('comes in by a name while the door is open; whoever is in already needs no second name', async () => {
		const attempt = (actor: Cast['alice']) => guests.enter(actor, { space: 'board', name: 'River' });
		expect(await toldToEach(cast, attempt)).toEqual({
			alice: 'forbidden',
			cora: 'forbidden',
			olga: 'forbidden',
			steward: 'forbidden',
			guest: 'forbidden',
			nobody: 'allowed',
			system: 'forbidden'
		});
		await test.app.services.dropIns.setDoor(system, 'board', 'closed');
		expect(await toldTo(attempt(anonymous))).toBe('forbidden');
	});

	it('comes into the board, and nowhere else', async () => {
		for (const space of ['parole', 'communications']) {
			expect(await toldTo(guests.enter(anonymous, { space, name: 'River' }))).toBe('forbidden');
		}
		expect(await toldTo(guests.enter(anonymous, { space: 'no-such-space', name: 'River' }))).toBe('not_found');
	});

	it('is known by their token, of which only a hash is stored', async () => {
		const { token } = await enter('Sage');
		expect(await guests.resolve(token)).toMatchObject({ kind: 'guest', name: 'Sage', space: 'board' });
		expect(await tablesWith(test.database, token)).toEqual([]);
		expect(await tablesWith(test.database, hashSecret(token))).toEqual(['guests']);
		for (const other of ['', hashSecret(token), token.slice(1), `${token} `, 'x'.repeat(10_000), '\0']) {
			expect(await guests.resolve(other)).toBeNull();
		}
	});

	it('gets a number that tells them from the next one of the same name', async () => {
		const [one, two] = [await enter(), await enter()];
		const [first, second] = [await guests.resolve(one.token), await guests.resolve(two.token)];
		expect(second?.number).toBe((first?.number ?? 0) + 1);
		expect(second?.id).not.toBe(first?.id);
		expect(second?.id).toMatch(/^g_[a-z0-9]{16}$/);
	});

	it('is over after twelve hours', async () => {
		const { token, expiresAt } = await enter();
		expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(12 * hourMs);
		movedMs = 11.9 * hourMs;
		expect(await guests.resolve(token)).not.toBeNull();
		movedMs = 12.1 * hourMs;
		expect(await guests.resolve(token)).toBeNull();
	});

	it('who leaves is over at once, and their name stays beside what they wrote', async () => {
		const { token } = await enter('Willow');
		const guest = await guests.resolve(token);
		await guests.leave(token);
		await guests.leave('unknown');
		expect(await guests.resolve(token)).toBeNull();
		expect(await test.app.services.members.namesOf([guest?.id ?? ''])).toEqual({ [guest?.id ?? '']: 'Willow' });
	});

	it('of many who come through the door at once is let in, each as themselves and with a number of their own', async () => {
		const entered = await Promise.all(Array.from({ length: 20 }, (_, index) => enter(`Guest ${index}`)));
		const resolved = await Promise.all(entered.map(({ token }) => guests.resolve(token)));
		expect(resolved.map((guest) => guest?.name)).toEqual(entered.map((_, index) => `Guest ${index}`));
		expect(new Set(resolved.map((guest) => guest?.id)).size).toBe(20);
		expect(new Set(resolved.map((guest) => guest?.number)).size).toBe(20);
	});
});
