// The demo: alive in both languages, plainly made up, and gone with one button.
import { expect, test } from '@playwright/test';
import { demoPassword } from '../../server/demo/groups.ts';
import { useSite } from '../support/site.ts';

const site = useSite({ command: 'demo' });

test('the demo points nobody to the coalition’s real addresses', async () => {
	const visitor = await site.open(null, '/');
	const shown: string[] = [];
	for (const path of [
		'/',
		'/about',
		'/groups/communications',
		'/groups/parole',
		'/groups/fundraising',
		'/groups/phone-zap'
	]) {
		await visitor.goto(site.server.origin + path);
		shown.push(await visitor.content());
	}
	expect(shown.join()).toContain('parole@example.org');
	expect(shown.join().match(/[\w.]+@(?!example\.org)[\w-]+\.\w+/g)).toBeNull();
});

test('the demo shows a month of work, says that it is made up, and one button removes it', async () => {
	const ana = await site.open(null, '/sign-in');
	await expect(ana.getByText('This is a demo. Every person, meeting and letter here is made up.')).toBeVisible();
	await ana.getByLabel('Sign-in name').fill('ana');
	await ana.getByLabel('Password').fill(demoPassword);
	await ana.getByRole('button', { name: 'Sign in' }).click();
	await ana.waitForURL(`${site.server.origin}/`);
	await ana.goto(`${site.server.origin}/groups/communications/agenda`);
	await expect(ana.getByRole('heading', { name: 'Translate the visiting hours explainer' })).toBeVisible();
	await expect(ana.locator('.others li')).toHaveCount(3);
	await ana.goto(`${site.server.origin}/board`);
	await expect(ana.locator('article')).toHaveCount(12);
	await ana.getByRole('link', { name: 'Remove the demo' }).click();
	await ana.getByRole('button', { name: 'Remove the demo and start for real' }).click();
	await expect(ana.getByRole('heading', { level: 1 })).toHaveText('Become the first steward');
	await ana.getByLabel('Name to call you').fill('Real');
	await ana.getByLabel('Sign-in name').fill('real');
	await ana.getByLabel('Password').fill('a real long password');
	await ana.getByLabel('Parole').check();
	await ana.getByRole('button', { name: 'Start' }).click();
	await expect(ana.getByRole('heading', { level: 1 })).toHaveText('Look after this site');
	await expect(ana.getByText('This is a demo.')).toHaveCount(0);
	await expect(ana.getByText('Marisol')).toHaveCount(0);
	await ana.goto(`${site.server.origin}/board`);
	await expect(ana.locator('article')).toHaveCount(0);
});

test('the demo is never put into an instance that is in use', async () => {
	await site.server.stop();
	await expect(site.server.start()).rejects.toThrow('This instance is in use');
});
