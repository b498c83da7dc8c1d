// What an update is allowed to be before anything of it is believed.
import { writeUint8, type Encoder } from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { inspectUpdate } from '../../../../server/sync/guard.ts';
import type { DocumentKind } from '../../../../src/shared/documents/kinds.ts';
import { schemas } from '../../../../src/shared/documents/schema.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';
import { createRandom, someSeed } from '../../../support/random.ts';
import { writeItem, writeUpdate, type WrittenContent } from '../../../support/update-writer.ts';

interface Circumstances {
	kind?: DocumentKind;
	isGuest?: boolean;
	isReturn?: boolean;
}

const inspect = (bytes: Uint8Array, { kind = 'letter', isGuest = false, isReturn = false }: Circumstances = {}) =>
	inspectUpdate({ bytes, schema: schemas[kind], isGuest, isReturn });

/** A letter with a title of this many letters: an item for the title, and one for its text. */
function letterOf(title: string): Y.Doc {
	const doc = new Y.Doc();
	doc.clientID = 1; // chosen at random it would take four or five bytes
	doc.getMap('letter').set('title', new Y.Text(title));
	return doc;
}
const updateOf = (size: number) => Y.encodeStateAsUpdate(letterOf('x'.repeat(size)));
const titleOf = (doc: Y.Doc) => doc.getMap('letter').get('title') as Y.Text;

describe('the guard', () => {
	it('[R15] tells whose structs an update brings, and how far they go', () => {
		const [a, b] = [letterOf('Alice'), new Y.Doc()];
		Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
		titleOf(b).insert(5, ' and Bob');
		const ends = new Map([
			[1, 6],
			[b.clientID, 8]
		]);
		expect(inspect(Y.encodeStateAsUpdate(b))).toMatchObject({ verdict: 'readable', ends });
	});

	it('[R15] tells it also of what was deleted and collected, and of holes', () => {
		const doc = letterOf('');
		const updates: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => updates.push(update));
		for (const word of ['one ', 'two ', 'three ']) titleOf(doc).insert(titleOf(doc).length, word);
		const [first = Uint8Array.of(), , third = Uint8Array.of()] = updates;
		const hole = inspect(Y.mergeUpdates([first, third]));
		expect(hole).toMatchObject({ verdict: 'readable', ends: new Map([[1, 15]]) });
		doc.getMap('letter').delete('title');
		expect(inspect(Y.encodeStateAsUpdate(doc))).toMatchObject({ ends: new Map([[1, 15]]) });
	});

	it('[R9] finds nobody’s structs in an update that only deletes, or that is empty', () => {
		const doc = letterOf('words');
		const before = Y.encodeStateVector(doc);
		titleOf(doc).delete(0, 5);
		const nobody = { verdict: 'readable', ends: new Map() };
		expect(inspect(Y.encodeStateAsUpdate(doc, before))).toMatchObject(nobody);
		expect(inspect(Uint8Array.of(0, 0))).toMatchObject(nobody);
	});

	const sizes: [string, number, Circumstances][] = [
		['a member’s update', limits.maxUpdateBytes, {}],
		['a guest’s update', limits.maxGuestUpdateBytes, { isGuest: true }],
		['what a member brings back', limits.maxReturnBytes, { isReturn: true }],
		['what a guest brings back', limits.maxGuestReturnBytes, { isGuest: true, isReturn: true }]
	];
	it.each(sizes)('[R20] F27: holds %s to its limit', (_, limit, options) => {
		const overhead = updateOf(limit).length - limit;
		expect(inspect(updateOf(limit - overhead), options).verdict).toBe('readable');
		expect(inspect(updateOf(limit), options).verdict).toBe('too-big');
		expect(inspect(new Uint8Array(limit + 1), options).verdict).toBe('too-big');
	});

	it('[R20] F27: holds an update to a number of structs, and reads no further', () => {
		const ofStructs = (count: number) =>
			writeUpdate({
				blocks: [{ client: 1, clock: 0, structs: Array.from({ length: count }, () => ({ collected: 1 })) }]
			});
		expect(inspect(ofStructs(limits.maxUpdateStructs)).verdict).toBe('readable');
		expect(inspect(ofStructs(limits.maxUpdateStructs + 1)).verdict).toBe('too-big');
		expect(inspect(ofStructs(limits.maxUpdateStructs + 1), { isReturn: true }).verdict).toBe('readable');
	});

	it('[R20] F28: takes nothing that is cut short for an update', () => {
		const whole = updateOf(50);
		for (let length = 0; length < whole.length - 1; length++) {
			expect(inspect(whole.subarray(0, length)).verdict).toBe('malformed');
		}
	});

	const seed = someSeed();
	it(`[R20] F28: never throws, whatever the noise, and does not hang on it (seed ${seed})`, () => {
		const random = createRandom(seed);
		const whole = updateOf(40);
		const verdicts = ['readable', 'malformed', 'too-big', 'too-deep', 'out-of-range', 'outside-schema'];
		for (let round = 0; round < 5_000; round++) {
			const noise = random.chance(0.5)
				? Uint8Array.from({ length: random.below(64) }, () => random.below(256))
				: Uint8Array.from(whole, (byte) => (random.chance(0.1) ? random.below(256) : byte));
			expect(verdicts).toContain(inspect(noise).verdict);
		}
	});
});

