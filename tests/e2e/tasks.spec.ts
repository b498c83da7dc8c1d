// The task board: dragged by mouse, moved by keyboard and by "Move to…", filled in, and there after a restart.
import { expect, test, type Page } from '@playwright/test';
import { useSite, type SitePerson } from '../support/site.ts';

const site = useSite();
let ruth: SitePerson;
const path = '/groups/parole/tasks';

test.beforeAll(async () => {
	ruth = await site.join('Ruth', 'parole');
});

const saved = (page: Page) => expect(page.locator('[data-saved]')).toHaveText(/^Saved/);
const list = (page: Page, name: string) =>
	page.locator('.lists section', { has: page.getByRole('heading', { level: 2, name }) });
const titlesIn = (page: Page, name: string) => list(page, name).getByRole('heading', { level: 3 }).allTextContents();
const handle = (page: Page, title: string) => page.locator('.lists').getByRole('button', { name: `Move “${title}”` });

test('a task is dragged by mouse into another list, for everybody, also after a restart', async () => {
	const restarting = { expectedErrors: /WebSocket connection/ };
	const [ana, bob] = await Promise.all([site.open(site.steward, path, restarting), site.open(ruth, path, restarting)]);
	await Promise.all([saved(ana), saved(bob)]);
	const title = 'Plan first training (2 hours)';
	const from = await handle(ana, title).boundingBox();
	const to = await list(ana, 'Doing').getByRole('list').boundingBox();
	if (!from || !to) throw new Error('nothing to drag');
	await ana.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
	await ana.mouse.down();
	await ana.mouse.move(from.x + 40, from.y + 20, { steps: 5 });
	await ana.mouse.move(to.x + to.width / 2, to.y + 15, { steps: 20 });
	await ana.waitForTimeout(300); // the library looks where the card is every 200 ms
	await ana.mouse.up();
	await expect.poll(() => titlesIn(bob, 'Doing')).toEqual([title]);
	await expect.poll(() => titlesIn(bob, 'To do')).not.toContain(title);
	await expect(ana.locator('[data-announcer]')).toHaveText(`Moved “${title}” to Doing, 1 of 1`);
	await saved(ana);
	await site.server.restart();
	const fresh = await site.open(ruth, path);
	await expect.poll(() => titlesIn(fresh, 'Doing')).toEqual([title]);
});

test('a task is moved by keyboard alone: within its list, to the next one, and with “Move to…”', async () => {
	const [ana, bob] = await Promise.all([site.open(site.steward, path), site.open(ruth, path)]);
	await Promise.all([saved(ana), saved(bob)]);
	const title = 'Monthly care circle for volunteers';
	await handle(ana, title).focus();
	await ana.keyboard.press('ArrowUp');
	await expect(ana.locator('[data-announcer]')).toContainText(`Moved “${title}” to To do`);
	await expect(handle(ana, title)).toBeFocused();
	await ana.keyboard.press('ArrowRight');
	await expect.poll(() => titlesIn(bob, 'Doing')).toContain(title);
	await expect(handle(ana, title)).toBeFocused();
	await ana.keyboard.press('Enter');
	const dialog = ana.getByRole('dialog');
	await dialog.getByLabel('Done').focus();
	await ana.keyboard.press('Space');
	await dialog.getByRole('button', { name: 'Move', exact: true }).focus();
	await ana.keyboard.press('Enter');
	await expect.poll(() => titlesIn(bob, 'Done')).toEqual([title]);
	await expect(dialog).toHaveCount(0);
});

test('two people move cards at once, and every card is in exactly one list', async () => {
	const [ana, bob] = await Promise.all([site.open(site.steward, path), site.open(ruth, path)]);
	await Promise.all([saved(ana), saved(bob)]);
	const all = async (page: Page) =>
		(await page.locator('.lists').getByRole('heading', { level: 3 }).allTextContents())
			.map((text) => text.trim())
			.sort();
	const before = await all(ana);
	const title = 'Ask three lawyers or clinics how we can help';
	await Promise.all([handle(ana, title).focus(), handle(bob, title).focus()]);
	await Promise.all([ana.keyboard.press('ArrowRight'), bob.keyboard.press('ArrowDown')]);
	await Promise.all([saved(ana), saved(bob)]);
	await expect.poll(() => all(ana)).toEqual(before);
	await expect.poll(() => all(bob)).toEqual(before);
});

test('a task has everything it needs: who, when, steps, labels, notes, and both languages', async () => {
	const [ana, bob] = await Promise.all([site.open(site.steward, path), site.open(ruth, path, { language: 'es' })]);
	await Promise.all([saved(ana), expect(bob.locator('[data-saved]')).toHaveText(/^Guardado/)]);
	await ana.locator('.lists').getByRole('button', { name: 'Know which cases have a date', exact: true }).click();
	const dialog = ana.getByRole('dialog');
	await dialog.getByRole('button', { name: 'I’ll take it' }).click();
	await dialog.getByLabel('Ruth').check();
	await dialog.getByLabel('Due date').fill('2030-03-05');
	await dialog.getByLabel('Add a step').fill('Ask each pair');
	await ana.keyboard.press('Enter');
	await dialog.getByLabel('Add a label').fill('dates');
	await ana.keyboard.press('Enter');
	await dialog.getByRole('button', { name: 'Write notes' }).click();
	await dialog.getByRole('textbox', { name: /^Notes/ }).click();
	await ana.keyboard.type('No names here.');
	// Ruth reads the same card in Spanish.
	const card = bob.locator('.lists article', { hasText: 'Saber qué casos tienen fecha' });
	await expect(card).toContainText('Ana, Ruth');
	await expect(card).toContainText('5 mar');
	await expect(card).toContainText('0 de 1 listos');
	await expect(card).toContainText('dates');
	await card.getByRole('button', { name: 'Saber qué casos tienen fecha', exact: true }).click();
	await expect(bob.getByRole('dialog')).toContainText('No names here.');
	await expect(bob.getByRole('dialog').getByLabel('Está hecha cuando')).toHaveValue(/cada pareja avisó/);
});

test('at 360 px a member sees their own tasks first and ticks one off', async () => {
	const title = 'Ask three lawyers or clinics how we can help';
	const desk = await site.open(ruth, path);
	await saved(desk);
	await desk.locator('.lists').getByRole('button', { name: title, exact: true }).click();
	await desk.getByRole('dialog').getByLabel('Ana').check();
	await saved(desk);
	const phone = await site.open(site.steward, path, {
		viewport: { width: 360, height: 740 },
		hasTouch: true,
		isMobile: true
	});
	await saved(phone);
	await expect(phone.getByRole('button', { name: /^Mine/ })).toHaveAttribute('aria-pressed', 'true');
	await phone.getByLabel(`Done: ${title}`).click();
	await expect(phone.getByRole('heading', { level: 3, name: title })).toBeHidden();
	await phone.getByRole('button', { name: /^Done \d/ }).click();
	await expect(phone.getByRole('heading', { level: 3, name: title })).toBeVisible();
	const width = await phone.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBeLessThanOrEqual(360);
});

test('the lists are renamed for everybody', async () => {
	const [ana, bob] = await Promise.all([site.open(site.steward, path), site.open(ruth, path)]);
	await saved(ana);
	await ana.getByLabel('More', { exact: true }).click();
	await ana.getByRole('button', { name: 'Rename the lists' }).click();
	await ana.getByLabel('List 2').fill('In our hands');
	await expect(bob.getByRole('heading', { level: 2, name: /In our hands/ })).toBeVisible();
});
