// Plain values inside an update: what a map's key or an attribute is set to. As lib0 decoding.js, readAny, but only what
// JSON knows (and "undefined", which yjs stores for a value left out), and only a few levels deep: yjs reads a tower of
// lists until its stack is exhausted, and whoever prints the document afterwards does too.
import {
	readFloat32,
	readFloat64,
	readUint8,
	readVarInt,
	readVarString,
	readVarUint,
	type Decoder
} from 'lib0/decoding';

/** Ours go one level deep ({ list, order }, { day, time }). */
const maxValueDepth = 8;

export class TooDeep extends Error {}

/** Stands for a value that is none of JSON's: bytes, a big integer, a key that would change what the object is. */
export const noValue = Symbol('no value of JSON');

const readerByType: Readonly<Record<number, (decoder: Decoder, depth: number) => unknown>> = {
	127: () => undefined,
	126: () => null,
	125: (decoder) => readVarInt(decoder),
	124: (decoder) => readFloat32(decoder),
	123: (decoder) => readFloat64(decoder),
	122: (decoder) => passOver(decoder, 8), // a big integer
	121: () => false,
	120: () => true,
	119: (decoder) => readVarString(decoder),
	118: readObject,
	117: readList,
	116: (decoder) => passOver(decoder, readVarUint(decoder)) // bytes
};

/** Throws TooDeep, and whatever lib0 throws on bytes that are none. */
export function readValue(decoder: Decoder, depth = 0): unknown {
	if (depth > maxValueDepth) throw new TooDeep();
	const read = readerByType[readUint8(decoder)];
	if (!read) throw new Error('there is no such value');
	return read(decoder, depth);
}

function readObject(decoder: Decoder, depth: number): unknown {
	const object: Record<string, unknown> = {};
	let isPlain = true;
	const count = readVarUint(decoder);
	for (let index = 0; index < count; index++) {
		const key = readVarString(decoder);
		const value = readValue(decoder, depth + 1);
		if (key === '__proto__' || value === noValue) isPlain = false;
		else object[key] = value;
	}
	return isPlain ? object : noValue;
}

function readList(decoder: Decoder, depth: number): unknown {
	const list: unknown[] = [];
	const count = readVarUint(decoder);
	for (let index = 0; index < count; index++) list.push(readValue(decoder, depth + 1));
	return list.includes(noValue) ? noValue : list;
}

function passOver(decoder: Decoder, count: number): typeof noValue {
	if (decoder.pos + count > decoder.arr.length) throw new Error('there are not so many bytes');
	decoder.pos += count;
	return noValue;
}
