// A running site for the browser tests of one file, its people, and their browsers. Every page is watched: a request to
// another origin, a console error or a page error fails the test it happened in.
import {
	expect,
	test,
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { startServer, type Server, type ServerOptions } from './server.ts';

export interface SitePerson {
	name: string;
	signInName: string;
	password: string;
	/** As Playwright sets cookies. */
	cookie: { name: string; value: string };
}

export interface OpenOptions extends BrowserContextOptions {
	language?: 'en' | 'es';
	/** Messages that this test provokes on purpose. */
	expectedErrors?: RegExp;
}

export interface Site {
	readonly server: Server;
	/** Claims the instance; the first steward, coordinator of every group and host of the board. */
	readonly steward: SitePerson;
	/** Somebody who joins with an invitation, as people do. */
	join(name: string, space: string, role?: 'member' | 'coordinator'): Promise<SitePerson>;
	/** A page in a browser of their own. Null: signed out. */
	open(person: SitePerson | null, path: string, options?: OpenOptions): Promise<Page>;
	/** Posts a form as the page would. */
	post(person: SitePerson | null, path: string, fields: Record<string, string | string[]>): Promise<string>;
}

export const password = 'correct horse battery';
export const groups = ['communications', 'parole', 'fundraising', 'outreach', 'phone-zap'];

/** Starts a server for the tests of this file. */
export function useSite(options: ServerOptions & { claimed?: boolean } = {}): Site {
	let server: Server;
	let steward: SitePerson;
	let browser: Browser;
	const contexts: BrowserContext[] = [];
	const problems: string[] = [];

	test.beforeAll(async () => {
		server = await startServer(options);
		if (options.claimed === false || options.command === 'demo') return;
		const cookie = await account('/claim', { secret: server.claim ?? '', spaces: [...groups, 'board'] }, 'Ana');
		steward = { name: 'Ana', signInName: 'ana', password, cookie };
	});
	test.beforeEach(({ browser: running }) => {
		browser = running;
	});
	test.afterAll(() => server.remove());
	test.afterEach(async () => {
		for (const context of contexts.splice(0)) await context.close();
		expect(problems.splice(0)).toEqual([]);
	});

	async function send(
		person: SitePerson | null,
		path: string,
		fields: Record<string, string | string[]>
	): Promise<Response> {
		const body = new URLSearchParams();
		for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
		return fetch(server.origin + path, {
			method: 'POST',
			body,
			redirect: 'manual',
			headers: {
				origin: server.origin,
				'x-sveltekit-action': 'true',
				accept: 'application/json',
				...(person && { cookie: `${person.cookie.name}=${person.cookie.value}` })
			}
		});
	}

	async function account(
		path: string,
		fields: Record<string, string | string[]>,
		name: string
	): Promise<SitePerson['cookie']> {
		const details = { displayName: name, pronouns: '', signInName: name.toLowerCase(), password };
		const response = await send(null, path, { ...fields, ...details });
		const [, cookieName, value] = /^(\w+)=([^;]+)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
		if (!cookieName || !value) throw new Error(`${name} could not join: ${response.status} ${await response.text()}`);
		return { name: cookieName, value };
	}

	function watch(page: Page, expectedErrors: RegExp | undefined): void {
		page.on('request', (request) => {
			const url = new URL(request.url());
			if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(server.origin).host) {
				problems.push(`request to another origin: ${url.origin}`);
			}
		});
		page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
		page.on('console', (message) => {
			const isProblem = message.type() === 'error' || message.type() === 'warning';
			// Said on a machine that is busy: the font was preloaded and came into use too late for Chromium's taste.
			if (/preloaded using link preload but not used/.test(message.text())) return;
			if (isProblem && !expectedErrors?.test(message.text())) problems.push(`console: ${message.text()}`);
		});
	}

	return {
		get server() {
			return server;
		},
		get steward() {
			return steward;
		},
		async join(name, space, role = 'member') {
			const path = space === 'board' ? '/board/people' : `/groups/${space}/people`;
			const made = await (await send(steward, `${path}?/invite`, { role, uses: '1' })).text();
			const secret = /join#(\w+)/.exec(made)?.[1];
			if (!secret) throw new Error(`no invitation: ${made}`);
			const cookie = await account('/join?/join', { secret }, name);
			return { name, signInName: name.toLowerCase(), password, cookie };
		},
		async open(person, path, { language = 'en', expectedErrors, ...rest } = {}) {
			const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...rest });
			contexts.push(context);
			const url = server.origin;
			await context.addCookies([{ name: 'language', value: language, url }]);
			if (person) await context.addCookies([{ ...person.cookie, url, httpOnly: true, sameSite: 'Lax' }]);
			const page = await context.newPage();
			watch(page, expectedErrors);
			await page.goto(url + path);
			return page;
		},
		async post(person, path, fields) {
			return (await send(person, path, fields)).text();
		}
	};
}
