// What the first start puts in. Facts: the coalition's published page.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seed } from '../../../../server/db/seed.ts';
import type { Documents } from '../../../../server/services/documents.ts';
import { system } from '../../../../src/shared/domain/actors.ts';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { storedRows, tablesWith } from '../../../support/stored.ts';

let test: TestApp;
const seedAgain = (documents: Documents = test.app.services.documents) =>
	seed({ tables: test.database.tables, documents });

describe('the starting content', () => {
	beforeAll(async () => {
		test = await startTestApp();
	});
	afterAll(() => test.close());

	it('is five working groups of Decarcerate Western Mass and the board of Defund413, in this order', async () => {
		const spaces = await test.app.services.spaces.all();
		expect(spaces.map(({ slug, kind, organization }) => [slug, kind, organization])).toEqual([
			['communications', 'group', 'decarcerate-western-mass'],
			['parole', 'group', 'decarcerate-western-mass'],
			['fundraising', 'group', 'decarcerate-western-mass'],
			['outreach', 'group', 'decarcerate-western-mass'],
			['phone-zap', 'group', 'decarcerate-western-mass'],
			['board', 'board', 'defund413']
		]);
		const organizations = await test.app.services.organizations.all();
		expect(organizations.map(({ slug, name }) => [slug, name])).toEqual([
			['decarcerate-western-mass', 'Decarcerate Western Mass'],
			['defund413', 'Defund413']
		]);
	});

	it('has the times of the published page; who has none is "to be decided"', async () => {
		const spaces = await test.app.services.spaces.all();
		expect(Object.fromEntries(spaces.map(({ slug, times }) => [slug, times]))).toEqual({
			communications: [{ weekday: 4, startsAt: '19:30' }],
			parole: [{ weekday: 0, startsAt: '11:00' }],
			fundraising: [
				{ weekday: 0, startsAt: '16:00' },
				{ weekday: 3, startsAt: '17:00' }
			],
			outreach: [],
			'phone-zap': [],
			board: []
		});
	});

	it('has the contacts of the published page; outreach and the board have none', async () => {
		const spaces = await test.app.services.spaces.all();
		expect(Object.fromEntries(spaces.map(({ slug, contact }) => [slug, contact]))).toEqual({
			communications: 'decarwmasscomms@gmail.com',
			parole: 'decarwmassparole@gmail.com',
			fundraising: 'decarwmassfundraising@gmail.com',
			outreach: null,
			'phone-zap': 'decarwmassphonezap@gmail.com',
			board: null
		});
	});

	it('counts as unconfirmed until a member says that it is right', async () => {
		const spaces = await test.app.services.spaces.all();
		expect(spaces.some(({ isContactConfirmed, areTimesConfirmed }) => isContactConfirmed || areTimesConfirmed)).toBe(
			false
		);
	});

	it('never puts Decarcerate’s contact beside Defund413 or its board', async () => {
		const organizations = await test.app.services.organizations.all();
		expect(organizations.map(({ contact }) => contact)).toEqual(['decarceratewmass@gmail.com', null]);
		const ofDefund = (await storedRows(test.database)).filter(({ text }) => /defund413|^board$/im.test(text));
		expect(ofDefund.length).toBeGreaterThan(2);
		expect(ofDefund.filter(({ text }) => /decar\w*@|@gmail/i.test(text))).toEqual([]);
	});

	it('says everything in both languages', async () => {
		for (const { name, purpose, caution } of await test.app.services.spaces.all()) {
			for (const words of [name, purpose, ...(caution ? [caution] : [])]) {
				expect(words.en.length).toBeGreaterThan(3);
				expect(words.es.length).toBeGreaterThan(3);
				expect(words.en).not.toBe(words.es);
			}
		}
	});

	it('lets members of other groups read where nothing of people’s lives is heard, and nowhere else', async () => {
		const spaces = await test.app.services.spaces.all();
		const open = spaces.filter(({ openToMembers }) => openToMembers).map(({ slug }) => slug);
		expect(open).toEqual(['communications', 'fundraising', 'phone-zap']);
		expect(spaces.filter(({ caution }) => caution !== null).map(({ slug }) => slug)).toEqual(['parole', 'outreach']);
	});

	it('gives each space an agenda and a task board, and the board its board', async () => {
		const { documents, spaces } = test.app.services;
		for (const { slug, kind } of await spaces.all()) {
			const agenda = await documents.current(system, slug, 'agenda');
			expect(agenda?.content.items.length).toBeGreaterThan(0);
			expect((await documents.current(system, slug, 'task-board'))?.content.lists.length).toBeGreaterThan(0);
			expect(await documents.list(system, slug, 'community-board')).toHaveLength(kind === 'board' ? 1 : 0);
		}
		const board = await documents.current(system, 'board', 'community-board');
		expect(board?.content).toEqual({ title: { en: 'Community board', es: 'Tablero comunitario' }, entries: [] });
	});

	it('names nobody: no account, no invitation, no guest', async () => {
		const tables = new Set((await storedRows(test.database)).map(({ table }) => table));
		for (const table of ['members', 'memberships', 'invitations', 'guests', 'sessions', 'entry_people']) {
			expect(tables).not.toContain(table);
		}
		expect(await tablesWith(test.database, 'm_')).not.toContain('documents');
	});

	it('is put in once: what people have changed stays as they left it', async () => {
		const { spaces } = test.app.services;
		await spaces.setTimes(system, 'parole', []);
		await spaces.archive(system, 'phone-zap');
		await test.database.sql`update organizations set contact = 'hosts@example.org' where slug = 'defund413'`;
		const before = await storedRows(test.database);
		await seedAgain();
		await seedAgain();
		expect(await storedRows(test.database)).toEqual(before);
	});
});

describe('a first start that is stopped half way', () => {
	beforeEach(async () => {
		test = await startTestApp({ seeded: false });
		return () => test.close();
	});

	it.each([0, 5, 12])('is made whole by the next one (stopped after %i documents)', async (made) => {
		const { documents, spaces } = test.app.services;
		let left = made;
		const stopping: Documents = {
			...documents,
			create(actor, input) {
				if (left-- === 0) throw new Error('stopped');
				return documents.create(actor, input);
			}
		};
		await expect(seedAgain(stopping)).rejects.toThrow('stopped');
		await seedAgain();
		const all = await spaces.all();
		expect(all).toHaveLength(6);
		for (const { slug, kind } of all) {
			expect(await documents.list(system, slug, 'agenda')).toHaveLength(1);
			expect(await documents.list(system, slug, 'task-board')).toHaveLength(1);
			expect(await documents.list(system, slug, 'community-board')).toHaveLength(kind === 'board' ? 1 : 0);
		}
	});
});
