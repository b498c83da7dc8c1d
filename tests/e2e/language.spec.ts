// English and Spanish everywhere, switched without losing the page or what was typed; and pages without JavaScript.
import { expect, test } from '@playwright/test';
import { useSite } from '../support/site.ts';

const site = useSite();

test('switching the language keeps the page, the scroll and a half-filled form', async () => {
	const page = await site.open(null, '/sign-in?from=here', { viewport: { width: 360, height: 400 } });
	await page.getByLabel('Sign-in name').fill('half a na');
	await page.evaluate(() => window.scrollTo(0, 120));
	const before = await page.evaluate(() => window.scrollY);
	await page
		.locator('header')
		.getByRole('button', { name: 'Español' })
		.evaluate((button: HTMLElement) => button.click());
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Entrar');
	await expect(page.getByLabel('Nombre para entrar')).toHaveValue('half a na');
	expect(page.url()).toContain('/sign-in?from=here');
	expect(await page.evaluate(() => window.scrollY)).toBe(before);
	await expect(page.locator('html')).toHaveAttribute('lang', 'es');
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Entrar');
});

test('a browser that asks for Spanish gets Spanish', async () => {
	const page = await site.open(null, '/sign-in', { locale: 'es-PR' });
	await page.context().clearCookies();
	await page.goto(site.server.origin);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Donde nos reunimos');
	await expect(page.getByText('Jueves, 7:30 p. m.')).toBeVisible();
});

test('each reader sees a template’s words in their language, the other on a tap', async () => {
	const page = await site.open(site.steward, '/groups/parole/agenda', { language: 'es' });
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Libertad bajo palabra – reunión semanal');
	await expect(page.locator('[data-saved]')).toHaveText(/^Guardado/);
	await page.locator('li', { hasText: 'Revisar agenda' }).locator('summary').click();
	await page.getByRole('button', { name: 'Editar', exact: true }).click();
	await page.getByRole('button', { name: 'en inglés' }).click();
	await expect(page.getByLabel('Título: en inglés')).toHaveValue('Agenda check');
	await expect(page.getByLabel('Título: en inglés')).toHaveAttribute('lang', 'en');
});

test.describe('without JavaScript', () => {
	const bare = { javaScriptEnabled: false };

	test('public pages and the groups’ text are there, and the language switches', async () => {
		const page = await site.open(null, '/', bare);
		await expect(page.getByRole('heading', { name: 'Decarcerate Western Mass' })).toBeVisible();
		await page.getByRole('button', { name: 'Español' }).first().click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Donde nos reunimos');
		const agenda = await site.open(site.steward, '/groups/communications/agenda', bare);
		await expect(agenda.locator('ol h2')).toHaveCount(9);
		const tasks = await site.open(site.steward, '/groups/communications/tasks', bare);
		await expect(tasks.getByText('Build the press list').first()).toBeAttached();
	});

	test('people sign in, and a guest enters the board and adds a help request', async () => {
		const member = await site.open(null, '/sign-in', bare);
		await member.getByLabel('Sign-in name').fill(site.steward.signInName);
		await member.getByLabel('Password').fill(site.steward.password);
		await member.getByRole('button', { name: 'Sign in' }).click();
		await expect(member.getByText('My groups')).toBeVisible();

		await site.post(site.steward, '/board?/door', { door: 'open' });
		const guest = await site.open(null, '/board?kind=help', bare);
		await guest.getByLabel('What should we call you?').fill('River');
		await guest.getByRole('button', { name: 'Enter' }).click();
		await expect(guest.getByRole('heading', { name: 'Add to Upcoming events' })).toBeVisible();
		await expect(guest.getByLabel('Where does it go?')).toHaveValue('events');
		await guest.getByLabel('Where does it go?').selectOption('help');
		await guest.getByLabel('Your words').fill('Needs no script at all');
		await guest.getByRole('button', { name: /^Add to/ }).click();
		await expect(guest.getByText('Added to Help wanted')).toBeVisible();
		await expect(guest.locator('article').getByText('Needs no script at all')).toBeVisible();
		await expect(guest.getByLabel('Your words')).toHaveValue('');
		const reader = await site.open(null, '/board?kind=help', bare);
		await expect(reader.getByText('Needs no script at all')).toBeVisible();
		await expect(reader.getByText('River')).toBeVisible();
	});

	test('a wrong field keeps what was typed', async () => {
		const page = await site.open(null, '/sign-in', { ...bare, expectedErrors: /400/ });
		await page.getByLabel('Sign-in name').fill('nobody');
		await page.getByLabel('Password').fill('wrong words here');
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(page.getByLabel('Sign-in name')).toHaveValue('nobody');
		await expect(page.getByText('The name and password do not match.')).toBeVisible();
	});
});
