// Facts about this installation.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createInstance } from '../../../../server/services/instance.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';

let test: TestDatabase;

beforeAll(async () => {
	test = await openTestDatabase();
});
afterAll(() => test.remove());

it('A fact is unknown until it is set, and is what it was set to last', async () => {
	const instance = createInstance(test.database.tables);
	expect(await instance.get('origin')).toBeNull();
	expect(await instance.get('demo')).toBeNull();
	await instance.set('origin', 'http://192.168.1.20:3000');
	await instance.set('origin', 'https://rootbridge.example.org');
	await instance.set('demo', false);
	expect(await instance.get('origin')).toBe('https://rootbridge.example.org');
	expect(await instance.get('demo')).toBe(false);
});

it('A fact that two set at once is one of the two', async () => {
	const instance = createInstance(test.database.tables);
	await Promise.all(['https://a.example.org', 'https://b.example.org'].map((origin) => instance.set('origin', origin)));
	expect(await instance.get('origin')).toMatch(/^https:\/\/[ab]\.example\.org$/);
});
