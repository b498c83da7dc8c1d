// What anyone may know of a space, and who may change it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { toldTo } from '../../../support/cast.ts';

let test: TestApp;

beforeAll(async () => {
	test = await startTestApp();
});
afterAll(() => test.close());

it('how often the board meets is what its hosts say, in both languages, from the words it began with', async () => {
	const { spaces } = test.app.services;
	const host = await test.person('Jo', { board: 'coordinator' });
	const member = await test.person('Alice', { parole: 'member' });
	const { name, purpose, contact, rhythm } = await spaces.bySlug('board');
	expect(rhythm).toEqual({ en: 'Monthly, a Tuesday, 7:00 PM', es: 'Cada mes, un martes, 7:00 p. m.' });
	const edit = {
		nameEn: name.en,
		nameEs: name.es,
		purposeEn: purpose.en,
		purposeEs: purpose.es,
		contact,
		rhythmEn: 'Every other Wednesday',
		rhythmEs: 'Cada dos miércoles'
	};
	expect(await toldTo(spaces.editFace(member, 'board', edit))).toBe('forbidden');
	await spaces.editFace(host, 'board', edit);
	expect((await spaces.bySlug('board')).rhythm).toEqual({ en: 'Every other Wednesday', es: 'Cada dos miércoles' });
	await spaces.editFace(host, 'board', { ...edit, rhythmEs: null });
	expect((await spaces.bySlug('board')).rhythm).toEqual({ en: 'Every other Wednesday', es: 'Every other Wednesday' });
	await spaces.editFace(host, 'board', { ...edit, rhythmEn: null, rhythmEs: null });
	expect((await spaces.bySlug('board')).rhythm).toBeNull();
});
