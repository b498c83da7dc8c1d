// What an update may be, as far as its own bytes tell: sizes, ranges of its numbers, and names that this kind of document
// knows (src/shared/documents/schema.ts). Stateless. Where its items land, whether something is missing and whether it
// contradicts what is known needs the room's document (placement.ts); whose clientIDs these are is the room's matter.
//
// No mark for links is in the schema: links are made of text when it is shown (src/lib/rich-text/links.ts). So every
// link mark is refused, whatever its scheme, and the day there is one its scheme is asked for here.
//
// Halves of surrogate pairs cannot arrive: text travels as UTF-8, which has none, and lib0 reads it strictly. An item may
// still be cut between two halves by where another one begins (an editor that counts UTF-16 units); every yjs then puts
// U+FFFD for both halves, the same on all replicas, so that is let pass.
import { isMarkName, isNodeName } from '#shared/documents/rich-text.ts';
import type { DocumentSchema } from '#shared/documents/schema.ts';
import { limits } from '#shared/protocol/limits.ts';
import { readUpdate, type Content, type Id, type ReadUpdate, type Struct } from './update-reader.ts';
import { noValue } from './update-values.ts';

/** Why an update is refused; connection.ts gives each its close code. */
export type RefusalReason = 'malformed' | 'too-big' | 'out-of-range' | 'outside-schema' | 'too-deep';

export type Inspection =
	{ verdict: 'readable'; update: ReadUpdate; ends: Map<number, number> } | { verdict: RefusalReason };

export interface Inspected {
	bytes: Uint8Array;
	schema: DocumentSchema;
	isGuest: boolean;
	/** Step 2 after a reconnect may carry days of edits; a live update may not. */
	isReturn: boolean;
}

/** Reads the update without applying it. ends: by clientID, the clock up to which it brings structs. Never throws. */
export function inspectUpdate({ bytes, schema, isGuest, isReturn }: Inspected): Inspection {
	if (bytes.byteLength > maxBytes(isGuest, isReturn)) return { verdict: 'too-big' };
	const reading = readUpdate(bytes, isReturn ? limits.maxReturnStructs : limits.maxUpdateStructs);
	if ('refused' in reading) return { verdict: reading.refused };
	const { update } = reading;
	const ends = new Map<number, number>();
	for (const [client, structs] of update.structsByClient) {
		for (const struct of structs) {
			if (!isInRange(struct)) return { verdict: 'out-of-range' };
			if (struct.kind === 'item' && !isKnown(struct, schema)) return { verdict: 'outside-schema' };
		}
		const last = structs.at(-1);
		if (last) ends.set(client, last.clock + last.length);
	}
	if (!update.deletes.every(endsInRange)) return { verdict: 'out-of-range' };
	return { verdict: 'readable', update, ends };
}

function maxBytes(isGuest: boolean, isReturn: boolean): number {
	if (isReturn) return isGuest ? limits.maxGuestReturnBytes : limits.maxReturnBytes;
	return isGuest ? limits.maxGuestUpdateBytes : limits.maxUpdateBytes;
}

function isInRange(struct: Struct): boolean {
	if (!endsInRange(struct)) return false;
	if (struct.kind !== 'item') return true;
	const { origin, rightOrigin, parent } = struct;
	return (
		(origin === null || pointsInRange(origin)) &&
		(rightOrigin === null || pointsInRange(rightOrigin)) &&
		(parent === null || typeof parent === 'string' || pointsInRange(parent))
	);
}

function endsInRange({ client, clock, length }: Id & { length: number }): boolean {
	return client <= limits.maxClientId && clock + length <= limits.maxClock;
}

function pointsInRange({ client, clock }: Id): boolean {
	return client <= limits.maxClientId && clock < limits.maxClock;
}

function isKnown({ parent, key, content }: Struct & { kind: 'item' }, schema: DocumentSchema): boolean {
	if (typeof parent === 'string' && !Object.hasOwn(schema.roots, parent)) return false;
	if (key !== null && key.length > limits.maxKeyLength) return false;
	return isKnownContent(content, schema);
}

function isKnownContent(content: Content, schema: DocumentSchema): boolean {
	switch (content.is) {
		case 'string':
		case 'deleted':
		case 'map':
		case 'text':
			return true;
		case 'values':
			return !content.values.includes(noValue);
		case 'fragment':
		case 'xml-text':
			return schema.hasRichText;
		case 'element':
			return schema.hasRichText && isNodeName(content.nodeName);
		case 'format':
			return schema.hasRichText && isMarkName(content.key) && isMarkValue(content.json);
	}
}

/** Bold and italic are on or off: y-prosemirror writes {} and null, other editors true. */
function isMarkValue(json: string): boolean {
	return json === '{}' || json === 'null' || json === 'true';
}
