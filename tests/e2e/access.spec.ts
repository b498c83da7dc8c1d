// Who sees what, from the first page on.
import { expect, test } from '@playwright/test';
import { useSite, type SitePerson } from '../support/site.ts';

const site = useSite();
let dee: SitePerson;

test.beforeAll(async () => {
	dee = await site.join('Dee', 'communications');
});

test('signed out, a group shows its purpose, time, contact and how to plug in, and nothing else', async () => {
	const visitor = await site.open(null, '/groups/parole');
	await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Parole');
	await expect(visitor.getByText('Sundays, 11:00 AM').first()).toBeVisible();
	await expect(visitor.getByText('From our published page, not yet confirmed.').first()).toBeVisible();
	await expect(visitor.getByRole('link', { name: 'decarwmassparole@gmail.com' })).toBeVisible();
	await expect(visitor.getByRole('heading', { name: 'How to plug in' })).toBeVisible();
	for (const tab of ['agenda', 'tasks', 'drafts', 'people', 'settings']) {
		const page = await site.open(null, `/groups/parole/${tab}`, { expectedErrors: /404/ });
		await expect(page.locator('.tabs')).toHaveCount(0);
		expect(await page.content()).not.toContain('Agenda check');
	}
});

test('a group without a time or a contact shows that well', async () => {
	const visitor = await site.open(null, '/groups/outreach');
	await expect(visitor.getByText('Time to be decided').first()).toBeVisible();
	await expect(visitor.getByRole('link', { name: 'decarceratewmass@gmail.com' })).toBeVisible();
	await expect(visitor.getByText('No contact of its own yet: this is the general one.')).toBeVisible();
});

test('a member of another group reads what a group opens, and cannot write it', async () => {
	const page = await site.open(dee, '/groups/phone-zap/agenda');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Phone Zap planning');
	await expect(page.getByText('Members of every group can read this.')).toBeVisible();
	await expect(page.getByLabel('Add an agenda item')).toHaveCount(0);
	await expect(page.getByRole('checkbox')).toHaveCount(0);
	await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0);
	const closed = await site.open(dee, '/groups/parole/agenda');
	await expect(closed).toHaveURL(/\/groups\/parole$/);
	await expect(closed.getByText('Only members of this group can read its agenda')).toBeVisible();
});

test('a steward reads only the groups they are in', async () => {
	await site.post(site.steward, '/admin?/place', { member: await memberId('Ana'), space: 'outreach', role: '' });
	const page = await site.open(site.steward, '/groups/outreach/agenda');
	await expect(page).toHaveURL(/\/groups\/outreach$/);
	await site.post(site.steward, '/admin?/place', {
		member: await memberId('Ana'),
		space: 'outreach',
		role: 'coordinator'
	});
});

test('Parole and Outreach carry their caution line above agenda, tasks and drafts', async () => {
	for (const [group, words] of [
		['parole', 'No case facts, hearing dates, numbers or papers here'],
		['outreach', 'Leave out: names of people inside']
	] as const) {
		for (const tab of ['agenda', 'tasks', 'drafts']) {
			const page = await site.open(site.steward, `/groups/${group}/${tab}`);
			await expect(page.getByText(words)).toBeVisible();
		}
	}
});

test('somebody taken out of a group loses the open page at once', async () => {
	const jo = await site.join('Jo', 'phone-zap');
	const page = await site.open(jo, '/groups/phone-zap/agenda', { expectedErrors: /404/ });
	await expect(page.locator('[data-saved]')).toHaveText(/^Saved/);
	await page.getByLabel('Add an agenda item').fill('Half a thought');
	await site.post(site.steward, '/groups/phone-zap/settings?/open', { open: '' });
	await site.post(site.steward, '/admin?/place', { member: await memberId('Jo'), space: 'phone-zap', role: '' });
	await expect(page.getByText('This is no longer open to you.').or(page.getByText('How to plug in'))).toBeVisible();
	await page.goto(`${site.server.origin}/groups/phone-zap/agenda`);
	await expect(page).toHaveURL(/\/groups\/phone-zap$/);
	await site.post(site.steward, '/groups/phone-zap/settings?/open', { open: 'on' });
});

test('who is here, and where, is told to members of the group only', async () => {
	const ana = await site.open(site.steward, '/groups/communications/agenda');
	await expect(ana.locator('[data-saved]')).toHaveText(/^Saved/);
	const bob = await site.open(dee, '/groups/communications/people');
	await expect(bob.getByRole('region', { name: 'Here now' })).toContainText('Ana');
	await expect(bob.getByRole('region', { name: 'Here now' })).toContainText('Agenda');
	await bob.keyboard.press('Alt+Shift+KeyP');
	await expect(bob.locator('[data-announcer]')).toContainText('Ana: Agenda');
	await ana.close();
	await expect(bob.getByRole('region', { name: 'Here now' })).not.toContainText('Ana');
});

test('[R54] what is counted is for this machine alone', async () => {
	const metrics = await fetch(`${site.server.origin}/metrics`);
	expect(await metrics.text()).toMatch(/^rootbridge_rooms \d+$/m);
	const through = { headers: { 'x-forwarded-for': '203.0.113.7' } };
	expect((await fetch(`${site.server.origin}/metrics`, through)).status).toBe(404);
});

test('times and contacts are confirmed by a member, and edited by a coordinator', async () => {
	const ana = await site.open(site.steward, '/groups/fundraising/settings');
	await ana.getByRole('button', { name: 'The times are right' }).click();
	await expect(ana.getByText('Saved.')).toBeVisible();
	await ana.getByLabel('Day 1').selectOption('');
	await ana.getByLabel('Day 2').selectOption('');
	await Promise.all([
		ana.waitForResponse((response) => response.request().method() === 'POST'),
		ana.locator('form[action="?/times"]').getByRole('button', { name: 'Save' }).click()
	]);
	const visitor = await site.open(null, '/groups/fundraising');
	await expect(visitor.getByText('Time to be decided').first()).toBeVisible();
});

test('a sixth group needs no code', async () => {
	const ana = await site.open(site.steward, '/admin');
	await ana.getByText('Start a new group').click();
	await ana.getByLabel('Name in English').first().fill('Bail');
	await ana.getByLabel('Name in Spanish').first().fill('Fianzas');
	await ana.getByLabel('Address', { exact: true }).fill('bail');
	await ana.getByLabel('Purpose in English').first().fill('We pay bail.');
	await ana.getByLabel('Purpose in Spanish').first().fill('Pagamos fianzas.');
	await ana.getByRole('button', { name: 'Start the group' }).click();
	await expect(ana).toHaveURL(/\/groups\/bail$/);
	const home = await site.open(null, '/', { language: 'es' });
	await expect(home.getByRole('link', { name: 'Fianzas' })).toBeVisible();
	const luz = await site.join('Luz', 'bail');
	const agenda = await site.open(luz, '/groups/bail/agenda');
	await expect(agenda.locator('ol h2').first()).toBeVisible();
	const tasks = await site.open(luz, '/groups/bail/tasks');
	await expect(tasks.getByRole('heading', { level: 2, name: 'To do' })).toBeVisible();
});

async function memberId(name: string): Promise<string> {
	const page = await site.open(site.steward, '/admin');
	const row = page.locator('li.member', { has: page.getByText(name, { exact: true }) });
	return row.locator('input[name="member"]').first().inputValue();
}
