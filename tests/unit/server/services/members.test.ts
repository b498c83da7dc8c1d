// People with an account: placing them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '../../../../src/shared/domain/actors.ts';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { toldTo } from '../../../support/cast.ts';

let test: TestApp;

beforeAll(async () => {
	test = await startTestApp();
});
afterAll(() => test.close());

it.each(['member', 'coordinator', null] as const)(
	'somebody who does not exist cannot be placed (%s): a refusal, not a failure',
	async (role) => {
		const { members } = test.app.services;
		expect(await toldTo(members.place(system, { member: 'm_unknown', space: 'parole', role }))).toBe('not_found');
	}
);
