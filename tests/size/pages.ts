// Which JavaScript a visit of each page loads, from what the build itself says: SvelteKit's server manifest for the routes
// and their nodes, Vite's client manifest for the chunks and their imports. In: a finished build. Out: files by page.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SSRManifest } from '@sveltejs/kit';
import type { Manifest } from 'vite';

const output = fileURLToPath(new URL('../../.svelte-kit/output', import.meta.url));

export interface File {
	/** "_app/immutable/chunks/BpUm6Fzq.js" */
	path: string;
	/** What Vite calls the chunk: one of its modules. */
	name: string;
}

export interface Page {
	/** SvelteKit's route id: "/[...space=space]/tasks" */
	route: string;
	/** Loaded with the page. */
	atOnce: File[];
	/** Loaded later by the page's own modules, and not among those. */
	later: File[];
}

/** Every page of the build. Throws a sentence if the build left no manifests. */
export async function readPages(): Promise<Page[]> {
	const serverManifest = path.join(output, 'server/manifest-full.js');
	if (!fs.existsSync(serverManifest)) throw new Error('There is no build to measure: run `npm run build` first.');
	const { manifest: server } = (await import(pathToFileURL(serverManifest).href)) as { manifest: SSRManifest };
	const chunks = JSON.parse(fs.readFileSync(path.join(output, 'client/.vite/manifest.json'), 'utf8')) as Manifest;
	const pages = server._.routes.map(async ({ id: route, page }): Promise<Page[]> => {
		if (!page) return [];
		const nodes = [...page.layouts, page.leaf].filter((node) => node !== undefined);
		return [(await hasScript(server, nodes)) ? pageFrom(chunks, route, nodes) : { route, atOnce: [], later: [] }];
	});
	return (await Promise.all(pages)).flat();
}

/** False where `export const csr = false` holds: the innermost layout or page that says something decides. */
async function hasScript(server: SSRManifest, nodes: number[]): Promise<boolean> {
	let csr = true;
	for (const node of nodes) {
		const loaded = await server._.nodes[node]?.();
		csr = loaded?.universal?.csr ?? loaded?.server?.csr ?? csr;
	}
	return csr;
}

export function readSource(file: string): Buffer {
	return fs.readFileSync(path.join(output, 'client', file));
}

function pageFrom(chunks: Manifest, route: string, nodes: number[]): Page {
	const keyByName = new Map(Object.entries(chunks).map(([key, { name }]) => [name, key]));
	const key = (name: string) => {
		const found = keyByName.get(name);
		if (found === undefined) throw new Error(`The build of ${route} has no chunk ${name}`);
		return found;
	};
	// The runtime asks for the root layout and the root error page at every start, whatever the page.
	const own = [0, 1, ...nodes].map((node) => key(`nodes/${node}`));
	const ownModules = closureOf(chunks, own);
	// The entry's own dynamic imports are the nodes of every route: those are not followed.
	const atOnce = new Set([...closureOf(chunks, [key('entry/start'), key('entry/app')]), ...ownModules]);
	return { route, atOnce: filesOf(chunks, atOnce), later: filesOf(chunks, loadedLater(chunks, ownModules, atOnce)) };
}

/** Everything that the given chunks import statically, themselves included. */
function closureOf(chunks: Manifest, keys: Iterable<string>): Set<string> {
	const closure = new Set(keys);
	for (const key of closure) for (const imported of chunks[key]?.imports ?? []) closure.add(imported);
	return closure;
}

/** Everything that the given modules can ask for at run time, however indirectly. */
function loadedLater(chunks: Manifest, modules: Set<string>, known: Set<string>): Set<string> {
	const reached = new Set(modules);
	for (const key of reached) {
		for (const asked of chunks[key]?.dynamicImports ?? []) {
			for (const imported of closureOf(chunks, [asked])) reached.add(imported);
		}
	}
	return new Set([...reached].filter((key) => !known.has(key)));
}

function filesOf(chunks: Manifest, keys: Set<string>): File[] {
	const files = [...keys].map((key) => ({ path: chunks[key]?.file ?? '', name: chunks[key]?.name ?? key }));
	return files.filter((file) => file.path.endsWith('.js'));
}
