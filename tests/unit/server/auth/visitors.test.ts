// Cookie -> actor and back, over https and plain http.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cookieName, type Cookie } from '../../../../server/auth/visitors.ts';
import { anonymous, system } from '../../../../src/shared/domain/actors.ts';
import { refusalCode } from '../../../../src/shared/domain/refusals.ts';
import { startTestApp, type Person, type TestApp } from '../../../support/app.ts';
import { tablesWith } from '../../../support/stored.ts';

const hourMs = 60 * 60 * 1000;
let test: TestApp;
let alice: Person;
let movedMs = 0;

beforeAll(async () => {
	test = await startTestApp({ now: () => new Date(Date.now() + movedMs) });
	alice = await test.person('Alice', { parole: 'member' });
});
afterAll(() => test.close());
beforeEach(async () => {
	movedMs = 0;
	await test.app.services.dropIns.setDoor(system, 'board', 'open');
});

const header = (...cookies: Pick<Cookie, 'name' | 'value'>[]) =>
	cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
const actorOf = async (cookieHeader: string | undefined, isSecure = false) =>
	(await test.app.visitors.identify(cookieHeader, isSecure)).actor;
const enter = (isSecure = false) => test.app.visitors.enter(anonymous, { space: 'board', name: 'River' }, isSecure);

describe('cookies', () => {
	it('over https carry the __Host- prefix and Secure, for members and guests alike', async () => {
		for (const cookie of [await test.app.visitors.signIn(alice.id, true), await enter(true)]) {
			expect(cookie.name).toMatch(/^__Host-rootbridge_(session|guest)$/);
			expect(cookie.options).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' });
			expect(cookie.options).not.toHaveProperty('domain'); // a browser drops a __Host- cookie that names one
			expect(cookie.options.expires.getTime()).toBeGreaterThan(Date.now());
		}
	});

	it('over plain http carry neither, because a browser would drop them silently', async () => {
		for (const cookie of [await test.app.visitors.signIn(alice.id, false), await enter(false)]) {
			expect(cookie.name).toMatch(/^rootbridge_(session|guest)$/);
			expect(cookie.options).toMatchObject({ secure: false, httpOnly: true, sameSite: 'lax', path: '/' });
		}
	});

	it('of http are not taken over https, where another page of the network could have set them, nor the other way', async () => {
		const [plain, secure] = [
			await test.app.visitors.signIn(alice.id, false),
			await test.app.visitors.signIn(alice.id, true)
		];
		expect(await actorOf(header(plain), true)).toEqual(anonymous);
		expect(await actorOf(header(secure), false)).toEqual(anonymous);
		expect(await actorOf(header(secure), true)).toMatchObject({ id: alice.id });
	});

	it('hold secrets that stand nowhere in the database', async () => {
		for (const { value } of [await test.app.visitors.signIn(alice.id, true), await enter(true)]) {
			expect(value.length).toBeGreaterThanOrEqual(26);
			expect(await tablesWith(test.database, value)).toEqual([]);
		}
	});
});

