// Every page: axe finds nothing (both themes, both languages), it fits 320 px, its targets can be hit, and the keyboard
// does everything.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { useSite, type SitePerson } from '../support/site.ts';

const site = useSite();
let letter = '';

test.beforeAll(async () => {
	await site.post(site.steward, '/board?/door', { door: 'open' });
	const fields = {
		kind: 'help',
		text: 'Two drivers for Saturday',
		lang: 'en',
		town: 'holyoke',
		day: '2030-03-05',
		time: '19:00'
	};
	const details = { nameShown: 'Ana', contact: 'ana@example.org', contactReaders: 'hosts', isForSomebodyElse: '' };
	const board =
		/community-board-[a-z0-9]{16}/.exec(await (await fetch(`${site.server.origin}/board`)).text())?.[0] ?? '';
	await site.post(site.steward, '/board?/add', { document: board, id: '', ...fields, ...details });
	const made = await site.post(site.steward, '/groups/outreach/drafts?/create', {
		title: 'Letter 1',
		lang: 'en',
		correspondence: 'one-time'
	});
	letter = /letter-[a-z0-9]{16}/.exec(made)?.[0] ?? '';
});

interface Screen {
	path: string | (() => string);
	signedIn?: boolean;
	/** Opens what is only there after a press. */
	prepare?: (page: Page) => Promise<void>;
}

const live = (page: Page) => expect(page.locator('[data-saved]')).toHaveText(/Saved|Guardado/);

const screens: Record<string, Screen> = {
	home: { path: '/' },
	about: { path: '/about' },
	'sign-in': { path: '/sign-in' },
	claim: { path: '/claim#none' },
	join: { path: '/join' },
	'a group, signed out': { path: '/groups/parole' },
	'the board, signed out': { path: '/board' },
	'not found': { path: '/nowhere' },
	'home, signed in': { path: '/', signedIn: true },
	agenda: { path: '/groups/parole/agenda', signedIn: true, prepare: live },
	'an item being edited': {
		path: '/groups/parole/agenda',
		signedIn: true,
		async prepare(page) {
			await live(page);
			await page.locator('ol summary').first().click();
			await page.locator('ol .panel button').first().click();
			await page.locator('ol .write').nth(2).click();
			await expect(page.locator('.ProseMirror')).toBeVisible();
		}
	},
	'task board': { path: '/groups/parole/tasks', signedIn: true, prepare: live },
	'a task': {
		path: '/groups/parole/tasks',
		signedIn: true,
		async prepare(page) {
			await live(page);
			await page.locator('.lists .shown .open, .lists .open').locator('visible=true').first().click();
			await expect(page.getByRole('dialog')).toBeVisible();
		}
	},
	drafts: { path: '/groups/outreach/drafts', signedIn: true },
	letter: { path: () => `/groups/outreach/drafts/${letter}`, signedIn: true, prepare: live },
	'before printing': {
		path: () => `/groups/outreach/drafts/${letter}`,
		signedIn: true,
		async prepare(page) {
			await live(page);
			await page.locator('.actions .primary').click();
		}
	},
	people: { path: '/groups/parole/people', signedIn: true },
	settings: { path: '/groups/parole/settings', signedIn: true },
	'the board, as host': { path: '/board', signedIn: true, prepare: live },
	'adding an entry': {
		path: '/board',
		signedIn: true,
		async prepare(page) {
			await live(page);
			await page.locator('.add-bar button').click();
		}
	},
	wall: { path: '/board?wall', signedIn: true },
	admin: { path: '/admin', signedIn: true },
	me: { path: '/me', signedIn: true },
	'sign-out': { path: '/sign-out', signedIn: true }
};

