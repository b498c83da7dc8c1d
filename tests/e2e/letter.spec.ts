// A letter of solidarity: written by two people with their carets, begun from prompts, checked, and printed as a jail's
// mail rules want it.
import { expect, test, type Page } from '@playwright/test';
import { useSite, type SitePerson } from '../support/site.ts';

const site = useSite();
let jo: SitePerson;
let path: string;

test.beforeAll(async () => {
	jo = await site.join('Jo', 'outreach');
});

const saved = (page: Page) => expect(page.locator('[data-saved]')).toHaveText(/^Saved/);
const text = (page: Page) => page.getByRole('textbox', { name: 'Text of the letter' });

async function startLetter(page: Page, language: 'English' | 'Español' = 'English'): Promise<string> {
	await page.goto(`${site.server.origin}/groups/outreach/drafts`);
	await page.getByLabel(language, { exact: true }).check();
	await page.getByRole('button', { name: 'Start writing' }).click();
	await expect(page).toHaveURL(/drafts\/letter-/);
	await saved(page);
	return new URL(page.url()).pathname;
}

test('two carets in one letter, and it is there after a restart', async () => {
	const restarting = { expectedErrors: /WebSocket connection/ };
	const ana = await site.open(site.steward, '/groups/outreach/drafts', restarting);
	path = await startLetter(ana);
	const bob = await site.open(jo, path, restarting);
	await saved(bob);
	await text(ana).click();
	await ana.keyboard.type('Dear neighbor,');
	await ana.keyboard.press('Enter');
	await text(bob).click();
	await bob.keyboard.press('Control+End');
	await expect(ana.locator('.caret-name')).toHaveText('Jo');
	await expect(bob.locator('.caret-name')).toHaveText('Ana');
	await Promise.all([
		ana.keyboard.type('Snow fell. ', { delay: 10 }),
		bob.keyboard.type('We think of you. ', { delay: 10 })
	]);
	await expect(text(bob)).toContainText('We think of you.');
	await expect(text(ana)).toContainText('We think of you.');
	await saved(ana);
	await saved(bob);
	await site.server.restart();
	const fresh = await site.open(jo, path);
	for (const words of ['Dear neighbor,', 'Snow fell.', 'We think of you.'])
		await expect(text(fresh)).toContainText(words);
});

/** ProseMirror settles its selection 20 ms after it got the focus; no person types that soon. */
async function settled(page: Page): Promise<void> {
	await expect(text(page)).toBeFocused();
	await page.waitForTimeout(100);
}

test('a prompt goes in with one press and leaves the caret in its blank; the editor knows bold, italic and lists', async () => {
	const ana = await site.open(site.steward, '/groups/outreach/drafts');
	await startLetter(ana, 'Español');
	await expect(ana.getByText('Empiece con: Me llamo …')).toBeVisible();
	await ana.getByRole('button', { name: 'Me llamo ____. Vivo en ____.' }).click();
	await settled(ana);
	await ana.keyboard.type('Marisol');
	await expect(text(ana)).toHaveText('Me llamo Marisol. Vivo en ____.');
	await ana.getByRole('button', { name: 'Con respeto,' }).click();
	await settled(ana);
	await ana.keyboard.press('Enter');
	await ana.keyboard.press('Control+b');
	await expect(ana.locator('[data-announcer]')).toHaveText('Bold on');
	await ana.keyboard.type('Marisol');
	await expect(text(ana).locator('strong')).toHaveText('Marisol');
	// The toolbar by keyboard: in with Alt+F10, along with the arrows, back with Escape.
	await ana.keyboard.press('Alt+F10');
	await expect(ana.getByRole('button', { name: 'Bold' })).toBeFocused();
	await ana.keyboard.press('ArrowRight');
	await expect(ana.getByRole('button', { name: 'Italic' })).toBeFocused();
	await ana.keyboard.press('Escape');
	await expect(text(ana)).toBeFocused();
});

test('pasted text keeps only what mail rules bear', async () => {
	const ana = await site.open(site.steward, '/groups/outreach/drafts');
	await startLetter(ana);
	await text(ana).click();
	await ana.evaluate(() => {
		const data = new DataTransfer();
		const html =
			'<h1>Big</h1><p style="color:red"><b>Bold</b> <a href="javascript:alert(1)">link</a><img src="https://evil.example/x.png" onerror="alert(1)"></p><script>alert(1)</script><ul><li>One</li></ul>';
		data.setData('text/html', html);
		document
			.querySelector('.ProseMirror')
			?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
	});
	await expect(text(ana).locator('strong')).toHaveText('Bold');
	await expect(text(ana).locator('li')).toHaveText('One');
	expect(await text(ana).locator('h1, a, img, script, [style], [onerror]').count()).toBe(0);
});

