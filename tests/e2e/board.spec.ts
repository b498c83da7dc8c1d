// The drop-in board: a guest with any name and no account, seen at once; the host's door; what is private stays private.
import { expect, test, type Page } from '@playwright/test';
import { useSite, type SitePerson } from '../support/site.ts';

const site = useSite();
let dee: SitePerson;
const phoneSize = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

test.beforeAll(async () => {
	dee = await site.join('Dee', 'communications');
});

const saved = (page: Page) => expect(page.locator('[data-saved]')).toHaveText(/^Saved/);
const card = (page: Page, text: string) => page.locator('article', { hasText: text });

async function openTheDoor(): Promise<void> {
	await site.post(site.steward, '/board?/door', { door: 'open' });
}

async function enter(name: string, options: Parameters<typeof site.open>[2] = {}): Promise<Page> {
	const page = await site.open(null, '/board', options);
	await page.getByLabel('What should we call you?').fill(name);
	await page.getByRole('button', { name: 'Enter' }).click();
	await saved(page);
	return page;
}

async function add(
	page: Page,
	text: string,
	fill?: (dialog: ReturnType<Page['getByRole']>) => Promise<void>
): Promise<void> {
	await page.locator('.add-bar button').click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel('Where does it go?').selectOption('help');
	await dialog.getByLabel('Your words').fill(text);
	await fill?.(dialog);
	await dialog.getByRole('button', { name: /^Add to/ }).click();
	await expect(dialog).toHaveCount(0);
}

test('the board is closed to guests until a host opens it, and they see why', async () => {
	const visitor = await site.open(null, '/board');
	await expect(visitor.getByText('The board is closed to guests. The next date is to be decided.')).toBeVisible();
	await expect(visitor.getByLabel('What should we call you?')).toHaveCount(0);
	await expect(visitor.locator('meta[name="robots"]')).toHaveAttribute('content', 'noindex');
	const host = await site.open(site.steward, '/board');
	await host.getByText('Next date, fresh board').click();
	await host.getByLabel('Next drop-in').fill('2030-03-05');
	await host.locator('.next').getByRole('button', { name: 'Save' }).click();
	await expect(host.getByText('It opens Tuesday, March 5')).toBeVisible();
	await visitor.reload();
	await expect(visitor.getByText('It opens Tuesday, March 5')).toBeVisible();
	await host.getByRole('button', { name: 'Open for guests' }).click();
	await expect(host.getByRole('button', { name: 'Close for guests' })).toBeVisible();
	await visitor.reload();
	await expect(visitor.getByLabel('What should we call you?')).toBeVisible();
	const home = await site.open(null, '/');
	await expect(home.getByRole('link', { name: 'Open the board' })).toBeVisible();
});

