// A stranger on a fresh machine: claims the instance, invites a member, and both write in one agenda.
import { expect, test } from '@playwright/test';
import { password, useSite } from '../support/site.ts';

const site = useSite({ claimed: false });

test('a stranger claims the instance, invites a member, and both write in one agenda', async () => {
	const ana = await site.open(null, `/claim#${site.server.claim}`);
	await ana.getByLabel('Name to call you').fill('Ana');
	await ana.getByLabel('Sign-in name').fill('ana');
	await ana.getByLabel('Password').fill(password);
	await ana.getByLabel('Communications').check();
	await ana.getByRole('button', { name: 'Start' }).click();
	await expect(ana.getByRole('heading', { level: 1 })).toHaveText('Look after this site');

	await ana.goto(`${site.server.origin}/groups/communications/people`);
	await ana.getByRole('button', { name: 'Make a link' }).click();
	const link = await ana.locator('code').textContent();
	expect(link).toContain('/join#');

	const dee = await site.open(null, '/');
	await dee.goto(link ?? '');
	await expect(dee.getByText('Communications')).toBeVisible();
	await dee.getByLabel('Name to call you').fill('Dee');
	await dee.getByLabel('Sign-in name').fill('dee');
	await dee.getByLabel('Password').fill(password);
	await dee.getByRole('button', { name: 'Join' }).click();
	await expect(dee).toHaveURL(/\/groups\/communications\/agenda$/);

	await ana.goto(`${site.server.origin}/groups/communications/agenda`);
	for (const [page, title] of [
		[ana, 'Written by Ana'],
		[dee, 'Written by Dee']
	] as const) {
		await page.getByLabel('Add an agenda item').fill(title);
		await page.getByLabel('Add an agenda item').press('Enter');
	}
	for (const page of [ana, dee]) {
		await expect(page.getByRole('heading', { name: 'Written by Ana' })).toBeVisible();
		await expect(page.getByRole('heading', { name: 'Written by Dee' })).toBeVisible();
		await expect(page.locator('[data-saved]')).toHaveText(/^Saved/);
	}
});

test('the claim link works once', async () => {
	const late = await site.open(null, `/claim#${site.server.claim}`);
	await expect(late.getByText('This site already has a steward')).toBeVisible();
	await expect(late.getByLabel('Name to call you')).toHaveCount(0);
	const form = { displayName: 'Late', pronouns: '', signInName: 'late', password, secret: site.server.claim ?? '' };
	expect(await site.post(null, '/claim', form)).toContain('unreadable');
	await late.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
	await expect(late).toHaveURL(`${site.server.origin}/sign-in`);
	await site.server.restart();
	expect(site.server.claim).toBeNull();
});

test('a wrong field has its sentence beside it, and what was typed is kept', async () => {
	const page = await site.open(null, '/sign-in', { expectedErrors: /400/ });
	await page.getByLabel('Sign-in name').fill('ana');
	await page.getByLabel('Password').fill('not it at all');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByText('The name and password do not match.')).toBeVisible();
	await expect(page.getByLabel('Sign-in name')).toHaveValue('ana');
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page).toHaveURL(`${site.server.origin}/`);
});
