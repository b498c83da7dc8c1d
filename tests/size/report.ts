// `npm run size`: the gzipped JavaScript of every page of the built app, beside its budget; exits with 1 if one is over.
// `npm run size -- --readme` also writes the table into README.md.
// Compared with a browser (Chromium 153, every .js response of a visit, signed in and clicked into an editor): the same
// files to the last byte on all 16 pages. Signed out, the board does not ask for the socket.io client (12 KB); it is counted
// all the same, because guests and members load it there.
import { gzipSync } from 'node:zlib';
import { buildIfNeeded } from '../../server/build.ts';
import { budgetOf, bytesPerKb, modulesOfHosts } from './budgets.ts';
import { writeIntoReadme } from '../support/readme.ts';
import { readPages, readSource, type File, type Page } from './pages.ts';

const columns = ['route', 'KB gz at once', 'KB gz with later', 'aim KB'];
/** How many of a page's files are named when it is over its budget: arbitrary, the rest is crumbs. */
const namedFiles = 6;

const gzippedBytesByPath = new Map<string, number>();

function gzippedBytes({ path }: File): number {
	const known = gzippedBytesByPath.get(path);
	if (known !== undefined) return known;
	const bytes = gzipSync(readSource(path), { level: 9 }).byteLength;
	gzippedBytesByPath.set(path, bytes);
	return bytes;
}

const kbOf = (files: Iterable<File>) => [...files].reduce((sum, file) => sum + gzippedBytes(file), 0) / bytesPerKb;
const allFiles = ({ atOnce, later }: Page) => [
	...atOnce,
	...later.filter(({ name }) => !modulesOfHosts.includes(name))
];
const isOver = (page: Page) => kbOf(allFiles(page)) > budgetOf(page.route).limitKb;

function aimText(page: Page): string {
	const { aimKb, limitKb } = budgetOf(page.route);
	const verdict = isOver(page)
		? `  over its limit of ${limitKb}`
		: limitKb > aimKb
			? `  missed, held at ${limitKb}`
			: '';
	return `${aimKb}${verdict}`;
}

const rowOf = (page: Page) => [
	page.route,
	kbOf(page.atOnce).toFixed(1),
	kbOf(allFiles(page)).toFixed(1),
	aimText(page)
];

function printTable(rows: string[][]): void {
	const widths = columns.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
	const line = (cells: string[]) =>
		cells
			.map((cell, at) => (at === 1 || at === 2 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
			.join('  ')
			.trimEnd();
	process.stdout.write(`${[line(columns), ...rows.map(line)].join('\n')}\n`);
}

function printHeaviest(page: Page): void {
	const heaviest = allFiles(page)
		.sort((a, b) => gzippedBytes(b) - gzippedBytes(a))
		.slice(0, namedFiles)
		.map((file) => `${file.name} ${kbOf([file]).toFixed(1)}`);
	process.stdout.write(`  ${page.route}: ${heaviest.join(', ')}\n`);
}

await buildIfNeeded();
const pages = await readPages();
const rows = pages.map(rowOf);
printTable(rows);
if (process.argv.includes('--readme')) {
	const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	writeIntoReadme('size', [line(columns), '|---|--:|--:|---|', ...rows.map(line)].join('\n'));
}
const over = pages.filter(isOver);
if (over.length > 0) {
	process.stdout.write(
		'\nOver budget, with the heaviest chunks (names are Vite’s: a chunk is called after one module of it):\n'
	);
	over.forEach(printHeaviest);
	process.exitCode = 1;
}
