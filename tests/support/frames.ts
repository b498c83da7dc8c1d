// Frames from the server as a test can read them, and somebody in a room who only listens.
import { createDecoder, readVarUint } from 'lib0/decoding';
import { readFrame } from '../../server/sync/frames.ts';
import type { Participant } from '../../server/sync/room.ts';
import type { CloseCode } from '../../src/shared/protocol/close-codes.ts';
import { messageTypes, readAck, readStanding } from '../../src/shared/protocol/frames.ts';

/** "step1", "step2", "update", "awareness", "ack 2 at 5", "may write", "may only read" */
export function wordsOf(frame: Uint8Array): string {
	const decoder = createDecoder(frame);
	switch (readVarUint(decoder)) {
		case messageTypes.ack: {
			const { messages, seq } = readAck(decoder);
			return `ack ${messages} at ${seq}`;
		}
		case messageTypes.standing:
			return readStanding(decoder) ? 'may write' : 'may only read';
		default: {
			const read = readFrame(frame);
			if (!read) throw new Error(`unknown frame ${frame[0]}`);
			return read.kind;
		}
	}
}

/** The Yjs update inside a step 2, an update or an awareness frame. */
export function updateIn(frame: Uint8Array): Uint8Array {
	const read = readFrame(frame);
	if (!read || !('update' in read)) throw new Error(`no update in frame ${frame[0]}`);
	return read.update;
}

export class Listener implements Participant {
	readonly frames: Uint8Array[] = [];
	readonly seesPresence: boolean;
	endedWith: CloseCode | null = null;
	/** Called with each frame, before it is kept. */
	onFrame: (words: string) => void = () => {};

	constructor({ seesPresence = true } = {}) {
		this.seesPresence = seesPresence;
	}

	get heard(): string[] {
		return this.frames.map(wordsOf);
	}

	send(frame: Uint8Array): void {
		this.onFrame(wordsOf(frame));
		this.frames.push(frame);
	}

	end(code: CloseCode): void {
		this.endedWith = code;
	}
}
