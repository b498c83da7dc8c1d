// Two members in one agenda: typing in the same paragraph and the same line, moving items, undoing only their own edits,
// and finding it all there after a restart and after a crash.
import { expect, test, type Page } from '@playwright/test';
import { useSite, type SitePerson } from '../support/site.ts';

const site = useSite();
let dee: SitePerson;
const path = '/groups/communications/agenda';

test.beforeAll(async () => {
	dee = await site.join('Dee', 'communications');
});

/** A server that is gone for a moment is what these tests are about. */
const restarting = { expectedErrors: /WebSocket connection/ };

const saved = (page: Page) => expect(page.locator('[data-saved]')).toHaveText(/^Saved/);
const item = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });
/** What the editor says, without the names at the others' carets. */
const words = (page: Page) =>
	page.locator('.ProseMirror').evaluate((editor) => {
		const copy = editor.cloneNode(true) as HTMLElement;
		for (const caret of copy.querySelectorAll('.caret')) caret.remove();
		return copy.textContent;
	});
const titles = async (page: Page) =>
	(await page.locator('ol h2').allTextContents()).map((text) => text.replace(/^\d+\s*/, ''));

async function writeNotes(page: Page, title: string): Promise<void> {
	await page.getByRole('button', { name: `Write notes: ${title}` }).click();
	await expect(page.getByRole('textbox', { name: `Notes: ${title}` })).toBeFocused();
}

test('two members type in the same paragraph, and it is there after a restart and after a crash', async () => {
	const [ana, bob] = await Promise.all([site.open(site.steward, path, restarting), site.open(dee, path, restarting)]);
	const title = 'Press and inbox: who answers what';
	await Promise.all([saved(ana), saved(bob)]);
	await writeNotes(ana, title);
	await ana.keyboard.type('We answer by Friday.');
	await writeNotes(bob, title);
	await expect(bob.locator('.ProseMirror')).toContainText('We answer by Friday.');
	await expect(ana.locator('.caret-name')).toHaveText('Dee');
	// Both at once, one at the end and one at the beginning of the same paragraph.
	await bob.waitForTimeout(500); // nobody's hand is faster: the editor still places its first selection
	await bob.keyboard.press('Control+Home');
	await Promise.all([
		ana.keyboard.type(' Ana writes the mail.', { delay: 15 }),
		bob.keyboard.type('Two papers asked. ', { delay: 15 })
	]);
	const whole = 'Two papers asked. We answer by Friday. Ana writes the mail.';
	for (const page of [ana, bob]) await expect.poll(() => words(page)).toBe(whole);
	await Promise.all([saved(ana), saved(bob)]);

	for (const again of ['restart', 'crash'] as const) {
		await site.server[again]();
		const fresh = await site.open(dee, path, restarting);
		await expect(item(fresh, title)).toContainText(whole);
	}
	// Their own pages have come back by themselves and go on.
	await saved(ana);
	await ana.keyboard.type(' Done!');
	await expect(bob.locator('.ProseMirror')).toContainText('Done!');
});

test('two members type in the same title and keep each other’s words', async () => {
	const [ana, bob] = await Promise.all([site.open(site.steward, path), site.open(dee, path)]);
	const title = 'Agreements and agenda: anything to add, drop or move?';
	for (const page of [ana, bob]) {
		await saved(page);
		await page
			.getByRole('group')
			.filter({ has: page.getByLabel(`More about ${title}`) })
			.locator('summary')
			.click();
		await page.getByRole('button', { name: 'Edit', exact: true }).click();
	}
	const [a, b] = [ana.getByLabel('Title', { exact: false }).first(), bob.getByLabel('Title', { exact: false }).first()];
	await a.focus();
	await ana.keyboard.press('End');
	await b.focus();
	await bob.keyboard.press('Home');
	await Promise.all([ana.keyboard.type(' (Ana)', { delay: 20 }), bob.keyboard.type('Dee: ', { delay: 20 })]);
	await expect(a).toHaveValue(`Dee: ${title} (Ana)`);
	await expect(b).toHaveValue(`Dee: ${title} (Ana)`);
	// Editing the English marks the Spanish, which nobody has touched.
	await expect(ana.getByText('Spanish needs a look').first()).toBeVisible();
	await ana.getByRole('button', { name: 'They say the same' }).click();
	await expect(bob.getByText('Spanish needs a look')).toHaveCount(0);
});

