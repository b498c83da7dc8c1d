// `npm run look:readme`: the picture in README.md, tests/look/space.png. Ana's screen in the demo, while Dee writes beside her.
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { buildIfNeeded } from '../../server/build.ts';
import { launchOptions, prepareChromium } from '../support/chromium.ts';
import { startServer } from '../support/server.ts';
import { signIn } from './visitors.ts';

const file = fileURLToPath(new URL('space.png', import.meta.url));
/** The second item: its notes are in the picture without scrolling. */
const item = 1;

await prepareChromium();
await buildIfNeeded();
const server = await startServer({ command: 'demo' });
const browser = await chromium.launch(launchOptions());
try {
	const cookies = await signIn(server.origin);
	const notesOf = async (name: 'ana' | 'dee'): Promise<Page> => {
		const context = await browser.newContext({ viewport: { width: 1200, height: 760 }, locale: 'en-US' });
		const cookie = cookies.get(name);
		if (!cookie) throw new Error(`${name} is not in the demo`);
		await context.addCookies([{ ...cookie, url: server.origin }]);
		const page = await context.newPage();
		await page.goto(`${server.origin}/groups/communications/agenda`);
		await page.locator('[data-saved="saved"]').first().waitFor();
		await page.locator('ol.items > li').nth(item).getByText('Write notes', { exact: true }).click();
		await page.locator('.ProseMirror').waitFor();
		return page;
	};
	const ana = await notesOf('ana');
	const dee = await notesOf('dee');
	await ana.locator('.ProseMirror').click();
	await ana.keyboard.type('Move the boost requests up: two of them are for Saturday.');
	await dee.locator('.ProseMirror').getByText('for Saturday.').waitFor();
	await dee.locator('.ProseMirror').click();
	await dee.waitForTimeout(100); // ProseMirror settles its selection 20 ms after a focus, and people are not that fast
	await dee.keyboard.press('Control+End');
	await dee.keyboard.press('Enter');
	await dee.keyboard.type('And drop the press list, nobody had time');
	await ana.locator('.ProseMirror').getByText('nobody had time').waitFor();
	await ana.locator('[data-saved="saved"]').first().waitFor();
	await ana.evaluate(() => window.scrollTo(0, 0));
	await ana.screenshot({ path: file, animations: 'disabled', caret: 'initial' });
} finally {
	await browser.close();
	await server.remove();
}
