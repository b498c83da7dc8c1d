// A database server that goes away in the middle of a meeting, and comes back. Only with DATABASE_URL: the embedded
// database lives and dies with the server itself, which is what offline.spec.ts is about.
import { expect, test, type Page } from '@playwright/test';
import { useSite } from '../support/site.ts';

const path = '/groups/communications/agenda';

async function add(page: Page, title: string): Promise<void> {
	await page.getByLabel('Add an agenda item').fill(title);
	await page.getByRole('button', { name: 'Add', exact: true }).click();
}

if (process.env['DATABASE_URL']) {
	const site = useSite({ hasFaultyDatabase: true });

	test('a database that is away: pages say so, edits stay on the device and are sent when it is back', async () => {
		const away = { expectedErrors: /WebSocket connection|Failed to load|503/ };
		const dee = await site.join('Dee', 'communications');
		const ana = await site.open(site.steward, path, away);
		const sentence = ana.locator('[data-saved]');
		await expect(sentence).toHaveText(/^Saved/);
		const way = site.server.wayToDatabase;
		way?.cut();

		await add(ana, 'Written while it was away');
		await expect(sentence).toHaveText('Offline: your changes are kept on this device');
		for (const [language, title] of [
			['en', 'We can’t reach our database'],
			['es', 'No logramos llegar a la base de datos']
		] as const) {
			const visitor = await site.open(dee, path, { ...away, language });
			await expect(visitor.getByRole('heading', { level: 1 })).toHaveText(title);
		}
		expect((await fetch(`${site.server.origin}/readyz`)).status).toBe(503);
		expect((await fetch(`${site.server.origin}/healthz`)).status).toBe(200);

		way?.mend();
		await expect(sentence).toHaveText('Saved', { timeout: 60_000 }); // the schedule waits up to half a minute
		const later = await site.open(dee, path);
		await expect(later.getByRole('heading', { name: 'Written while it was away' })).toBeVisible();
	});
}
