// Signed-in browsers: what is stored of them, and when they end. Lucia reads the real clock for the idle end, so rows are
// aged in the table; the absolute end follows the clock that is handed in.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashSecret } from '../../../../server/auth/secrets.ts';
import { createSessions, type Sessions } from '../../../../server/auth/sessions.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { tablesWith } from '../../../support/stored.ts';

const dayMs = 24 * 60 * 60 * 1000;
const [alice, bob] = ['m_alice', 'm_bob'];
let test: TestDatabase;
let sessions: Sessions;
let movedMs = 0;

beforeAll(async () => {
	test = await openTestDatabase();
	sessions = createSessions(test.database.tables, () => new Date(Date.now() + movedMs));
	for (const id of [alice, bob]) {
		await test.database.sql`
			insert into members (id, sign_in_name, sign_in_key, display_name, password_hash) values (${id}, ${id}, ${id}, ${id}, '')`;
	}
});
afterAll(() => test.remove());
beforeEach(async () => {
	movedMs = 0;
	await test.database.sql`delete from sessions`;
});

const countRows = async () => (await test.database.sql`select 1 from sessions`).length;
const endAt = (id: string, fromNow: string) =>
	test.database.sql`update sessions set expires_at = now() + ${fromNow}::interval where id_hash = ${hashSecret(id)}`;

describe('a session', () => {
	it('lets Alice be recognised by its id, and by nothing else', async () => {
		const { id } = await sessions.start(alice);
		expect(await sessions.resolve(id)).toMatchObject({ member: alice, wasRenewed: false });
		for (const other of ['', ' ', `${id} `, id.slice(1), id.toUpperCase(), hashSecret(id), '\0', 'x'.repeat(100_000)]) {
			expect(await sessions.resolve(other)).toBeNull();
		}
	});

	it('is stored as a hash only: a stolen table opens nothing', async () => {
		const { id } = await sessions.start(alice);
		expect(await tablesWith(test.database, id)).toEqual([]);
		expect(await tablesWith(test.database, hashSecret(id))).toEqual(['sessions']);
	});

	it('has an id that the server made: one that was brought along is not adopted', async () => {
		const brought = 'brought-along-by-somebody';
		expect(await sessions.resolve(brought)).toBeNull();
		expect(await countRows()).toBe(0);
		const [first, second] = await Promise.all([sessions.start(alice), sessions.start(alice)]);
		expect(new Set([brought, first.id, second.id]).size).toBe(3);
		expect(await sessions.resolve(brought)).toBeNull();
	});
});

describe('the end of a session', () => {
	it('comes after 14 days without a visit, and its row is gone', async () => {
		const { id, expiresAt } = await sessions.start(alice);
		const days = (expiresAt.getTime() - Date.now()) / dayMs;
		expect(days).toBeGreaterThan(13.99);
		expect(days).toBeLessThanOrEqual(14);
		await endAt(id, '-1 second');
		expect(await sessions.resolve(id)).toBeNull();
		expect(await countRows()).toBe(0);
	});

	it('moves away while Alice comes by, and she is told so that her cookie can follow', async () => {
		const { id } = await sessions.start(alice);
		await endAt(id, '8 days');
		expect(await sessions.resolve(id)).toMatchObject({ wasRenewed: false });
		await endAt(id, '6 days');
		const renewed = await sessions.resolve(id);
		expect(renewed?.wasRenewed).toBe(true);
		expect(renewed?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 13 * dayMs);
		expect(await sessions.resolve(id)).toMatchObject({ wasRenewed: false, expiresAt: renewed?.expiresAt });
	});

	it('comes after 60 days however often she comes by', async () => {
		const { id } = await sessions.start(alice);
		await endAt(id, '100 days');
		movedMs = 59.9 * dayMs;
		expect(await sessions.resolve(id)).toMatchObject({ member: alice });
		movedMs = 60.1 * dayMs;
		expect(await sessions.resolve(id)).toBeNull();
		movedMs = 0; // and turning the clock back does not bring it back
		expect(await sessions.resolve(id)).toBeNull();
		expect(await countRows()).toBe(0);
	});

	it('comes when she signs out, on that device alone', async () => {
		const [phone, laptop] = await Promise.all([sessions.start(alice), sessions.start(alice)]);
		await sessions.end(phone.id);
		await sessions.end(phone.id);
		expect(await sessions.resolve(phone.id)).toBeNull();
		expect(await sessions.resolve(laptop.id)).toMatchObject({ member: alice });
	});

	it('comes on every device of hers at once when all are ended, and Bob stays signed in', async () => {
		const [one, two, his] = await Promise.all([sessions.start(alice), sessions.start(alice), sessions.start(bob)]);
		await sessions.endAllOf(alice);
		expect(await sessions.resolve(one.id)).toBeNull();
		expect(await sessions.resolve(two.id)).toBeNull();
		expect(await sessions.resolve(his.id)).toMatchObject({ member: bob });
	});

	it('comes with the account’s', async () => {
		await test.database
			.sql`insert into members (id, sign_in_name, sign_in_key, display_name, password_hash) values ('m_gone', '', 'gone', '', '')`;
		const { id } = await sessions.start('m_gone');
		await test.database.sql`delete from members where id = 'm_gone'`;
		expect(await sessions.resolve(id)).toBeNull();
	});
});
