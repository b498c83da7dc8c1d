// Frames as the server reads and builds them. Types and numbers: src/shared/protocol/frames.ts.
import { createDecoder, hasContent, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { messageTypes, syncTypes } from '#shared/protocol/frames.ts';

export type IncomingFrame =
	/** The sender's state vector: it asks for what it lacks. */
	| { kind: 'step1'; stateVector: Uint8Array }
	/** What we lacked, in answer to our step 1. */
	| { kind: 'step2'; update: Uint8Array }
	| { kind: 'update'; update: Uint8Array }
	| { kind: 'awareness'; update: Uint8Array }
	| { kind: 'queryAwareness' };

/** Null for anything that is not the protocol, with nothing left over. Never throws. The bytes are the frame's own. */
export function readFrame(frame: Uint8Array): IncomingFrame | null {
	try {
		const decoder = createDecoder(frame);
		const read = readByType(decoder, readVarUint(decoder));
		return read === null || hasContent(decoder) ? null : read;
	} catch {
		// lib0 throws on truncated and over-long numbers; either way this is no frame.
		return null;
	}
}

function readByType(decoder: ReturnType<typeof createDecoder>, type: number): IncomingFrame | null {
	switch (type) {
		case messageTypes.sync:
			return readSync(readVarUint(decoder), readVarUint8Array(decoder));
		case messageTypes.awareness:
			return { kind: 'awareness', update: readVarUint8Array(decoder) };
		case messageTypes.queryAwareness:
			return { kind: 'queryAwareness' };
		default:
			return null;
	}
}

function readSync(syncType: number, bytes: Uint8Array): IncomingFrame | null {
	switch (syncType) {
		case syncTypes.step1:
			return { kind: 'step1', stateVector: bytes };
		case syncTypes.step2:
			return { kind: 'step2', update: bytes };
		case syncTypes.update:
			return { kind: 'update', update: bytes };
		default:
			return null;
	}
}

/** varUint(0) varUint(0) varUint8Array(state vector) */
export const step1Frame = (stateVector: Uint8Array) => syncFrame(syncTypes.step1, stateVector);
/** varUint(0) varUint(1) varUint8Array(update) */
export const step2Frame = (update: Uint8Array) => syncFrame(syncTypes.step2, update);
/** varUint(0) varUint(2) varUint8Array(update) */
export const updateFrame = (update: Uint8Array) => syncFrame(syncTypes.update, update);

function syncFrame(syncType: number, bytes: Uint8Array): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, messageTypes.sync);
	writeVarUint(encoder, syncType);
	writeVarUint8Array(encoder, bytes);
	return toUint8Array(encoder);
}

/** varUint(1) varUint8Array(awareness update) */
export function awarenessFrame(update: Uint8Array): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, messageTypes.awareness);
	writeVarUint8Array(encoder, update);
	return toUint8Array(encoder);
}
