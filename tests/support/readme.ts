// Figures in README.md are written by the scripts that measure them, each between its own pair of markers.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

const readme = fileURLToPath(new URL('../../README.md', import.meta.url));

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. Throws a sentence if the markers are not there. */
export function writeIntoReadme(name: string, text: string): void {
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const current = fs.readFileSync(readme, 'utf8');
	const [from, to] = [current.indexOf(begin), current.indexOf(end)];
	if (from === -1 || to < from) throw new Error(`README.md has no ${begin} … ${end}.`);
	fs.writeFileSync(readme, `${current.slice(0, from + begin.length)}\n\n${text}\n\n${current.slice(to)}`);
}
