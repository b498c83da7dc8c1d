// Takes the pictures of one screen in one language and width: opens it in a browser of its own, brings it about, and
// photographs it in both themes. Out: PNG files, and what went wrong.
import path from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Language } from '../../src/shared/documents/reading.ts';
import type { Screen } from './screen.ts';
import type { Cookie } from '../support/forms.ts';

export const languages: readonly Language[] = ['en', 'es'];
export const themes = ['light', 'dark'] as const;
export const sizes = [
	{ width: 360, height: 740, isPhone: true },
	{ width: 1280, height: 900, isPhone: false }
] as const;

export interface Shot {
	screen: Screen;
	language: Language;
	size: (typeof sizes)[number];
}

export interface Camera {
	browser: Browser;
	origin: string;
	/** Null: signed out. */
	cookieOf(screen: Screen): Cookie | null;
	folder: string;
}

/** Long enough for a busy two-core machine; a screen that takes longer is broken. */
const patienceMs = 20_000;

/** Returns what went wrong, as sentences. */
export async function take(camera: Camera, shot: Shot): Promise<string[]> {
	const name = `${shot.screen.name}.${shot.size.width}.${shot.language}`;
	const context = await contextFor(camera, shot);
	return problemsOf(name, context, async (problems) => {
		const page = await openScreen(camera, context, shot, problems);
		const fullPage = await growToContent(page, shot);
		for (const colorScheme of themes) {
			await page.emulateMedia({ colorScheme });
			const file = path.join(camera.folder, `${name}.${colorScheme}.png`);
			await page.screenshot({ path: file, fullPage, animations: 'disabled' });
		}
	});
}

/**
 * A bar fixed to the bottom of the screen would lie across the middle of a long picture: the screen grows to the page's
 * height instead. Not under a dialog, which belongs to the screen; false then, because the rest cannot be reached.
 */
async function growToContent(page: Page, { size: { width, height } }: Shot): Promise<boolean> {
	if (await page.locator('dialog[open]').count()) return false;
	const contentHeight = await page.evaluate(() => document.documentElement.scrollHeight);
	if (contentHeight > height) await page.setViewportSize({ width, height: contentHeight });
	return true;
}

/** Runs one visit in its browser context and closes it; what is thrown counts as a problem like those of the page. */
export async function problemsOf(
	name: string,
	context: BrowserContext,
	visit: (problems: string[]) => Promise<void>
): Promise<string[]> {
	const problems: string[] = [];
	try {
		await visit(problems);
	} catch (error) {
		problems.push(error instanceof Error ? error.message : String(error));
	} finally {
		await context.close();
	}
	return problems.map((problem) => `${name}: ${problem}`);
}

/** The page of a screen, as it is when its picture can be taken. */
export async function openScreen(
	{ origin }: Camera,
	context: BrowserContext,
	{ screen, language, size }: Shot,
	problems: string[]
): Promise<Page> {
	const page = await context.newPage();
	watch(page, screen, problems);
	await page.goto(origin + screen.path, { waitUntil: 'networkidle' });
	await screen.reach?.({ page, inLanguage: { locale: language }, isPhone: size.isPhone });
	await page.mouse.move(0, 0); // nothing is pointed at
	await page.evaluate(() => document.fonts.ready.then(() => undefined));
	return page;
}

export async function contextFor(camera: Camera, { screen, language, size }: Shot): Promise<BrowserContext> {
	const { width, height, isPhone } = size;
	const context = await camera.browser.newContext({
		viewport: { width, height },
		isMobile: isPhone,
		hasTouch: isPhone,
		locale: 'en-US',
		timezoneId: 'America/New_York',
		reducedMotion: 'reduce'
	});
	context.setDefaultTimeout(patienceMs);
	const url = camera.origin;
	await context.addCookies([{ name: 'language', value: language, url }]);
	const cookie = camera.cookieOf(screen);
	if (cookie) await context.addCookies([{ ...cookie, url, httpOnly: true, sameSite: 'Lax' }]);
	return context;
}

function watch(page: Page, { expectedErrors }: Screen, problems: string[]): void {
	page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
	page.on('console', (message) => {
		if (message.type() === 'error' && !expectedErrors?.test(message.text())) {
			problems.push(`console error: ${message.text()}`);
		}
	});
}
