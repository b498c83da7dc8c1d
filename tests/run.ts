// `npm test`: every suite, the browser tests included, and one plain last line. It is red when a suite did not run, ran
// nothing, or left no results behind: a green line means that all of it was seen. `npm run test:database` runs what a
// database can make a difference to, for a second look with DATABASE_URL.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareChromium } from './support/chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = path.join(root, 'tests', '.results');

interface Count {
	passed: number;
	failed: number;
	/** Tests that ask for a database server, or for its absence, and did not find it so. */
	leftOut: number;
}

interface Suite {
	name: string;
	/** A package's program and its arguments. */
	command: [string, ...string[]];
	/** Where it writes what happened, in its own form. */
	resultsFile: string;
	count(results: unknown): Count;
}

/** The fields that are read of vitest's JSON report. A file that could not be loaded is failed and has no tests. */
interface VitestResults {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	testResults: { status: string; assertionResults: unknown[] }[];
}

/** The fields that are read of Playwright's JSON report. A flaky test passed on a second try: that is a failure here. */
interface PlaywrightResults {
	stats: { expected: number; unexpected: number; flaky: number; skipped: number };
	errors: unknown[];
}

/** What asks the database anything: the rest was seen on the other one. */
const isShort = process.argv[2] === 'database';
const vitestParts = isShort ? ['tests/contracts', 'tests/unit/server', 'tests/faults'] : [];
const browserParts = isShort ? ['first-run', 'agenda', 'database-away'] : [];

const suites: Suite[] = [
	{
		name: 'rules, services, sync, storage, convergence and faults',
		command: [
			'vitest/vitest.mjs',
			'run',
			...vitestParts,
			'--config',
			'tests/vitest.config.ts',
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${path.join(results, 'vitest.json')}`
		],
		resultsFile: path.join(results, 'vitest.json'),
		count(report) {
			const { numPassedTests, numFailedTests, numPendingTests, testResults } = report as VitestResults;
			const unloaded = testResults.filter(
				({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0
			);
			return { passed: numPassedTests, failed: numFailedTests + unloaded.length, leftOut: numPendingTests };
		}
	},
	{
		name: 'real browsers',
		command: ['@playwright/test/cli.js', 'test', ...browserParts, '--config', 'tests/playwright.config.ts'],
		resultsFile: path.join(results, 'e2e.json'),
		count(report) {
			const { stats, errors } = report as PlaywrightResults;
			return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, leftOut: stats.skipped };
		}
	}
];

/** Exit code of the suite's program; null if a signal ended it. */
function run([program, ...args]: [string, ...string[]]): Promise<number | null> {
	const child = spawn(process.execPath, [path.join(root, 'node_modules', program), ...args], {
		cwd: root,
		stdio: 'inherit'
	});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', resolve);
	});
}

async function runSuite({ name, command, resultsFile, count }: Suite): Promise<Count> {
	say(`\n== ${name}`);
	fs.rmSync(resultsFile, { force: true });
	const code = await run(command);
	if (!fs.existsSync(resultsFile)) {
		say(`This suite did not run to its end: ${name}.`);
		return { passed: 0, failed: 1, leftOut: 0 };
	}
	const counted = count(JSON.parse(fs.readFileSync(resultsFile, 'utf8')));
	const isRedAnyway = counted.passed === 0 || code !== 0;
	if (isRedAnyway && counted.failed === 0) {
		say(`This suite ended with ${code} after ${counted.passed} tests: ${name}.`);
		return { ...counted, failed: 1 };
	}
	return counted;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

const where = process.env['DATABASE_URL'] ? 'a PostgreSQL server (DATABASE_URL)' : 'the embedded database';
try {
	await prepareChromium();
} catch (error) {
	// Without a browser it cannot be green, so it does not begin.
	say(error instanceof Error ? error.message : String(error));
	say('0 passed, 1 failed');
	process.exit(1);
}
fs.mkdirSync(results, { recursive: true });
const total: Count = { passed: 0, failed: 0, leftOut: 0 };
for (const suite of suites) {
	const { passed, failed, leftOut } = await runSuite(suite);
	total.passed += passed;
	total.failed += failed;
	total.leftOut += leftOut;
}
say(`\nAll of this ran on ${where}.`);
if (!process.env['DATABASE_URL']) {
	say('The same suites run on a PostgreSQL server too, and some tests only there: set DATABASE_URL to one.');
}
if (total.leftOut > 0) say(`${total.leftOut} tests belong to the other kind of database and were left out.`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
