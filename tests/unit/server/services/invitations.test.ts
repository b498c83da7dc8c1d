// Links that make members, and what they do for somebody who is a member already.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../../../../src/shared/domain/actors.ts';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { toldTo } from '../../../support/cast.ts';

let test: TestApp;

beforeAll(async () => {
	test = await startTestApp();
});
afterAll(() => test.close());

const invite = (role: 'member' | 'coordinator') =>
	test.app.services.invitations.create(system, { space: 'parole', role, uses: 1, days: 1 });
const roleOf = async (id: string) => (await test.app.services.members.load(id))?.roles['parole'];

describe('an invitation that a member opens', () => {
	it('raises them to its role in a group they are in', async () => {
		const { invitations } = test.app.services;
		const alice = await test.person('Alice', { parole: 'member' });
		const secret = await invite('coordinator');
		expect(await invitations.acceptAs(alice, secret)).toBe('parole');
		expect(await roleOf(alice.id)).toBe('coordinator');
		expect(await toldTo(invitations.look(secret))).toBe('invitation_invalid');
	});

	it.each(['member', 'coordinator'] as const)(
		'is kept for somebody else when they are that already, or more (%s)',
		async (role) => {
			const { invitations } = test.app.services;
			const cora = await test.person('Cora', { parole: 'coordinator' });
			const secret = await invite(role);
			expect(await toldTo(invitations.acceptAs(cora, secret))).toBe('nothing_to_join');
			expect(await roleOf(cora.id)).toBe('coordinator');
			const dee = await test.person('Dee', { outreach: 'member' });
			expect(await invitations.acceptAs(dee, secret)).toBe('parole');
			expect(await roleOf(dee.id)).toBe(role);
		}
	);
});
