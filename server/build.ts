// `npm start` on a fresh checkout, or after an update: builds the pages when there is no build of these very sources.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = path.join(root, 'build', 'sources');
/** What the build is made of. server/ is not: Node runs it as it stands. */
const sources = ['src', 'static', 'package.json', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'];
/** What the build, and `npm run prepare`, make of src/shared/messages. */
const made = [
	'src/shared/paraglide',
	...['.gitignore', '.meta.json', 'README.md'].map((name) => `src/shared/messages/project.inlang/${name}`)
];

/** Throws a sentence if the build fails. */
export async function buildIfNeeded(): Promise<void> {
	const now = fingerprint();
	if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === now) return;
	process.stdout.write('Building the pages (once per version, about half a minute) …\n');
	await run(path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'), ['build', '--logLevel', 'error']);
	fs.writeFileSync(stamp, now);
}

function fingerprint(): string {
	const hash = createHash('sha256');
	for (const file of sources.flatMap(filesUnder)) {
		hash.update(file);
		hash.update(fs.readFileSync(path.join(root, file)));
	}
	return hash.digest('hex');
}

function filesUnder(name: string): string[] {
	const full = path.join(root, name);
	if (!fs.existsSync(full) || made.includes(name)) return [];
	if (!fs.statSync(full).isDirectory()) return [name];
	return fs
		.readdirSync(full)
		.sort()
		.flatMap((child) => filesUnder(path.join(name, child)));
}

function run(script: string, args: string[]): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
		child.once('error', reject);
		child.once('exit', (code) => {
			if (code === 0) resolve();
			else reject(new Error('The pages could not be built: see above. Run `npm ci` and try again.'));
		});
	});
}
