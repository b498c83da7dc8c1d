// The messages on /sync. A frame is varUint(type) followed by the payload. Types 0 to 3 are y-websocket's own
// (y-protocols PROTOCOL.md, "Sync protocol v1" and "Awareness protocol"); 100 and up are ours and go only to clients
// that asked for them with ?ack=1, because a stock client logs an error at each unknown type.
import { readVarUint, type Decoder } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';

export const messageTypes = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, ack: 100, standing: 101 } as const;

export const syncTypes = { step1: 0, step2: 1, update: 2 } as const;

export interface Ack {
	/** How many step-2 and update messages of this connection are dealt with, counted from its start. */
	messages: number;
	/** The head of the log that this ack speaks of. */
	seq: number;
}

/** varUint(100) varUint(messages) varUint(seq) */
export function ackFrame({ messages, seq }: Ack): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, messageTypes.ack);
	writeVarUint(encoder, messages);
	writeVarUint(encoder, seq);
	return toUint8Array(encoder);
}

/** The payload of an ack frame, after its type has been read. */
export function readAck(decoder: Decoder): Ack {
	return { messages: readVarUint(decoder), seq: readVarUint(decoder) };
}

/** varUint(101) varUint(1 or 0): whether this connection may write from now on. */
export function standingFrame(mayWrite: boolean): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, messageTypes.standing);
	writeVarUint(encoder, mayWrite ? 1 : 0);
	return toUint8Array(encoder);
}

/** The payload of a standing frame, after its type has been read. */
export function readStanding(decoder: Decoder): boolean {
	return readVarUint(decoder) === 1;
}
