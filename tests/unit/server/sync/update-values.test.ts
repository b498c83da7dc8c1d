// Plain values inside an update.
import { createDecoder } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeAny } from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { noValue, readValue, TooDeep } from '../../../../server/sync/update-values.ts';

function bytesOf(value: unknown): Uint8Array {
	const encoder = createEncoder();
	writeAny(encoder, value as Parameters<typeof writeAny>[1]);
	return toUint8Array(encoder);
}
const read = (bytes: Uint8Array) => readValue(createDecoder(bytes));

describe('a value', () => {
	it('is read as it was written', () => {
		const values = [
			null,
			undefined,
			true,
			false,
			0,
			-7,
			1.5,
			2 ** 40,
			0.1,
			'ñandú 🌱',
			[],
			[1, ['a']],
			{ place: { list: 'todo' } }
		];
		for (const value of values) expect(read(bytesOf(value))).toEqual(value);
	});

	it('[R30] is none if it holds what JSON does not, however deep', () => {
		for (const value of [1n, Uint8Array.of(1, 2), [1n], { a: [Uint8Array.of(3)] }]) {
			expect(read(bytesOf(value))).toBe(noValue);
		}
		expect(read(bytesOf(JSON.parse('{"__proto__":{"isSteward":true}}')))).toBe(noValue);
	});

	it('[R31] is refused when it is a tower', () => {
		expect(() => read(new Uint8Array(1_000).fill(117))).toThrow(TooDeep);
	});

	it('[R20] that is cut short is none', () => {
		const bytes = bytesOf({ place: ['todo', 17, Uint8Array.of(1, 2, 3)] });
		for (let length = 0; length < bytes.length; length++) expect(() => read(bytes.slice(0, length))).toThrow();
		expect(() => read(Uint8Array.of(3))).toThrow();
	});
});
