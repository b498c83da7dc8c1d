// What a panic looks like on the wire, and what does not.
import { expect, it } from 'vitest';
import { readPanic } from '../../../../server/db/panic.ts';

const answer = (severity: string) =>
	Buffer.from(`D\0\0\0\x08 row E\0\0\0SS${severity}\0V${severity}\0C53100\0Mcould not write\0Fxlog.c\0\0`);

it('reads what a panic says, also behind other messages', () => {
	expect(readPanic(answer('PANIC'))).toBe('could not write');
});

it('takes nothing else for one: other errors, and values that talk of panic', () => {
	for (const severity of ['ERROR', 'FATAL', 'LOG']) expect(readPanic(answer(severity))).toBe(null);
	expect(readPanic(Buffer.from('D\0\0\0\x10VPANIC and SPANIC'))).toBe(null);
	expect(readPanic(new Uint8Array())).toBe(null);
});