test('undo takes back only one’s own edits', async () => {
	const [ana, bob] = await Promise.all([site.open(site.steward, path), site.open(dee, path)]);
	await Promise.all([saved(ana), saved(bob)]);
	for (const [page, text] of [
		[ana, 'Ana’s item'],
		[bob, 'Dee’s item']
	] as const) {
		await page.getByLabel('Add an agenda item').fill(text);
		await page.getByRole('button', { name: 'Add', exact: true }).click();
	}
	await expect(ana.getByRole('heading', { name: 'Dee’s item' })).toBeVisible();
	await ana.getByRole('button', { name: 'Undo' }).click();
	for (const page of [ana, bob]) {
		await expect(page.getByRole('heading', { name: 'Ana’s item' })).toHaveCount(0);
		await expect(page.getByRole('heading', { name: 'Dee’s item' })).toBeVisible();
	}
	await ana.getByRole('button', { name: 'Redo' }).click();
	await expect(bob.getByRole('heading', { name: 'Ana’s item' })).toBeVisible();
});

test('items are moved, taken off and brought back, on every screen', async () => {
	const [ana, bob] = await Promise.all([site.open(site.steward, path), site.open(dee, path)]);
	await Promise.all([saved(ana), saved(bob)]);
	const before = await titles(ana);
	const menu = (title: string) =>
		ana.locator('li', { has: ana.getByRole('heading', { name: title }) }).locator('summary');
	await menu(before[1] ?? '').click();
	await ana.getByRole('button', { name: 'Move up' }).click();
	await expect.poll(() => titles(bob)).toEqual([before[1], before[0], ...before.slice(2)]);
	await expect(ana.locator('[data-announcer]')).toContainText('1 of');
	await menu(before[1] ?? '').click();
	await ana.getByRole('button', { name: 'Take off the agenda' }).click();
	await expect.poll(() => titles(bob)).toEqual([before[0], ...before.slice(2)]);
	await bob.getByText('1 item taken off').click();
	await bob.getByRole('button', { name: 'Bring back' }).click();
	await expect.poll(() => titles(ana)).toEqual([before[1], before[0], ...before.slice(2)]);
});

test('an agenda is put away, kept readable, and a new one begins from the template', async () => {
	const ana = await site.open(site.steward, '/groups/fundraising/agenda');
	await saved(ana);
	await ana.getByRole('button', { name: 'Start a new agenda' }).click();
	await expect(ana).toHaveURL(/agenda\/agenda-/);
	await expect(ana.locator('ol h2')).toHaveCount(9);
	const old = ana.getByRole('link', { name: /Fundraising meeting/ });
	await expect(old).toHaveCount(1);
	await ana.getByRole('button', { name: /^Put away/ }).click();
	await expect(ana.getByText('put away', { exact: true })).toBeVisible();
	await old.click();
	await expect(ana.getByText('This is put away. It can be read, not changed.')).toBeVisible();
	await expect(ana.getByLabel('Add an agenda item')).toHaveCount(0);
});

test('an agenda that does not exist is a plain page, and nothing is made', async () => {
	const page = await site.open(site.steward, `${path}/agenda-aaaaaaaaaaaaaaaa`, { expectedErrors: /404/ });
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing here');
});

test('the keyboard keeps its place: after a move, after notes, after taking an item off', async () => {
	const ana = await site.open(site.steward, '/groups/outreach/agenda');
	await saved(ana);
	const focused = () =>
		ana.evaluate(() => document.activeElement?.closest('li')?.querySelector('h2')?.textContent ?? '');
	const [first = '', second = ''] = await titles(ana);
	const item = (title: string) => ana.locator('ol.items > li', { has: ana.getByRole('heading', { name: title }) });
	await item(second).locator('summary').press('Enter');
	await ana.getByRole('button', { name: 'Move up' }).press('Enter');
	await expect.poll(async () => (await titles(ana))[0]).toBe(second);
	await expect.poll(focused).toContain(second);
	await item(second)
		.getByRole('button', { name: /^Write notes/ })
		.press('Enter');
	await expect(item(second).locator('.ProseMirror')).toBeFocused();
	await item(second).getByRole('button', { name: 'Done' }).press('Enter');
	await expect(item(second).getByRole('button', { name: /^Write notes/ })).toBeFocused();
	await item(second).locator('summary').press('Enter');
	await ana.getByRole('button', { name: 'Take off the agenda' }).press('Enter');
	await expect.poll(focused).toContain(first);
});