test('a guest on a phone adds a help request that a member sees at once, also after a restart', async () => {
	await openTheDoor();
	const restarting = { expectedErrors: /WebSocket connection/ };
	const member = await site.open(dee, '/board', restarting);
	await saved(member);
	const guest = await enter('River', { ...phoneSize, ...restarting });
	await add(guest, 'Two drivers for Saturday', async (dialog) => {
		await dialog.getByLabel('Town', { exact: true }).selectOption('holyoke');
	});
	await expect(card(member, 'Two drivers for Saturday')).toContainText('Holyoke');
	await expect(card(member, 'Two drivers for Saturday')).toContainText('River');
	await expect(member.getByText(/Here now:.*River \(guest 1\)/)).toBeVisible();
	expect(await guest.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

	await site.server.restart();
	await saved(guest);
	await card(guest, 'Two drivers').getByRole('button', { name: 'Edit' }).click();
	await guest.getByRole('dialog').getByLabel('Your words').fill('Two drivers for Saturday, gas is paid');
	await guest.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
	const fresh = await site.open(dee, '/board');
	await expect(card(fresh, 'gas is paid')).toContainText('River');
});

test('closing the door makes guests readers on the spot, and what they were writing stays with them', async () => {
	await openTheDoor();
	const guest = await enter('Robin', { expectedErrors: /403/ });
	await guest.locator('.add-bar button').click();
	await guest.getByRole('dialog').getByLabel('Your words').fill('Half a sentence');
	await site.post(site.steward, '/board?/door', { door: 'closed' });
	await expect(guest.getByRole('dialog').getByText('The board is closed now')).toBeVisible();
	await expect(guest.getByRole('dialog').getByLabel('Your words')).toHaveValue('Half a sentence');
	await openTheDoor();
	await expect(guest.getByRole('dialog').getByText('The board is closed now')).toHaveCount(0);
	await guest
		.getByRole('dialog')
		.getByRole('button', { name: /^Add to/ })
		.click();
	await expect(card(guest, 'Half a sentence')).toBeVisible();
});

test('a private contact reaches only the hosts and whoever the writer chose', async () => {
	await openTheDoor();
	const secret = 'canary-413@example.org';
	const received: string[] = [];
	const stranger = await enter('Stranger', {});
	stranger.on(
		'response',
		(response) =>
			void response.text().then(
				(body) => received.push(body),
				() => {}
			)
	);
	stranger.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => received.push(payload.toString('latin1')))
	);
	await stranger.reload();
	await saved(stranger);

	const writer = await enter('Writer');
	await add(writer, 'Who reads budgets with me?', async (dialog) => {
		await dialog.getByText('A private way to reach you').click();
		await dialog.getByLabel('Phone, email or Signal').fill(secret);
	});
	const host = await site.open(site.steward, '/board');
	await expect(card(host, 'Who reads budgets')).toContainText(secret);
	await expect(card(stranger, 'Who reads budgets')).toContainText('A host can put you in touch.');
	const member = await site.open(dee, '/board');
	await expect(card(member, 'Who reads budgets')).not.toContainText(secret);
	await stranger.reload();
	await saved(stranger);

	const stored = await stranger.evaluate(async () => {
		const names = await indexedDB.databases();
		const dumps = await Promise.all(
			names.map(
				({ name }) =>
					new Promise<string>((resolve) => {
						const open = indexedDB.open(name ?? '');
						open.onsuccess = () => {
							const stores = [...open.result.objectStoreNames];
							const from = open.result.transaction(stores);
							const all = stores.map((store) => from.objectStore(store).getAll());
							const asText = (kept: unknown) =>
								kept instanceof Uint8Array ? new TextDecoder('latin1').decode(kept) : JSON.stringify(kept);
							from.oncomplete = () => resolve(all.flatMap(({ result }) => (result as unknown[]).map(asText)).join());
						};
					})
			)
		);
		return (
			dumps.join() +
			JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]) +
			document.documentElement.outerHTML
		);
	});
	expect(stored).toContain('Who reads budgets');
	const everything = received.join() + stored;
	expect(everything).toContain('Who reads budgets');
	expect(everything).not.toContain(secret);
});

test('a guest can reach nothing but the board', async () => {
	await openTheDoor();
	const guest = await enter('Sam', { expectedErrors: /404|401/ });
	for (const path of [
		'/groups/parole/agenda',
		'/groups/communications/tasks',
		'/board/agenda',
		'/admin',
		'/groups/parole/people'
	]) {
		await guest.goto(site.server.origin + path);
		await expect(guest.getByLabel('Add an agenda item')).toHaveCount(0);
		await expect(guest.locator('.tabs')).toHaveCount(0);
	}
});

test('a host writes for somebody who could not come, and removes an entry', async () => {
	const host = await site.open(site.steward, '/board');
	await saved(host);
	await add(host, 'Coat drive at the corner store', async (dialog) => {
		await dialog.getByLabel('Name to show').fill('Coats for All');
		await dialog.getByLabel('I write this for somebody who couldn’t come').check();
	});
	await expect(card(host, 'Coat drive')).toContainText('sent ahead by Coats for All');
	await card(host, 'Coat drive').getByRole('button', { name: 'Remove' }).click();
	await card(host, 'Coat drive').getByRole('button', { name: 'Yes, remove it' }).click();
	await expect(card(host, 'Coat drive')).toHaveCount(0);
});

