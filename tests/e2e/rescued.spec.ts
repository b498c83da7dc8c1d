// What the server refuses is not lost: it is set aside as text, the document goes on, and one sentence says so.
import { expect, test, type Page } from '@playwright/test';
import { concernsContent, closeCodes } from '../../src/shared/protocol/close-codes.ts';
import { schemaVersion } from '../../src/shared/documents/schema-version.ts';
import { useSite, type SitePerson } from '../support/site.ts';

const site = useSite();
let dee: SitePerson;
const path = '/groups/communications/agenda';
const refused = { expectedErrors: /WebSocket connection/ };

test.beforeAll(async () => {
	dee = await site.join('Dee', 'communications');
});

const sentence = (page: Page) => page.locator('[data-saved]');
const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const setAside = (page: Page) => page.getByRole('group', { name: 'What was set aside' });

async function add(page: Page, title: string): Promise<void> {
	await page.getByLabel('Add an agenda item').fill(title);
	await page.getByRole('button', { name: 'Add', exact: true }).click();
}

/** From the moment `refuse` is called on, the next thing this page sends is answered with the close code. */
async function withRefusals(page: Page): Promise<{ refuse(code: number): void }> {
	let next: number | null = null;
	await page.context().routeWebSocket(/\/sync\//, (socket) => {
		const server = socket.connectToServer();
		socket.onMessage((message) => {
			// Type 0, subtype 2: an update.
			const isUpdate = typeof message !== 'string' && message[0] === 0 && message[1] === 2;
			if (next === null || !isUpdate) return server.send(message);
			const code = next;
			next = null;
			void server.close();
			void socket.close({ code });
		});
	});
	return { refuse: (code) => void (next = code) };
}

const refusals = Object.values(closeCodes).filter(concernsContent);

for (const code of refusals) {
	test(`[R55] after ${code}, what was refused is set aside, survives a reload, and the page writes on`, async () => {
		const ana = await site.open(site.steward, path, refused);
		const { refuse } = await withRefusals(ana);
		await ana.reload();
		await expect(sentence(ana)).toHaveText(/^Saved/);
		refuse(code);
		await add(ana, `Refused with ${code}`);
		await expect(ana.getByText('could not be saved, so it is set aside')).toBeVisible();
		await expect(setAside(ana)).toContainText(`Refused with ${code}`);
		await expect(heading(ana, `Refused with ${code}`)).toHaveCount(0);
		await expect(sentence(ana)).toHaveText(/^Saved/);

		await ana.reload();
		await expect(setAside(ana)).toContainText(`Refused with ${code}`);
		await expect(sentence(ana)).toHaveText(/^Saved/);
		await add(ana, `Written after ${code}`);
		await expect(sentence(ana)).toHaveText(/^Saved/);
		const bob = await site.open(dee, path);
		await expect(heading(bob, `Written after ${code}`)).toBeVisible();
		await expect(heading(bob, `Refused with ${code}`)).toHaveCount(0);

		const download = ana.waitForEvent('download');
		await ana.getByRole('button', { name: 'Keep as a file' }).click();
		expect((await download).suggestedFilename()).toBe('rootbridge.txt');
		await ana.getByRole('button', { name: 'Let it go' }).click();
		await expect(setAside(ana)).toHaveCount(0);
		await ana.reload();
		await expect(sentence(ana)).toHaveText(/^Saved/);
		await expect(setAside(ana)).toHaveCount(0);
	});
}

test('[R55] refused a second time at once, the page stops and says so; nothing is lost', async () => {
	const ana = await site.open(site.steward, path, refused);
	const { refuse } = await withRefusals(ana);
	await ana.reload();
	await expect(sentence(ana)).toHaveText(/^Saved/);
	refuse(closeCodes.malformed);
	await add(ana, 'Refused once');
	await expect(setAside(ana)).toContainText('Refused once');
	await expect(sentence(ana)).toHaveText(/^Saved/);
	refuse(closeCodes.malformed);
	await add(ana, 'Refused twice');
	await expect(ana.getByRole('alert').filter({ hasText: 'could not take your last change' })).toBeVisible();
	await expect(setAside(ana)).toContainText('Refused once');
	await expect(heading(ana, 'Refused twice')).toBeVisible();
});

test('F25 [R56] an old tab is told to reload, and what was typed in it is sent by the new one', async () => {
	const ana = await site.open(site.steward, path, refused);
	await expect(sentence(ana)).toHaveText(/^Saved/);
	// The page as an older build would be: it tells the version before ours.
	await ana.addInitScript((version) => {
		const Native = window.WebSocket;
		window.WebSocket = class extends Native {
			constructor(address: string | URL, protocols?: string | string[]) {
				const isOld = sessionStorage.getItem('old') === 'yes';
				super(isOld ? String(address).replace(`schema=${version}`, `schema=${version - 1}`) : address, protocols);
			}
		};
	}, schemaVersion);
	await ana.reload();
	await expect(sentence(ana)).toHaveText(/^Saved/);
	await ana.evaluate(() => sessionStorage.setItem('old', 'yes'));
	await site.server.stop();
	await expect(sentence(ana)).toHaveText('Offline: your changes are kept on this device');
	await add(ana, 'Typed while the server was updated');
	await site.server.start();
	await expect(ana.getByText('There is a new version of this page.')).toBeVisible({ timeout: 60_000 });
	await ana.evaluate(() => sessionStorage.removeItem('old'));
	await ana.getByRole('button', { name: 'Reload' }).click();
	await expect(heading(ana, 'Typed while the server was updated')).toBeVisible();
	await expect(sentence(ana)).toHaveText(/^Saved/);
	const bob = await site.open(dee, path);
	await expect(heading(bob, 'Typed while the server was updated')).toBeVisible();
});
