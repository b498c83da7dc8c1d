// What a loss of power leaves of a folder, from a trace of what was done to its files. The file system is one that keeps
// a journal (ext4, xfs): a sync keeps that file's writes, and every making, renaming and removing before it. What was not
// synced is kept, lost or torn, each 512-byte sector by itself; makings and renamings are kept up to some point.
import fs from 'node:fs';
import path from 'node:path';
import type { FileEvent, Naming } from './file-trace.ts';
import type { Random } from './random.ts';

type Change = { at: number; bytes: Buffer } | { size: number };
interface File {
	synced: Buffer;
	unsynced: Change[];
}

const sectorBytes = 512;

export interface PowerCut {
	/** Goes on to this event, which is the first that did not happen. */
	advanceTo(event: number): void;
	/** Rows that were acknowledged by now. */
	readonly acked: ReadonlySet<string>;
	/** Writes the folder as the cut leaves it. */
	leave(target: string, random: Random): void;
}

export function readTrace(file: string): FileEvent[] {
	const lines = fs.readFileSync(file, 'utf8').split('\n');
	return lines.filter(Boolean).map((line) => JSON.parse(line) as FileEvent);
}

/** `before` is the folder as it was, all of it synced. `areSyncsReal: false` is a disk that says "synced" and is not. */
export function createPowerCut(before: string, trace: readonly FileEvent[], { areSyncsReal = true } = {}): PowerCut {
	const acked = new Set<string>();
	/** As the process sees it, and as the journal has it; a missing name is a file that nothing was done to. */
	const seen = new Map<string, File | null>();
	const kept = new Map<string, File | null>();
	let unkept: { naming: Naming; file: File }[] = [];
	let next = 0;

	function fileAt(name: string): File {
		let file = seen.get(name);
		if (!file) {
			const place = path.join(before, name);
			file = {
				synced: fs.existsSync(place) && fs.statSync(place).isFile() ? fs.readFileSync(place) : Buffer.alloc(0),
				unsynced: []
			};
			seen.set(name, file);
			kept.set(name, file);
		}
		return file;
	}

	function take(event: FileEvent): void {
		switch (event.do) {
			case 'ack':
				acked.add(event.row);
				return;
			case 'write':
				fileAt(event.file).unsynced.push({ at: event.at, bytes: Buffer.from(event.bytes, 'base64') });
				return;
			case 'empty':
				fileAt(event.file).unsynced.push({ size: 0 });
				return;
			case 'resize':
				fileAt(event.file).unsynced.push({ size: event.size });
				return;
			case 'sync':
				if (areSyncsReal) sync(event.file);
				return;
			case 'make':
			case 'unlink':
			case 'mkdir':
			case 'rmdir':
			case 'rename': {
				const file = event.do === 'make' ? { synced: Buffer.alloc(0), unsynced: [] } : namedBy(event);
				unkept.push({ naming: event, file });
				rename(seen, event, file);
			}
		}
	}

	function namedBy(event: Naming): File {
		const isFolder = event.do === 'mkdir' || event.do === 'rmdir';
		return isFolder ? { synced: Buffer.alloc(0), unsynced: [] } : fileAt(event.file);
	}

	function sync(name: string): void {
		const file = seen.get(name);
		if (file) {
			file.synced = file.unsynced.reduce(changed, file.synced);
			file.unsynced = [];
		}
		for (const { naming, file: named } of unkept) rename(kept, naming, named);
		unkept = [];
	}

	return {
		acked,
		advanceTo(event) {
			for (; next < event; next++) {
				const one = trace[next];
				if (one) take(one);
			}
		},
		leave(target, random) {
			fs.cpSync(before, target, { recursive: true });
			const names = new Map(kept);
			for (const { naming, file } of unkept.slice(0, random.below(unkept.length + 1))) {
				if (naming.do === 'mkdir') fs.mkdirSync(path.join(target, naming.file), { recursive: true });
				rename(names, naming, file);
			}
			const mood = random.pick(['all is lost', 'all is kept', 'mixed', 'mixed'] as const);
			for (const [name, file] of names) {
				const place = path.join(target, name);
				if (file === null) fs.rmSync(place, { recursive: true, force: true });
				else if (fs.existsSync(path.dirname(place))) fs.writeFileSync(place, leftOf(file, mood, random));
			}
		}
	};
}

function rename(names: Map<string, File | null>, naming: Naming, file: File): void {
	if (naming.do === 'make') names.set(naming.file, file);
	else if (naming.do === 'unlink' || naming.do === 'rmdir') names.set(naming.file, null);
	else if (naming.do === 'rename') {
		names.set(naming.file, null);
		names.set(naming.to, file);
	}
}

function changed(before: Buffer, change: Change): Buffer {
	if ('size' in change) {
		const resized = Buffer.alloc(change.size);
		before.copy(resized);
		return resized;
	}
	const end = change.at + change.bytes.length;
	const after = end > before.length ? Buffer.concat([before, Buffer.alloc(end - before.length)]) : before;
	change.bytes.copy(after, change.at);
	return after;
}

function leftOf(file: File, mood: 'all is lost' | 'all is kept' | 'mixed', random: Random): Buffer {
	let left = file.unsynced.length > 0 ? Buffer.from(file.synced) : file.synced;
	if (mood === 'all is lost') return left;
	for (const change of file.unsynced) {
		const fate = mood === 'all is kept' ? 'kept' : random.pick(['kept', 'lost', 'torn'] as const);
		const parts = fate === 'torn' && 'bytes' in change ? [...sectorsOf(change)] : [change];
		const arrived = fate === 'lost' ? [] : parts.filter(() => fate === 'kept' || random.chance(0.5));
		left = arrived.reduce(changed, left);
	}
	return left;
}

function* sectorsOf({ at, bytes }: Extract<Change, { at: number }>): Generator<Change> {
	for (let from = 0; from < bytes.length;) {
		const to = Math.min(bytes.length, from + sectorBytes - ((at + from) % sectorBytes));
		yield { at: at + from, bytes: bytes.subarray(from, to) };
		from = to;
	}
}
