// `npm run look`: starts the demo and photographs every screen, in both languages, both themes, on a phone and on a desk,
// into look/. `npm run look -- agenda` walks only the screens whose name contains the word. Exits with 1 if a screen could
// not be reached, or if a page had something to complain about.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { buildIfNeeded } from '../../server/build.ts';
import { launchOptions, prepareChromium } from '../support/chromium.ts';
import { startServer } from '../support/server.ts';
import { boardScreens } from './board-screens.ts';
import { languages, sizes, take, type Camera } from './camera.ts';
import { writeGallery } from './gallery.ts';
import { groupScreens } from './group-screens.ts';
import { letterScreens } from './letter-screens.ts';
import { papers, print } from './papers.ts';
import { publicScreens } from './public-screens.ts';
import type { Place } from './screen.ts';
import { invite, signIn, untilBoardIsRendered } from './visitors.ts';

const folder = fileURLToPath(new URL('../../look', import.meta.url));
/** More only makes each other wait: the browser and the server share the cores. */
const pagesAtOnce = 3;

interface Job {
	name: string;
	place: Place | null;
	run(): Promise<string[]>;
}

/** Runs all jobs, never two of one place at once. Returns every problem. */
async function runAll(jobs: Job[]): Promise<string[]> {
	// What has a place goes first, so that the rest can fill the gaps.
	const waiting = [...jobs].sort((a, b) => Number(a.place === null) - Number(b.place === null));
	const busy = new Set<Place>();
	const problems: string[] = [];
	let done = 0;
	const isFree = ({ place }: Job) => place === null || !busy.has(place);
	async function work(): Promise<void> {
		for (;;) {
			const [job] = waiting.splice(waiting.findIndex(isFree), waiting.some(isFree) ? 1 : 0);
			if (!job) return;
			if (job.place) busy.add(job.place);
			const found = await job.run();
			if (job.place) busy.delete(job.place);
			problems.push(...found);
			process.stdout.write(`${++done}/${jobs.length} ${job.name}${found.length > 0 ? '  FAILED' : ''}\n`);
		}
	}
	await Promise.all(Array.from({ length: pagesAtOnce }, work));
	return problems;
}

async function walk(word: string): Promise<string[]> {
	await prepareChromium();
	await buildIfNeeded();
	const server = await startServer({ command: 'demo' });
	const browser = await chromium.launch(launchOptions());
	try {
		const cookies = await signIn(server.origin);
		await untilBoardIsRendered(server.origin);
		const steward = cookies.get('ana');
		if (!steward) throw new Error('Ana, who invites, is not in the demo');
		const screens = [
			...publicScreens(await invite(server.origin, steward)),
			...groupScreens,
			...letterScreens,
			...boardScreens
		];
		const { origin } = server;
		const camera: Camera = { browser, origin, cookieOf: ({ as }) => cookies.get(as) ?? null, folder };
		const chosen = ({ name }: { name: string }) => name.includes(word);
		const shots = screens.filter(chosen).flatMap((screen) =>
			languages.flatMap((language) =>
				sizes.map((size): Job => {
					const name = `${screen.name}.${size.width}.${language}`;
					return { name, place: screen.place, run: () => take(camera, { screen, language, size }) };
				})
			)
		);
		const prints = papers.filter(chosen).flatMap((paper) =>
			languages.map((language): Job => {
				return { name: `${paper.name}.${language}`, place: paper.place, run: () => print(camera, paper, language) };
			})
		);
		const problems = await runAll([...shots, ...prints]);
		writeGallery(
			folder,
			[...screens, ...papers].map(({ name }) => name)
		);
		return problems;
	} finally {
		await browser.close();
		await server.remove();
	}
}

const startedAt = performance.now();
const [word = ''] = process.argv.slice(2);
if (word === '') fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
const problems = await walk(word);
const seconds = Math.round((performance.now() - startedAt) / 1000);
process.stdout.write(`\nlook/index.html, ${seconds} s\n`);
if (problems.length > 0) {
	process.stdout.write(`\n${problems.join('\n')}\n`);
	process.exitCode = 1;
}