describe('numbers', () => {
	const title = { client: 1, clock: 0 };
	const far = { client: 2, clock: 2 ** 31 };
	const bombs: [string, Uint8Array][] = [
		[
			'a clock of 2^52 (the clock bomb)',
			writeUpdate({ blocks: [{ client: 5, clock: 0, structs: [{ collected: 2 ** 52 }] }] })
		],
		[
			'a start beyond 2^31',
			writeItem({ client: 1, clock: 2 ** 31 }, { parent: 'letter', key: 'a', content: { values: [1] } })
		],
		['2^45 deleted characters', writeItem(title, { parent: 'letter', key: 'a', content: { deleted: 2 ** 45 } })],
		['deletions of 2^50', writeUpdate({ deletes: [{ client: 9, ranges: [[0, 2 ** 50]] }] })],
		[
			'a clientID of 2^32',
			writeItem({ client: 2 ** 32, clock: 0 }, { parent: 'letter', key: 'a', content: { values: [1] } })
		],
		['an origin beyond 2^31', writeItem(title, { origin: far, content: { string: 'a' } })],
		['a right origin beyond 2^31', writeItem(title, { rightOrigin: far, content: { string: 'a' } })],
		['a parent beyond 2^31', writeItem(title, { parent: far, content: { string: 'a' } })]
	];
	it.each(bombs)('[R28] F29: refuses %s as out of range', (_, bytes) => {
		expect(inspect(bytes).verdict).toBe('out-of-range');
	});

	it('[R28] F29: allows the last number that is in range', () => {
		const last = { client: 2 ** 32 - 1, clock: 2 ** 31 - 1 };
		expect(inspect(writeItem(last, { parent: 'letter', key: 'a', content: { values: [1] } })).verdict).toBe('readable');
	});
});

describe('what this kind of document does not know', () => {
	const at = (parent: string, content: WrittenContent, key?: string) =>
		writeItem({ client: 1, clock: 0 }, { parent, ...(key !== undefined && { key }), content });
	const words = { values: ['words'] };

	it('[R29] refuses a root of another kind, or of none', () => {
		for (const root of ['tasks', '', '__proto__', 'toString', 'Letter']) {
			expect(inspect(at(root, words, 'a')).verdict, root).toBe('outside-schema');
		}
		expect(inspect(at('letter', words, 'a')).verdict).toBe('readable');
		expect(inspect(at('tasks', words, 'a'), { kind: 'task-board' }).verdict).toBe('readable');
	});

	const foreign: [string, WrittenContent][] = [
		['an array', { type: 0 }],
		['an XML hook', { type: 5, name: 'x' }],
		['a node', { type: 3, name: 'image' }],
		['a node by the name of an object’s member', { type: 3, name: 'constructor' }],
		['a link mark', { format: ['link', '{"href":"javascript:alert(1)"}'] }],
		['a link mark with an honest address', { format: ['link', '{"href":"https://example.org"}'] }],
		['a mark with something in it', { format: ['bold', '{"style":"position:fixed"}'] }],
		['JSON of an older yjs', { ref: 2, write: () => {} }],
		['bytes', { ref: 3, write: () => {} }],
		['an embed', { ref: 5, write: () => {} }],
		['a subdocument', { ref: 9, write: () => {} }],
		['a big integer', { values: [1n] }],
		['bytes as a value', { values: [{ in: [Uint8Array.of(1)] }] }]
	];
	it.each(foreign)('[R30] F33, F36: refuses %s', (_, content) => {
		expect(inspect(at('body', content)).verdict).toBe('outside-schema');
	});

	it('[R30] refuses rich text on the community board, which has none', () => {
		for (const content of [
			{ type: 3, name: 'paragraph' },
			{ type: 4 },
			{ type: 6 },
			{ format: ['bold', '{}'] }
		] as const) {
			const bytes = at('entries', 'format' in content ? { format: ['bold', '{}'] } : content, 'a');
			expect(inspect(bytes, { kind: 'community-board' }).verdict).toBe('outside-schema');
		}
	});

	it('[R29] refuses a key that nobody would give', () => {
		expect(inspect(at('letter', words, 'k'.repeat(limits.maxKeyLength))).verdict).toBe('readable');
		expect(inspect(at('letter', words, 'k'.repeat(limits.maxKeyLength + 1))).verdict).toBe('outside-schema');
	});

	it('[R31] F31: refuses a value nested too deep', () => {
		const tower = (levels: number) => {
			let value: unknown = 'top';
			for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { value };
			return at('letter', { values: [value] }, 'a');
		};
		expect(inspect(tower(8)).verdict).toBe('readable');
		expect(inspect(tower(9)).verdict).toBe('too-deep');
		// Yjs itself runs out of stack on these.
		const lists = (encoder: Encoder) => {
			for (let level = 0; level < 200_000; level++) writeUint8(encoder, level === 0 ? 1 : level % 2 ? 117 : 1);
		};
		expect(inspect(at('letter', { ref: 8, write: lists }, 'a')).verdict).toBe('too-deep');
	});
});