const looks = [
	{ language: 'en', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
	{ language: 'es', colorScheme: 'dark', viewport: { width: 360, height: 740 } }
] as const;

for (const [name, { path, signedIn, prepare }] of Object.entries(screens)) {
	test(`${name}: axe finds nothing, it fits, and its targets can be hit`, async () => {
		const person: SitePerson | null = signedIn ? site.steward : null;
		for (const look of looks) {
			const address = typeof path === 'string' ? path : path();
			const page = await site.open(person, address, { ...look, reducedMotion: 'reduce', expectedErrors: /404|400/ });
			await prepare?.(page);
			const { violations } = await new AxeBuilder({ page })
				.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
				.analyze();
			const found = violations.map(
				({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(' | ')}`
			);
			expect(found, `${look.language} ${look.colorScheme}`).toEqual([]);
			expect(await tooSmall(page), `targets, ${look.viewport.width} px`).toEqual([]);
			if (name !== 'wall') {
				await page.setViewportSize({ width: 320, height: 640 });
				// The width arrives a frame before the media queries do: what counts is where the page comes to rest.
				const width = () => page.evaluate(() => document.documentElement.scrollWidth);
				await expect.poll(width, '320 px').toBeLessThanOrEqual(320);
			}
			expect(await page.title()).toMatch(/Rootbridge$/);
			expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
		}
	});
}

/** Interactive boxes under 24 by 24 CSS pixels, links within sentences aside. */
async function tooSmall(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const found: string[] = [];
		for (const element of document.querySelectorAll<HTMLElement>(
			'a[href], button, input:not([type=hidden]), select, summary'
		)) {
			if (!element.checkVisibility({ visibilityProperty: true })) continue;
			if (element.closest('.only-heard, .skip, [hidden]') || element.classList.contains('skip')) continue;
			const isInline = getComputedStyle(element).display === 'inline' && element.closest('p, li, dd, td') !== null;
			const { width, height } = element.getBoundingClientRect();
			if (!isInline && width > 0 && (width < 24 || height < 24)) {
				found.push(
					`${element.tagName} ${Math.round(width)}x${Math.round(height)} ${element.textContent.trim().slice(0, 40)}`
				);
			}
		}
		return found;
	});
}

test('the keyboard alone signs in, finds a group, adds, edits and finishes an agenda item', async () => {
	const page = await site.open(null, '/');
	const press = async (key: string, times = 1) => {
		for (let count = 0; count < times; count++) await page.keyboard.press(key);
	};
	/** Tabs until the focus is where a sighted person would look for it. */
	const tabTo = async (what: () => Promise<boolean>) => {
		for (let step = 0; step < 120; step++) {
			if (await what()) return;
			await press('Tab');
		}
		throw new Error('not reachable by Tab');
	};
	const focusIs = (name: string | RegExp, role: 'link' | 'button' | 'textbox' | 'checkbox') => async () =>
		page
			.getByRole(role, { name })
			.evaluateAll((elements) => elements.some((element) => element === document.activeElement));

	await press('Tab');
	await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
	await tabTo(focusIs('Sign in', 'link'));
	await press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
	await tabTo(focusIs('Sign-in name', 'textbox'));
	await page.keyboard.type(site.steward.signInName);
	await press('Tab');
	await page.keyboard.type(site.steward.password);
	await press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Where we meet');
	await tabTo(focusIs(/^Parole/, 'link'));
	await press('Enter');
	await expect(page.locator('[data-saved]')).toHaveText(/^Saved/);
	await tabTo(focusIs('Add an agenda item', 'textbox'));
	await page.keyboard.type('By keyboard');
	await press('Enter');
	const item = page.locator('li', { has: page.getByRole('heading', { name: 'By keyboard' }) });
	await expect(item).toBeVisible();
	await item.locator('summary').focus();
	await press('Enter');
	await press('Tab');
	await press('Enter');
	await expect(item.getByLabel('Title')).toBeFocused();
	await page.keyboard.type('Done ');
	await press('Escape');
	await item.getByRole('checkbox').focus();
	await press('Space');
	await expect(item.getByText('Done', { exact: true }).first()).toBeVisible();
	// The notes: in, a word, out to the toolbar and back, and on with Tab: nothing traps.
	await item.getByRole('button', { name: /^Write notes/ }).focus();
	await press('Enter');
	await expect(item.getByRole('textbox', { name: /^Notes/ })).toBeFocused();
	await page.keyboard.type('A note.');
	await press('Tab');
	await expect(item.getByRole('textbox', { name: /^Notes/ })).not.toBeFocused();
	expect(await page.locator('.ProseMirror').evaluate((editor) => editor.closest('[aria-live]'))).toBeNull();
});

test('what others write is said at most now and then, and never while one types', async () => {
	const dee = await site.join('Dee', 'communications');
	await site.post(site.steward, '/board?/door', { door: 'open' });
	const reader = await site.open(dee, '/board');
	await live(reader);
	const said: string[] = [];
	await reader.exposeFunction('noteSaid', (text: string) => void said.push(text));
	await reader.evaluate(() => {
		const region = document.querySelector('[data-announcer]');
		const note = (window as unknown as { noteSaid(text: string): void }).noteSaid;
		if (region)
			new MutationObserver(() => note(region.textContent)).observe(region, {
				childList: true,
				characterData: true,
				subtree: true
			});
	});
	const board = /community-board-[a-z0-9]{16}/.exec(await reader.content())?.[0] ?? '';
	for (let count = 0; count < 8; count++) {
		await site.post(site.steward, '/board?/add', {
			document: board,
			id: '',
			kind: 'questions',
			text: `Question ${count}`,
			lang: 'en',
			town: 'ware',
			day: '',
			time: '',
			nameShown: '',
			contact: '',
			contactReaders: 'hosts',
			isForSomebodyElse: ''
		});
	}
	await expect(reader.getByText('Question 7')).toBeVisible();
	await expect.poll(() => said.length).toBeGreaterThan(0);
	expect(said.filter((text) => text.startsWith('New in')).length).toBeLessThanOrEqual(2);
});
