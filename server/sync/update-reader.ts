// A Yjs update as a list of what it brings, read without applying it. In: bytes from the wire. Out: plain data for the
// guard and the judge. Follows yjs src/utils/encoding.js (readClientsStructRefs) and DeleteSet.js, encoding v1.
//
// Stricter than yjs, whose two readers of one format differ: what one of them passes over (a second block of one client,
// odd flags, bytes after the end) the other trips over later, when the stored row is merged. So exactly what yjs writes
// is readable here. Numbers that announce how much is to come reserve nothing: work and memory follow the bytes.
// Encoding v2 starts with a byte that reads as "no structs" here, and then has bytes left over.
import { createDecoder, hasContent, readUint8, readVarString, readVarUint, type Decoder } from 'lib0/decoding';
import { readValue, TooDeep } from './update-values.ts';

export interface Id {
	client: number;
	clock: number;
}

export type Content =
	| { is: 'string' | 'deleted' }
	| { is: 'values'; values: unknown[] }
	| { is: 'format'; key: string; json: string }
	| { is: 'map' | 'text' | 'fragment' | 'xml-text' }
	| { is: 'element'; nodeName: string };

export interface ItemStruct extends Id {
	kind: 'item';
	length: number;
	origin: Id | null;
	rightOrigin: Id | null;
	/** A root's name, the item that holds the parent type, or null: the same as the origin's. */
	parent: string | Id | null;
	key: string | null;
	content: Content;
}

export type Struct =
	| ItemStruct
	/** Deleted with all around it. */
	| (Id & { kind: 'collected'; length: number })
	/** A hole. */
	| (Id & { kind: 'skip'; length: number });

export interface DeletedRange extends Id {
	length: number;
}

export interface ReadUpdate {
	/** Higher clientIDs first; the structs of each in the order of their clocks, without holes but for those written as such. */
	structsByClient: Map<number, Struct[]>;
	deletes: DeletedRange[];
}

export type Reading = { update: ReadUpdate } | { refused: 'malformed' | 'too-big' | 'too-deep' | 'outside-schema' };

/** Why reading stopped before the end. */
class Stop extends Error {
	readonly reason: 'malformed' | 'too-big' | 'outside-schema';
	constructor(reason: Stop['reason']) {
		super(reason);
		this.reason = reason;
	}
}

/** Never throws. Reading stops at the first thing that no document of ours holds. */
export function readUpdate(bytes: Uint8Array, maxStructs: number): Reading {
	try {
		const decoder = createDecoder(bytes);
		const structsByClient = readBlocks(decoder, maxStructs);
		const deletes = readDeletes(decoder);
		// Also what has gone past the end: lib0 reads a string on into whatever lies behind these bytes in memory.
		if (hasContent(decoder)) return { refused: 'malformed' };
		return { update: { structsByClient, deletes } };
	} catch (error) {
		if (error instanceof Stop) return { refused: error.reason };
		// lib0 throws on numbers and strings that are cut short or too long; all of them mean that this is no update.
		return { refused: error instanceof TooDeep ? 'too-deep' : 'malformed' };
	}
}

function readBlocks(decoder: Decoder, maxStructs: number): Map<number, Struct[]> {
	const structsByClient = new Map<number, Struct[]>();
	const blocks = readVarUint(decoder);
	let left = maxStructs;
	let previous = Infinity;
	for (let block = 0; block < blocks; block++) {
		const count = readVarUint(decoder);
		const client = readVarUint(decoder);
		let clock = readVarUint(decoder);
		// yjs writes higher clientIDs first, each once and none empty. Of two blocks of one client it applies only the last,
		// and when it merges rows it loses what comes in another order.
		if (count === 0 || client >= previous) throw new Stop('malformed');
		previous = client;
		if (count > left) throw new Stop('too-big');
		left -= count;
		const structs: Struct[] = [];
		for (let index = 0; index < count; index++) {
			const struct = readStruct(decoder, { client, clock });
			// Nothing yjs writes is empty; without this an update could repeat one place for ever.
			if (struct.length === 0) throw new Stop('malformed');
			structs.push(struct);
			clock += struct.length;
		}
		structsByClient.set(client, structs);
	}
	return structsByClient;
}

