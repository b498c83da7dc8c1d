// Preloaded (--import) into a process and its threads: writes down, in order, everything that the embedded database's
// thread does to the files of one folder. Every line goes into the trace before the call is made, so whatever a call
// causes (an answer on the socket, an ack) stands after it. argv of the trace: TRACE_FILE, and TRACE_FOLDER.
import fs from 'node:fs';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';

/** What becomes of a name. Paths are seen from the folder. */
export type Naming =
	{ do: 'make' | 'unlink' | 'mkdir' | 'rmdir'; file: string } | { do: 'rename'; file: string; to: string };

export type FileEvent =
	| Naming
	| { do: 'empty' | 'sync'; file: string }
	/** `bytes` are in base64. */
	| { do: 'write'; file: string; at: number; bytes: string }
	| { do: 'resize'; file: string; size: number }
	| { do: 'ack'; row: string };

const folder = process.env['TRACE_FOLDER'] ?? '';
const real = { ...fs };
const trace = real.openSync(process.env['TRACE_FILE'] ?? '', 'a');

/** One write, appended: the kernel keeps the lines of both threads whole and in order. */
export function note(event: FileEvent): void {
	real.writeSync(trace, `${JSON.stringify(event)}\n`);
}

const nameByDescriptor = new Map<number, string>();
const placeByDescriptor = new Map<number, number>();

function inFolder(file: fs.PathLike): string | null {
	const name = path.relative(folder, String(file));
	return name.startsWith('..') ? null : name;
}

function bytesOf(data: unknown, offset = 0, length?: number): Buffer {
	const view = data as NodeJS.ArrayBufferView;
	const all = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
	return all.subarray(offset, length === undefined ? undefined : offset + length);
}

/** For a call that takes a path first and does one thing to it. */
function traced<Call extends (file: fs.PathLike, ...rest: never[]) => unknown>(
	call: Call,
	what: 'unlink' | 'mkdir' | 'rmdir'
): Call {
	return ((file: fs.PathLike, ...rest: never[]) => {
		const name = inFolder(file);
		if (name !== null) note({ do: what, file: name });
		return call(file, ...rest);
	}) as Call;
}

function traceThread(): void {
	fs.openSync = (file, flags, mode) => {
		const name = inFolder(file);
		const isThere = name !== null && real.existsSync(file);
		const numeric = typeof flags === 'number' ? flags : 0;
		if (name !== null && !isThere && numeric & fs.constants.O_CREAT) note({ do: 'make', file: name });
		if (name !== null && isThere && numeric & fs.constants.O_TRUNC) note({ do: 'empty', file: name });
		const descriptor = real.openSync(file, flags, mode);
		if (name !== null) nameByDescriptor.set(descriptor, name);
		placeByDescriptor.set(descriptor, 0);
		return descriptor;
	};
	fs.closeSync = (descriptor) => {
		nameByDescriptor.delete(descriptor);
		real.closeSync(descriptor);
	};
	// PGlite gives buffer, offset, length and position, each time.
	fs.writeSync = ((descriptor: number, data: unknown, offset?: number, length?: number, position?: number) => {
		const file = nameByDescriptor.get(descriptor);
		if (file !== undefined) {
			if (typeof position !== 'number') throw new Error(`a write to ${file} that does not say where`);
			note({ do: 'write', file, at: position, bytes: bytesOf(data, offset, length).toString('base64') });
		}
		return real.writeSync(descriptor, data as Buffer, offset, length, position);
	}) as typeof fs.writeSync;
	fs.writeFileSync = (file, data, options) => {
		const name = typeof file === 'number' ? null : inFolder(file);
		if (name !== null) {
			note({ do: real.existsSync(file as fs.PathLike) ? 'empty' : 'make', file: name });
			const bytes = typeof data === 'string' ? Buffer.from(data) : bytesOf(data);
			if (bytes.length > 0) note({ do: 'write', file: name, at: 0, bytes: bytes.toString('base64') });
		}
		real.writeFileSync(file, data, options);
	};
	fs.ftruncateSync = (descriptor, size) => {
		const file = nameByDescriptor.get(descriptor);
		if (file !== undefined) note({ do: 'resize', file, size: size ?? 0 });
		real.ftruncateSync(descriptor, size);
	};
	fs.truncateSync = (file, size) => {
		const name = inFolder(file);
		if (name !== null) note({ do: 'resize', file: name, size: size ?? 0 });
		real.truncateSync(file, size);
	};
	fs.renameSync = (from, to) => {
		const [file, target] = [inFolder(from), inFolder(to)];
		if (file !== null && target !== null) note({ do: 'rename', file, to: target });
		real.renameSync(from, to);
	};
	fs.unlinkSync = traced(real.unlinkSync, 'unlink');
	fs.rmdirSync = traced(real.rmdirSync as never, 'rmdir');
	fs.mkdirSync = traced(real.mkdirSync as never, 'mkdir');
	// The one line that is written after its call: what it keeps is kept only once it has returned.
	fs.fsyncSync = (descriptor) => {
		real.fsyncSync(descriptor);
		const file = nameByDescriptor.get(descriptor);
		if (file !== undefined) note({ do: 'sync', file });
	};
}

if (!isMainThread) traceThread();
