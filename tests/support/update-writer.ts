// Updates that no program of good will writes: the wire format of yjs, struct by struct, with whatever one likes in it.
import { createEncoder, toUint8Array, writeAny, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding';
import type { Encoder } from 'lib0/encoding';

export interface WrittenId {
	client: number;
	clock: number;
}

export type WrittenContent =
	| { string: string }
	| { deleted: number }
	| { values: unknown[] }
	| { format: [key: string, json: string] }
	/** The numbers of yjs, ContentType.js: 0 array, 1 map, 2 text, 3 element, 4 fragment, 5 hook, 6 XML text. */
	| { type: number; name?: string }
	/** Any content by its number, with whatever bytes. */
	| { ref: number; write(encoder: Encoder): void };

export type WrittenStruct =
	| { collected: number }
	| { skip: number }
	| {
			origin?: WrittenId;
			rightOrigin?: WrittenId;
			parent?: string | WrittenId;
			key?: string;
			content: WrittenContent;
	  };

export interface WrittenBlock extends WrittenId {
	structs: WrittenStruct[];
}

export interface WrittenUpdate {
	blocks?: WrittenBlock[];
	deletes?: { client: number; ranges: [clock: number, length: number][] }[];
}

/** varUint(blocks) block* varUint(clients) deletes* */
export function writeUpdate({ blocks = [], deletes = [] }: WrittenUpdate): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, blocks.length);
	for (const { client, clock, structs } of blocks) {
		writeVarUint(encoder, structs.length);
		writeId(encoder, { client, clock });
		for (const struct of structs) writeStruct(encoder, struct);
	}
	writeVarUint(encoder, deletes.length);
	for (const { client, ranges } of deletes) {
		writeVarUint(encoder, client);
		writeVarUint(encoder, ranges.length);
		for (const [clock, length] of ranges) writeId(encoder, { client: clock, clock: length });
	}
	return toUint8Array(encoder);
}

function writeId(encoder: Encoder, { client, clock }: WrittenId): void {
	writeVarUint(encoder, client);
	writeVarUint(encoder, clock);
}

function writeStruct(encoder: Encoder, struct: WrittenStruct): void {
	if ('collected' in struct || 'skip' in struct) {
		writeUint8(encoder, 'skip' in struct ? 10 : 0);
		writeVarUint(encoder, 'skip' in struct ? struct.skip : struct.collected);
		return;
	}
	const { origin, rightOrigin, parent = { client: 0, clock: 0 }, key, content } = struct;
	const { ref, write } = contentOf(content);
	writeUint8(encoder, ref | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0) | (key === undefined ? 0 : 0x20));
	if (origin) writeId(encoder, origin);
	if (rightOrigin) writeId(encoder, rightOrigin);
	if (!origin && !rightOrigin) writeParent(encoder, parent, key);
	write(encoder);
}

function writeParent(encoder: Encoder, parent: string | WrittenId, key: string | undefined): void {
	writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
	if (typeof parent === 'string') writeVarString(encoder, parent);
	else writeId(encoder, parent);
	if (key !== undefined) writeVarString(encoder, key);
}

function contentOf(content: WrittenContent): { ref: number; write(encoder: Encoder): void } {
	if ('ref' in content) return content;
	if ('deleted' in content) return { ref: 1, write: (encoder) => writeVarUint(encoder, content.deleted) };
	if ('string' in content) return { ref: 4, write: (encoder) => writeVarString(encoder, content.string) };
	if ('format' in content) {
		return { ref: 6, write: (encoder) => content.format.forEach((part) => writeVarString(encoder, part)) };
	}
	if ('values' in content) {
		return {
			ref: 8,
			write(encoder) {
				writeVarUint(encoder, content.values.length);
				for (const value of content.values) writeAny(encoder, value as Parameters<typeof writeAny>[1]);
			}
		};
	}
	return {
		ref: 7,
		write(encoder) {
			writeVarUint(encoder, content.type);
			if (content.name !== undefined) writeVarString(encoder, content.name);
		}
	};
}

/** One item in a block of its own. */
export function writeItem(id: WrittenId, struct: WrittenStruct): Uint8Array {
	return writeUpdate({ blocks: [{ ...id, structs: [struct] }] });
}
