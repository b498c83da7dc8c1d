import { createDecoder, hasContent, readVarUint } from 'lib0/decoding';
import { describe, expect, it } from 'vitest';
import {
	ackFrame,
	messageTypes,
	readAck,
	readStanding,
	standingFrame
} from '../../../../../src/shared/protocol/frames.ts';

describe('an ack', () => {
	it.each([
		{ messages: 0, seq: 0 },
		{ messages: 1, seq: 127 },
		{ messages: 128, seq: 16_384 },
		{ messages: 2 ** 31, seq: 2 ** 32 },
		{ messages: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER }
	])('arrives as it was sent: $messages messages, up to $seq', (ack) => {
		const decoder = createDecoder(ackFrame(ack));
		expect(readVarUint(decoder)).toBe(messageTypes.ack);
		expect(readAck(decoder)).toEqual(ack);
		expect(hasContent(decoder)).toBe(false);
	});

	it('is three small numbers on the wire', () => {
		expect([...ackFrame({ messages: 3, seq: 200 })]).toEqual([100, 3, 200, 1]);
	});

	it('that was cut short is not taken for one', () => {
		const frame = ackFrame({ messages: 300, seq: 300 });
		for (let length = 1; length < frame.length; length++) {
			const decoder = createDecoder(frame.slice(0, length));
			readVarUint(decoder);
			expect(() => readAck(decoder)).toThrow();
		}
	});
});

describe('the word on whether one may write', () => {
	it.each([true, false])('arrives as it was sent: %s', (mayWrite) => {
		const decoder = createDecoder(standingFrame(mayWrite));
		expect(readVarUint(decoder)).toBe(messageTypes.standing);
		expect(readStanding(decoder)).toBe(mayWrite);
		expect(hasContent(decoder)).toBe(false);
	});

	it.each([0, 2, 255])('is no for anything but a one: %d', (byte) => {
		expect(readStanding(createDecoder(Uint8Array.of(byte, 1)))).toBe(false);
	});
});

describe('the kinds of messages', () => {
	it('are those of y-websocket, and ours well away from them', () => {
		const { sync, awareness, auth, queryAwareness, ...ours } = messageTypes;
		expect([sync, awareness, auth, queryAwareness]).toEqual([0, 1, 2, 3]);
		expect(Object.values(ours).every((type) => type >= 100)).toBe(true);
		expect(new Set(Object.values(messageTypes)).size).toBe(Object.keys(messageTypes).length);
	});
});
