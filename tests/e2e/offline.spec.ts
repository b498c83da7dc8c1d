// The saved sentence, and what it promises: edits without a connection survive a reload, merge on return, and leave with
// their writer.
import { expect, test, type Page } from '@playwright/test';
import { useSite, type SitePerson } from '../support/site.ts';

const site = useSite();
let dee: SitePerson;
const path = '/groups/communications/agenda';
/** A server that is gone for a while is what these tests are about. */
const away = { expectedErrors: /WebSocket connection|ERR_|Failed to (fetch|load)/ };

test.beforeAll(async () => {
	dee = await site.join('Dee', 'communications');
});

const sentence = (page: Page) => page.locator('[data-saved]');
const heading = (page: Page, name: string) => page.getByRole('heading', { name });

async function add(page: Page, title: string): Promise<void> {
	await page.getByLabel('Add an agenda item').fill(title);
	await page.getByRole('button', { name: 'Add', exact: true }).click();
}

for (const width of [320, 1280]) {
	test(`edits made offline are kept on the device, survive a reload and merge on return, at ${width} px`, async () => {
		const ana = await site.open(site.steward, path, { ...away, viewport: { width, height: 800 } });
		await expect(sentence(ana)).toHaveText(/^Saved/);
		const bob = await site.open(dee, path, away);
		await expect(sentence(bob)).toHaveText(/^Saved/);
		await site.server.stop();
		await expect(sentence(ana)).toHaveText('Offline: your changes are kept on this device');
		await add(ana, `Offline item ${width}`);
		await expect(heading(ana, `Offline item ${width}`)).toBeVisible();
		await add(bob, `Meanwhile ${width}`);
		await site.server.start();
		for (const page of [ana, bob]) {
			await expect(heading(page, `Offline item ${width}`)).toBeVisible();
			await expect(heading(page, `Meanwhile ${width}`)).toBeVisible();
			await expect(sentence(page)).toHaveText(/^Saved/);
		}
		expect(await ana.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
	});
}

test('edits made while only the live connection is gone survive a reload of the page', async () => {
	const ana = await site.open(site.steward, path, away);
	await expect(sentence(ana)).toHaveText(/^Saved/);
	let isBlocked = true;
	await ana
		.context()
		.routeWebSocket(/\/sync\//, (socket) => void (isBlocked ? socket.close() : socket.connectToServer()));
	await ana.reload();
	await expect(sentence(ana)).toHaveText('Offline: your changes are kept on this device');
	await add(ana, 'Written on the train');
	await ana.reload();
	await expect(heading(ana, 'Written on the train')).toBeVisible();
	await expect(sentence(ana)).toHaveText('Offline: your changes are kept on this device');
	const bob = await site.open(dee, path);
	await expect(heading(bob, 'Written on the train')).toHaveCount(0);
	isBlocked = false;
	await expect(sentence(ana)).toHaveText('Saved', { timeout: 60_000 }); // the schedule waits up to half a minute
	await expect(heading(bob, 'Written on the train')).toBeVisible();
});

test('it says “Saving…” until the server has it', async () => {
	const ana = await site.open(site.steward, path, away);
	await expect(sentence(ana)).toHaveText(/^Saved/);
	const context = ana.context();
	let release = (): void => {};
	const held = new Promise<void>((resolve) => (release = resolve));
	await context.routeWebSocket(/\/sync\//, (socket) => {
		const server = socket.connectToServer();
		// What the server says after its first answers comes late: the acks.
		let answers = 0;
		server.onMessage((message) => {
			if (++answers <= 4) socket.send(message);
			else void held.then(() => socket.send(message));
		});
	});
	await ana.reload();
	await expect(ana.getByLabel('Add an agenda item')).toBeVisible();
	await add(ana, 'On its way');
	await expect(sentence(ana)).toHaveText('Saving…');
	release();
	await expect(sentence(ana)).toHaveText(/^Saved/);
});

test('whoever signs out with unsent words is told, can keep them as a file, and leaves nothing on the device', async () => {
	const bob = await site.open(dee, path, away);
	await expect(sentence(bob)).toHaveText(/^Saved/);
	await bob.context().routeWebSocket(/\/sync\//, (socket) => void socket.close());
	await bob.reload();
	await add(bob, 'Not sent yet');
	await bob.goto(`${site.server.origin}/sign-out`);
	await expect(bob.getByText('Some of what you wrote here is not saved yet.')).toBeVisible();
	const [download] = await Promise.all([
		bob.waitForEvent('download'),
		bob.getByRole('link', { name: 'Keep it as a file' }).click()
	]);
	const stream = await download.createReadStream();
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	expect(Buffer.concat(chunks).toString()).toContain('Not sent yet');
	await bob.getByRole('button', { name: 'Sign out and lose it' }).click();
	await expect(bob).toHaveURL(`${site.server.origin}/`);
	expect(await bob.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});

test('a guest’s entry written without a connection waits on the phone and is added when there is one', async () => {
	await site.post(site.steward, '/board?/door', { door: 'open' });
	const guest = await site.open(null, '/board', { ...away, viewport: { width: 360, height: 740 } });
	await guest.getByLabel('What should we call you?').fill('River');
	await guest.getByRole('button', { name: 'Enter' }).click();
	await expect(sentence(guest)).toHaveText(/^Saved/);
	await site.server.stop();
	await guest.locator('.add-bar button').click();
	await guest.getByRole('dialog').getByLabel('Your words').fill('Written in the basement');
	await guest
		.getByRole('dialog')
		.getByRole('button', { name: /^Add to/ })
		.click();
	await expect(guest.locator('article.waiting')).toBeVisible();
	await site.server.start();
	await expect(guest.locator('article.waiting')).toHaveCount(0, { timeout: 60_000 });
	const reader = await site.open(null, '/board');
	await expect(reader.getByText('Written in the basement')).toHaveCount(1);
});

test('offline, a tap on a tab does not put the browser’s error in the place of one’s words', async () => {
	const ana = await site.open(site.steward, path, away);
	await expect(sentence(ana)).toHaveText(/^Saved/);
	await site.server.stop();
	await expect(sentence(ana)).toHaveText('Offline: your changes are kept on this device');
	await add(ana, 'Typed before the tap');
	await ana.getByRole('link', { name: 'Tasks' }).click();
	await expect(ana.getByText('You are offline. Stay on this page')).toBeVisible();
	await expect(heading(ana, 'Typed before the tap')).toBeVisible();
	await site.server.start();
	await expect(sentence(ana)).toHaveText(/^Saved/, { timeout: 60_000 });
	await expect(ana.getByText('You are offline. Stay on this page')).toHaveCount(0);
	await ana.getByRole('link', { name: 'Tasks' }).click();
	await expect(ana.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
});

test('[R60] [R62] whoever signs out in one tab is signed out in the other, which writes nothing more', async () => {
	const eve = await site.join('Eve', 'communications');
	const one = await site.open(eve, path, away);
	await expect(sentence(one)).toHaveText('Saved');
	const other = await one.context().newPage();
	await other.goto(`${site.server.origin}/sign-out`);
	await other.getByRole('button', { name: 'Sign out' }).click();
	await expect(other).toHaveURL(`${site.server.origin}/`);
	await expect(one.getByText('You signed out in another tab.')).toBeVisible();
	await expect(one.getByLabel('Add an agenda item')).toHaveCount(0);
	expect(await other.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});

test('an entry that waits to be sent is named before signing out, is in the file, and is gone from the phone after', async () => {
	await site.post(site.steward, '/board?/door', { door: 'open' });
	const guest = await site.open(null, '/board', { ...away, viewport: { width: 320, height: 740 } });
	await guest.getByLabel('What should we call you?').fill('Wren');
	await guest.getByRole('button', { name: 'Enter' }).click();
	await expect(sentence(guest)).toHaveText('Saved');
	await guest.route('**/board?/add', (route) => route.abort());
	await guest.locator('.add-bar button').click();
	const dialog = guest.getByRole('dialog');
	await dialog.getByLabel('Your words').fill('Waiting for a signal');
	await dialog.getByText('A private way to reach you').click();
	await dialog.getByLabel('Phone, email or Signal').fill('canary-wren@example.org');
	await dialog.getByRole('button', { name: /^Add to/ }).click();
	await expect(guest.locator('article.waiting')).toBeVisible();
	const stored = () =>
		guest.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]));
	expect(await stored()).toContain('canary-wren@example.org');

	await guest.goto(`${site.server.origin}/sign-out`);
	await expect(guest.getByRole('listitem').filter({ hasText: 'Waiting for a signal' })).toBeVisible();
	expect(await guest.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
	const [download] = await Promise.all([
		guest.waitForEvent('download'),
		guest.getByRole('link', { name: 'Keep it as a file' }).click()
	]);
	const chunks: Buffer[] = [];
	for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
	expect(Buffer.concat(chunks).toString()).toContain('canary-wren@example.org');
	await guest.getByRole('button', { name: 'Sign out and lose it' }).click();
	await expect(guest).toHaveURL(`${site.server.origin}/`);
	expect(await stored()).not.toMatch(/Waiting for a signal|canary/);
});
