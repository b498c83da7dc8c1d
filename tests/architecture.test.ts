// What the tree promises and the linter cannot see: architecture.md and house-style.md as assertions over the source files.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** Paths of the source files under a folder, seen from the root. */
function sourcesUnder(folder: string): string[] {
	return fs
		.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.map((file) => path.join(folder, file))
		.filter((file) => /\.(ts|svelte)$/.test(file) && !file.includes('paraglide'));
}

const textOf = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const server = sourcesUnder('server');
const isIn = (file: string, ...places: string[]) => places.some((place) => file.startsWith(place));
const matching = (files: string[], pattern: RegExp) => files.filter((file) => pattern.test(textOf(file)));

/** A value import (or a dynamic one) of a module whose specifier matches; a type import does not count. */
const valueImportOf = (specifier: string) =>
	new RegExp(`^import (?!type )[^;]*from '${specifier}'|import\\('${specifier}'\\)`, 'm');

describe('the tree', () => {
	it('has a mirror test for every module with behaviour in sync/, auth/ and domain/', () => {
		const modules = sourcesUnder('server/sync').concat(sourcesUnder('server/auth'), sourcesUnder('src/shared/domain'));
		const isBehaviour = (file: string) => /^export (async )?(function|const|class)/m.test(textOf(file));
		const mirror = (file: string) => path.join('tests/unit', file.replace(/\.ts$/, '.test.ts'));
		const known = new Set(sourcesUnder('tests/unit'));
		expect(modules.filter((file) => isBehaviour(file) && !known.has(mirror(file)))).toEqual([]);
	});

	it('keeps the tables behind storage, services, auth and db', () => {
		const users = matching(server, valueImportOf("#db/[^']*"));
		expect(users.length).toBeGreaterThan(0);
		// The demo writes the past: rows with dates that no service would let anybody choose.
		const past = 'server/demo/fill.ts';
		const rows = ['server/sync/storage-postgres.ts', 'server/sync/stored-document.ts'];
		const allowed = [...rows, 'server/services/', 'server/auth/', 'server/db/', past];
		expect(users.filter((file) => !isIn(file, ...allowed))).toEqual([]);
	});

	it('has socket.io in live/ alone', () => {
		const users = matching(server, valueImportOf('socket.io'));
		expect(users.length).toBeGreaterThan(0);
		expect(users.filter((file) => !isIn(file, 'server/live/'))).toEqual([]);
	});

	it('has one global slot, in current-app.ts', () => {
		expect(matching([...server, ...sourcesUnder('src')], /\bglobalThis\b/)).toEqual(['server/current-app.ts']);
	});

	it('has no state at module level in server/', () => {
		const state = /^(export )?(let |const \w+(: [^=\n]+)? = new (Weak)?(Map|Set)(<[^\n]*>)?\(\))/m;
		// A worker's entry is a program of its own thread: its module is its main().
		expect(matching(server, state)).toEqual(['server/db/embedded-postgres-worker.ts']);
	});

	it('has Y types in documents/, and elsewhere only where bytes and editors are', () => {
		const users = matching([...server, ...sourcesUnder('src')], valueImportOf('yjs'));
		const allowed = [
			'src/shared/documents/',
			'server/sync/',
			'src/lib/collab/',
			'src/lib/rich-text/',
			'server/services/'
		];
		expect(users.filter((file) => !isIn(file, ...allowed))).toEqual([]);
	});

	it('has routes that parse, call and answer: two screens at most', () => {
		const routes = sourcesUnder('src/routes').filter((file) => /\+(page|layout)\.server\.ts$/.test(file));
		expect(routes.length).toBeGreaterThan(10);
		expect(routes.filter((file) => textOf(file).split('\n').length > 75)).toEqual([]);
	});

	it('installs exactly one yjs', () => {
		const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, unknown> };
		expect(Object.keys(lock.packages).filter((name) => /node_modules\/(@y\/)?yjs?$/.test(name))).toEqual([
			'node_modules/yjs'
		]);
	});

	it('pins every package to one version', () => {
		const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
			string,
			Record<string, string>
		>;
		const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d/.test(version));
		expect(loose).toEqual([]);
	});
});