test('a host is asked before a fresh board, opens the earlier one, deletes a contact there, and brings it back', async () => {
	await openTheDoor();
	const writer = await enter('Ash');
	await add(writer, 'From the board before', async (dialog) => {
		await dialog.getByText('A private way to reach you').click();
		await dialog.getByLabel('Phone, email or Signal').fill('ash@example.org');
	});
	const host = await site.open(site.steward, '/board', { viewport: { width: 320, height: 740 } });
	await host.getByText('Next date, fresh board').click();
	const startFresh = host.locator('.strip').getByRole('button', { name: 'Start a fresh board' });
	await startFresh.focus();
	await host.keyboard.press('Enter');
	const dialog = host.getByRole('dialog');
	await expect(dialog.getByText('Everybody sees an empty board at once')).toBeVisible();
	await host.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
	expect(await host.locator('article').count()).toBeGreaterThan(0);
	await startFresh.click();
	await dialog.getByRole('button', { name: 'Yes, start a fresh board' }).click();
	await expect(host.locator('article')).toHaveCount(0);
	await expect(writer.locator('article')).toHaveCount(0);

	await expect(host.getByRole('heading', { name: 'Earlier boards' })).toBeVisible();
	expect(await host.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
	await host.locator('.strip li').first().getByRole('link').click();
	await expect(host.getByRole('heading', { level: 1 })).toHaveText('Earlier board');
	await host.getByRole('link', { name: /^Help wanted/ }).click();
	await expect(card(host, 'From the board before')).toContainText('ash@example.org');
	await expect(card(host, 'From the board before').getByRole('button', { name: 'Edit' })).toHaveCount(0);
	await card(host, 'From the board before').getByRole('button', { name: 'Delete the contact' }).click();
	await expect(card(host, 'From the board before')).not.toContainText('ash@example.org');
	expect(await host.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
	const stranger = await site.open(dee, new URL(host.url()).pathname, { expectedErrors: /404/ });
	await expect(stranger.getByText('From the board before')).toHaveCount(0);

	await host.getByRole('button', { name: 'Bring back' }).click();
	await expect(host).toHaveURL(`${site.server.origin}/board`);
	await expect(card(writer, 'From the board before')).toHaveCount(1);
});

test('editing an entry leaves who may read the contact, and “sent ahead by”, as they were', async () => {
	await openTheDoor();
	const host = await site.open(site.steward, '/board');
	await saved(host);
	await add(host, 'For the neighbors', async (dialog) => {
		await dialog.getByLabel('I write this for somebody who couldn’t come').check();
		await dialog.getByText('A private way to reach you').click();
		await dialog.getByLabel('Phone, email or Signal').fill('neighbors@example.org');
		await dialog.getByLabel('Hosts and members of the groups').check();
	});
	await card(host, 'For the neighbors').getByRole('button', { name: 'Edit' }).click();
	await expect(host.getByRole('dialog').getByLabel('Hosts and members of the groups')).toBeChecked();
	await host.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
	await expect(host.getByRole('dialog')).toHaveCount(0);
	const member = await site.open(dee, '/board?kind=help');
	await expect(card(member, 'For the neighbors')).toContainText('neighbors@example.org');
	await expect(card(member, 'For the neighbors')).toContainText('sent ahead by');
});

test('a guest takes their contact and their entry back after the door is closed', async () => {
	await openTheDoor();
	const guest = await enter('Fern', phoneSize);
	await add(guest, 'A ride on Sunday', async (dialog) => {
		await dialog.getByText('A private way to reach you').click();
		await dialog.getByLabel('Phone, email or Signal').fill('fern@example.org');
	});
	await expect(card(guest, 'A ride on Sunday')).toContainText('fern@example.org');
	await site.post(site.steward, '/board?/door', { door: 'closed' });
	await expect(card(guest, 'A ride on Sunday').getByRole('button', { name: 'Edit' })).toHaveCount(0);
	await card(guest, 'A ride on Sunday').getByRole('button', { name: 'Delete the contact' }).click();
	await expect(card(guest, 'A ride on Sunday')).not.toContainText('fern@example.org');
	await card(guest, 'A ride on Sunday').getByRole('button', { name: 'Remove' }).click();
	await card(guest, 'A ride on Sunday').getByRole('button', { name: 'Yes, remove it' }).click();
	await expect(card(guest, 'A ride on Sunday')).toHaveCount(0);
});

test('text that looks like a phone number gets a hint while it is typed', async () => {
	const member = await site.open(dee, '/board');
	await saved(member);
	await member.locator('.add-bar button').click();
	await member.getByRole('dialog').getByLabel('Your words').fill('Call 413 555 0199');
	await expect(member.getByText('This looks like a phone number')).toBeVisible();
});

test('the wall shows columns in both languages and no names, and keys lead through the run-down', async () => {
	await openTheDoor();
	const guest = await enter('Wren');
	await add(guest, 'A projector for one evening');
	const wall = await site.open(site.steward, '/board?wall', { viewport: { width: 1280, height: 800 } });
	await expect(wall.getByText('Se busca ayuda')).toBeVisible();
	await expect(wall.getByText('A projector for one evening')).toBeVisible();
	await expect(wall.getByText('Wren')).toHaveCount(0);
	await expect(wall.locator('.clock')).toHaveText(/\d:\d\d/); // it hears keys once its clock runs
	await wall.keyboard.press('ArrowRight');
	await wall.keyboard.press('ArrowRight');
	await expect(wall.locator('section.current')).toContainText('Help wanted');
	await expect(guest.locator('section.current')).toContainText('Help wanted');
	const size = await wall
		.locator('.wall li p')
		.first()
		.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
	expect(size).toBeGreaterThanOrEqual(24);
	const qr = await wall.locator('.qr svg').boundingBox();
	expect(qr?.width).toBeGreaterThanOrEqual(220);
});
