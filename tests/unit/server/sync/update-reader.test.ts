// Updates read without being applied: as yjs reads them, and nothing that its two readers would read differently.
import { writeUint8, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readUpdate } from '../../../../server/sync/update-reader.ts';
import { createRandom, someSeed } from '../../../support/random.ts';
import { schedules } from '../../../support/edits.ts';
import { writeItem, writeUpdate } from '../../../support/update-writer.ts';

const read = (bytes: Uint8Array) => readUpdate(bytes, 100_000);

describe('an update', () => {
	const seed = someSeed();
	it(`is read as yjs reads it: every struct and every deletion (seed ${seed})`, () => {
		const random = createRandom(seed);
		for (const { start, edit } of [schedules['task-board'](new Set()), schedules.letter(new Set())]) {
			const doc = new Y.Doc();
			start(doc);
			for (let step = 0; step < 80; step++) edit(doc, random, 'm_alice');
			const bytes = Y.encodeStateAsUpdate(doc);
			const reading = read(bytes);
			if ('refused' in reading) throw new Error(reading.refused);
			const ours = [...reading.update.structsByClient.values()].flat();
			const { structs, ds } = Y.decodeUpdate(bytes);
			expect(ours.map(({ client, clock, length }) => [client, clock, length])).toEqual(
				structs.map(({ id, length }) => [id.client, id.clock, length])
			);
			expect(reading.update.deletes.map(({ client, clock, length }) => [client, clock, length])).toEqual(
				[...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => [client, clock, len]))
			);
		}
	});

	it('[R35] in encoding v2 is none', () => {
		const random = createRandom(seed);
		const { start, edit } = schedules.agenda(new Set());
		const doc = new Y.Doc();
		expect(read(Y.encodeStateAsUpdateV2(doc))).toEqual({ refused: 'malformed' });
		start(doc);
		for (let step = 0; step < 40; step++) {
			const before = Y.encodeStateVector(doc);
			edit(doc, random, 'm_alice');
			expect(read(Y.encodeStateAsUpdateV2(doc)), `seed ${seed}`).toEqual({ refused: 'malformed' });
			const change = Y.encodeStateAsUpdateV2(doc, before);
			expect(read(change), `seed ${seed}, ${String(change)}`).toEqual({ refused: 'malformed' });
		}
	});

	const word = { parent: 'letter', key: 'a', content: { values: ['a'] } };
	const oddities: [string, Uint8Array][] = [
		[
			'with two blocks of one client',
			writeUpdate({
				blocks: [
					{ client: 1, clock: 0, structs: [word] },
					{ client: 1, clock: 1, structs: [word] }
				]
			})
		],
		[
			'with lower clientIDs first, which is lost when rows are merged',
			writeUpdate({
				blocks: [
					{ client: 1, clock: 0, structs: [word] },
					{ client: 2, clock: 0, structs: [word] }
				]
			})
		],
		['with a block of nothing', writeUpdate({ blocks: [{ client: 1, clock: 0, structs: [] }] })],
		['with bytes after its end', Uint8Array.of(0, 0, 0)],
		['with 2^31 clients announced', Uint8Array.of(128, 128, 128, 128, 8)],
		['with 2^30 structs announced', Uint8Array.of(1, 128, 128, 128, 128, 4, 5, 0)],
		['with an empty text', writeItem({ client: 1, clock: 0 }, { parent: 'letter', content: { string: '' } })],
		['with a hole of nothing', writeItem({ client: 1, clock: 0 }, { skip: 0 })],
		['with something collected of no length', writeItem({ client: 1, clock: 0 }, { collected: 0 })],
		[
			'with flags on a hole, which only one of the readers of yjs sees',
			Uint8Array.of(1, 1, 1, 0, 10 | 0x80, 1, 0, 1, 0)
		],
		[
			'with content of a number that there is not',
			writeItem({ client: 1, clock: 0 }, { parent: 'a', content: { ref: 11, write: () => {} } })
		],
		[
			'with a type of a number that there is not',
			writeItem({ client: 1, clock: 0 }, { parent: 'a', content: { type: 7 } })
		],
		['with a parent that is neither a root nor an item', Uint8Array.of(1, 1, 1, 0, 4, 2, 1, 97, 1, 97, 0)],
		[
			'with half a surrogate pair as bytes',
			writeItem(
				{ client: 1, clock: 0 },
				{
					parent: 'a',
					content: { ref: 4, write: (encoder) => writeVarUint8Array(encoder, Uint8Array.of(0xed, 0xa0, 0x80)) }
				}
			)
		],
		[
			'with a text longer than the update',
			writeItem(
				{ client: 1, clock: 0 },
				{
					parent: 'a',
					content: {
						ref: 4,
						write: (encoder) => {
							writeVarUint(encoder, 20);
							writeUint8(encoder, 97);
						}
					}
				}
			)
		],
		[
			'with one deletion twice',
			writeUpdate({
				deletes: [
					{
						client: 1,
						ranges: [
							[0, 5],
							[4, 2]
						]
					}
				]
			})
		],
		[
			'with deletions of one client in two places',
			writeUpdate({
				deletes: [
					{ client: 1, ranges: [[0, 1]] },
					{ client: 1, ranges: [[2, 1]] }
				]
			})
		],
		['with a deletion of nothing', writeUpdate({ deletes: [{ client: 1, ranges: [[0, 0]] }] })]
	];
	it.each(oddities)('[R35] F28: %s is none', (_, bytes) => {
		const reading = read(bytes);
		expect(['malformed', 'too-big']).toContain('refused' in reading ? reading.refused : 'read');
	});

	it('[R35] F28: does not read on into what lies behind it in memory', () => {
		const memory = new Uint8Array(200).fill(97);
		const bytes = writeItem(
			{ client: 1, clock: 0 },
			{ parent: 'a', content: { ref: 4, write: (encoder) => writeVarUint(encoder, 100) } }
		);
		memory.set(bytes, 8);
		expect(read(memory.subarray(8, 8 + bytes.length))).toEqual({ refused: 'malformed' });
	});
});