test('number-shaped text gets a hint, and there is no field for a recipient', async () => {
	const ana = await site.open(site.steward, '/groups/outreach/drafts');
	await startLetter(ana);
	await expect(ana.getByText('There is no place here for who it goes to.')).toBeVisible();
	await text(ana).click();
	await ana.keyboard.type('Your number is W123456');
	await expect(ana.getByText('This looks like a person’s number.')).toBeVisible();
});

test('it prints: Letter and A4, serif, one-inch margins, an empty name line and the page number on each page', async () => {
	const ana = await site.open(site.steward, '/groups/outreach/drafts');
	await startLetter(ana);
	await text(ana).click();
	for (let paragraph = 1; paragraph <= 14; paragraph++) {
		await ana.keyboard.insertText(
			`Paragraph ${paragraph}. ${'Snow on the hills, soup on the stove, and a dog that will not stop. '.repeat(4)}`
		);
		await ana.keyboard.press('Enter');
	}
	await saved(ana);
	await expect(ana.locator('p.count')).toHaveText('2 pages');

	// The dialog before it: eight lines to tick, nothing of it stored, then the browser's own.
	await ana.evaluate(() => {
		window.print = () => void (document.title = 'printed');
	});
	await ana.locator('.actions').getByRole('button', { name: 'Print' }).click();
	await expect(ana.getByRole('dialog').getByRole('checkbox')).toHaveCount(9);
	await expect(ana.getByText('8 lines are not ticked')).toBeVisible();
	await ana.getByLabel('Someone else has read it.').check();
	await ana.getByRole('dialog').getByRole('button', { name: 'Print' }).click();
	await expect(ana).toHaveTitle('printed');

	await ana.emulateMedia({ media: 'print' });
	for (const [paper, width, height] of [
		['letter', 612, 792],
		['a4', 595, 842]
	] as const) {
		await ana.evaluate(
			(isA4) => document.querySelector('.measuring .pages')?.classList.toggle('a4', isA4),
			paper === 'a4'
		);
		const pdf = (await ana.pdf({ preferCSSPageSize: true })).toString('latin1');
		const sizes = [...pdf.matchAll(/\/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, w, h]) => [
			Math.round(Number(w)),
			Math.round(Number(h))
		]);
		expect(sizes).toEqual([
			[width, height],
			[width, height]
		]);
	}
	await ana.evaluate(() => document.querySelector('.measuring .pages')?.classList.remove('a4'));
	const sheets = ana.locator('.measuring .sheet');
	await expect(sheets).toHaveCount(2);
	await expect(sheets.nth(0)).toContainText('Name / number:');
	await expect(sheets.nth(1)).toContainText('Name / number:');
	await expect(sheets.nth(1)).toContainText('page 2 of 2');
	const look = await sheets.nth(0).evaluate((sheet) => {
		const style = getComputedStyle(sheet);
		const paragraph = getComputedStyle(sheet.querySelector('.window p') as HTMLElement);
		const window_ = (sheet.querySelector('.window') as HTMLElement).getBoundingClientRect();
		const box = sheet.getBoundingClientRect();
		return {
			color: paragraph.color,
			background: style.backgroundColor,
			family: paragraph.fontFamily,
			points: parseFloat(paragraph.fontSize) * 0.75,
			margins: [window_.left - box.left, window_.top - box.top].map(Math.round)
		};
	});
	expect(look).toMatchObject({ color: 'rgb(0, 0, 0)', background: 'rgb(255, 255, 255)', margins: [96, 96] });
	expect(look.family).toMatch(/serif$/);
	expect(look.points).toBeGreaterThanOrEqual(12);
	// Nothing of the interface is on the page.
	for (const selector of ['header', 'nav', 'footer', '.bar', '.toolbar', '.actions', 'aside']) {
		for (const element of await ana.locator(selector).all()) await expect(element).toBeHidden();
	}
});

test('“copy as text” gives the words in plain text', async () => {
	const ana = await site.open(site.steward, path, { permissions: ['clipboard-read', 'clipboard-write'] });
	await saved(ana);
	await ana.getByLabel('More', { exact: true }).click();
	await ana.getByRole('button', { name: 'Copy as text' }).click();
	await expect(ana.locator('[data-announcer]')).toHaveText('Copied');
	expect(await ana.evaluate(() => navigator.clipboard.readText())).toContain('Dear neighbor,');
});