// Bits of a struct's first byte: what it holds, and which of its places are written out.
const contentBits = 0b0001_1111;
const hasKey = 0b0010_0000;
const hasRightOrigin = 0b0100_0000;
const hasOrigin = 0b1000_0000;
const collectedInfo = 0;
const skipInfo = 10;

function readStruct(decoder: Decoder, { client, clock }: Id): Struct {
	const info = readUint8(decoder);
	if (info === collectedInfo) return { kind: 'collected', client, clock, length: readVarUint(decoder) };
	if (info === skipInfo) return { kind: 'skip', client, clock, length: readVarUint(decoder) };
	const origin = info & hasOrigin ? readId(decoder) : null;
	const rightOrigin = info & hasRightOrigin ? readId(decoder) : null;
	let parent: string | Id | null = null;
	let key: string | null = null;
	if (origin === null && rightOrigin === null) {
		parent = readFlag(decoder) ? readVarString(decoder) : readId(decoder);
		if (info & hasKey) key = readVarString(decoder);
	}
	const { content, length } = readContent(decoder, info & contentBits);
	return { kind: 'item', client, clock, length, origin, rightOrigin, parent, key, content };
}

function readId(decoder: Decoder): Id {
	return { client: readVarUint(decoder), clock: readVarUint(decoder) };
}

/** yjs takes every number but 1 for "no", and writes only 0. */
function readFlag(decoder: Decoder): boolean {
	const flag = readVarUint(decoder);
	if (flag > 1) throw new Stop('malformed');
	return flag === 1;
}

/** The numbers are those of Item.js, contentRefs. */
function readContent(decoder: Decoder, ref: number): { content: Content; length: number } {
	switch (ref) {
		case 1:
			return { content: { is: 'deleted' }, length: readVarUint(decoder) };
		case 4:
			return { content: { is: 'string' }, length: readVarString(decoder).length };
		case 6:
			return { content: { is: 'format', key: readVarString(decoder), json: readVarString(decoder) }, length: 1 };
		case 7:
			return { content: readType(decoder), length: 1 };
		case 8: {
			const length = readVarUint(decoder);
			const values: unknown[] = [];
			for (let index = 0; index < length; index++) values.push(readValue(decoder));
			return { content: { is: 'values', values }, length };
		}
		case 2: // JSON of an older yjs
		case 3: // bytes
		case 5: // an embed
		case 9: // a subdocument
			throw new Stop('outside-schema');
		default:
			throw new Stop('malformed');
	}
}

/** The numbers are those of ContentType.js, typeRefs. */
function readType(decoder: Decoder): Content {
	switch (readVarUint(decoder)) {
		case 1:
			return { is: 'map' };
		case 2:
			return { is: 'text' };
		case 3:
			return { is: 'element', nodeName: readVarString(decoder) };
		case 4:
			return { is: 'fragment' };
		case 6:
			return { is: 'xml-text' };
		case 0: // an array
		case 5: // an XML hook
			throw new Stop('outside-schema');
		default:
			throw new Stop('malformed');
	}
}

/** Ranges of one client follow one another: overlapping ones would let an update ask for the same work again and again. */
function readDeletes(decoder: Decoder): DeletedRange[] {
	const deletes: DeletedRange[] = [];
	const seen = new Set<number>();
	const clients = readVarUint(decoder);
	for (let index = 0; index < clients; index++) {
		const client = readVarUint(decoder);
		const count = readVarUint(decoder);
		if (seen.has(client)) throw new Stop('malformed');
		seen.add(client);
		let end = 0;
		for (let range = 0; range < count; range++) {
			const clock = readVarUint(decoder);
			const length = readVarUint(decoder);
			if (clock < end || length === 0) throw new Stop('malformed');
			end = clock + length;
			deletes.push({ client, clock, length });
		}
	}
	return deletes;
}