describe('who somebody is', () => {
	it('is told by the cookie: Alice, a guest, or nobody we know', async () => {
		const session = await test.app.visitors.signIn(alice.id, false);
		const guest = await enter();
		expect(await actorOf(header(session))).toEqual({
			kind: 'member',
			id: alice.id,
			name: 'Alice',
			isSteward: false,
			roles: { parole: 'member' }
		});
		expect(await actorOf(header(guest))).toMatchObject({ kind: 'guest', name: 'River', space: 'board' });
		expect(await actorOf(header(guest, session))).toMatchObject({ id: alice.id });
		expect(await actorOf(undefined)).toEqual(anonymous);
	});

	it.each([
		['nothing', ''],
		['no value', 'rootbridge_session'],
		['an empty value', 'rootbridge_session='],
		['only signs', '=;;;= ;=='],
		['a zero byte', 'rootbridge_session=\0'],
		['an invented value', 'rootbridge_session=aaaa; rootbridge_guest=bbbb'],
		['a SQL sentence', "rootbridge_session=' or 1=1 --"],
		['a very long value', `rootbridge_session=${'x'.repeat(200_000)}`],
		['a great many cookies', 'rootbridge_session; '.repeat(20_000)]
	])('is nobody we know with %s in the header', async (_, cookieHeader) => {
		expect(await test.app.visitors.identify(cookieHeader, false)).toEqual({ actor: anonymous, renewal: null });
	});

	it('is read from the cookie of exactly that name', async () => {
		const { value } = await test.app.visitors.signIn(alice.id, false);
		expect(await actorOf(`x${cookieName('session', false)}=${value}`)).toEqual(anonymous);
		expect(await actorOf(`${cookieName('guest', false)}=${value}`)).toEqual(anonymous);
		expect(await actorOf(` other=1;  ${cookieName('session', false)} = ${value} ;more=2`)).toMatchObject({
			id: alice.id
		});
	});

	it('stays unknown for a value that somebody brought along, before and after they sign in', async () => {
		const planted = { name: cookieName('session', false), value: 'planted-by-somebody-else-123' };
		expect(await test.app.visitors.identify(header(planted), false)).toEqual({ actor: anonymous, renewal: null });
		const session = await test.app.visitors.signIn(alice.id, false);
		expect(session.value).not.toBe(planted.value);
		expect(await actorOf(header(planted))).toEqual(anonymous);
		const plantedGuest = { name: cookieName('guest', false), value: 'planted-by-somebody-else-123' };
		expect((await enter()).value).not.toBe(plantedGuest.value);
		expect(await actorOf(header(plantedGuest))).toEqual(anonymous);
	});

	it('comes with a new cookie when the session was prolonged', async () => {
		const session = await test.app.visitors.signIn(alice.id, true);
		expect((await test.app.visitors.identify(header(session), true)).renewal).toBeNull();
		await test.database.sql`update sessions set expires_at = now() + interval '1 day' where member = ${alice.id}`;
		const { renewal } = await test.app.visitors.identify(header(session), true);
		expect(renewal).toMatchObject({ name: session.name, value: session.value, options: { secure: true } });
		expect(renewal?.options.expires.getTime()).toBeGreaterThan(Date.now() + 13 * 24 * hourMs);
	});

	it('is no longer Alice once her account is suspended', async () => {
		const carol = await test.person('Carol', { parole: 'member' });
		await test.database.sql`update members set suspended_at = now() where id = ${carol.id}`;
		expect(await actorOf(carol.cookie)).toEqual(anonymous);
	});
});

describe('leaving', () => {
	it('ends session and visit, and takes both cookies away under the names the browser knows', async () => {
		for (const isSecure of [true, false]) {
			const both = header(await test.app.visitors.signIn(alice.id, isSecure), await enter(isSecure));
			const gone = await test.app.visitors.leave(both, isSecure);
			expect(gone.map(({ name, value }) => [name, value])).toEqual([
				[cookieName('session', isSecure), ''],
				[cookieName('guest', isSecure), '']
			]);
			expect(gone.every(({ options }) => options.expires.getTime() === 0 && options.secure === isSecure)).toBe(true);
			expect(await actorOf(both, isSecure)).toEqual(anonymous);
			expect(await test.app.visitors.leave(both, isSecure)).toHaveLength(2);
		}
	});

	it('happens by itself for a guest after twelve hours', async () => {
		const cookie = await enter();
		expect((cookie.options.expires.getTime() - Date.now()) / hourMs).toBeCloseTo(12, 1);
		movedMs = 11.9 * hourMs;
		expect(await actorOf(header(cookie))).toMatchObject({ kind: 'guest', name: 'River' });
		movedMs = 12.1 * hourMs;
		expect(await actorOf(header(cookie))).toEqual(anonymous);
	});
});

describe('dropping in', () => {
	it('is refused while the door is closed, and gives no cookie', async () => {
		await test.app.services.dropIns.setDoor(system, 'board', 'closed');
		const refused = await enter().catch(refusalCode);
		expect(refused).toBe('forbidden');
	});
});
