// Updates made to do harm: honest ones with bytes changed, cut or put together anew, and made-up ones in the grammar of the
// wire, which build on what is really there. Seeded.
import type * as Y from 'yjs';
import type { Random } from '../support/random.ts';
import { writeUpdate, type WrittenContent, type WrittenId, type WrittenStruct } from '../support/update-writer.ts';

/** What a hostile update is made from: what was really sent, and what lies in the document. */
export interface Material {
	sent: readonly Uint8Array[];
	ids: readonly WrittenId[];
	roots: readonly string[];
	/** The next clock of a client. */
	clockOf(client: number): number;
}

/** Every place in the document, the beginnings of its items first of all. */
export function idsIn(doc: Y.Doc): WrittenId[] {
	return [...doc.store.clients].flatMap(([client, structs]) =>
		structs.flatMap(({ id, length }) => [
			{ client, clock: id.clock },
			{ client, clock: id.clock + length - 1 }
		])
	);
}

export function hostileUpdate(random: Random, material: Material): Uint8Array {
	return random.chance(0.5) ? mutated(random, material.sent) : madeUp(random, material);
}

function mutated(random: Random, sent: readonly Uint8Array[]): Uint8Array {
	const bytes = random.pick(sent).slice();
	const luck = random.next();
	if (luck < 0.1) return bytes.subarray(0, random.below(bytes.length + 1));
	if (luck < 0.2) {
		const other = random.pick(sent);
		const cut = random.below(Math.min(bytes.length, other.length) + 1);
		return Uint8Array.from([...bytes.subarray(0, cut), ...other.subarray(cut)]);
	}
	for (let change = random.below(4); change >= 0; change--) {
		const at = random.below(bytes.length);
		bytes[at] = random.chance(0.5) ? random.below(256) : (bytes[at] ?? 0) ^ (1 << random.below(8));
	}
	return bytes;
}

/** As yjs writes them, higher ones first. */
const mallory = [13, 12, 11];

function madeUp(random: Random, material: Material): Uint8Array {
	const clients = mallory.slice(random.below(mallory.length));
	if (random.chance(0.03)) clients.reverse();
	const blocks = clients.map((client) => {
		const next = material.clockOf(client);
		const clock = random.chance(0.9) ? next : Math.max(0, next + random.below(5) - 2);
		const structs: WrittenStruct[] = [];
		for (let count = random.below(5); count >= 0; count--) structs.push(struct(random, material, { client, clock }));
		return { client, clock, structs };
	});
	const deletes = random.chance(0.2) ? [deletion(random, material)] : [];
	return writeUpdate({ blocks: random.chance(0.03) ? [...blocks, ...blocks] : blocks, deletes });
}

function deletion(random: Random, { ids }: Material) {
	const { client, clock } = random.pick(ids);
	const length = random.chance(0.9) ? 1 + random.below(2) : random.pick([0, 1000, 2 ** 31, 2 ** 50]);
	return { client, ranges: [[clock, length]] as [number, number][] };
}

function struct(random: Random, material: Material, block: WrittenId): WrittenStruct {
	const luck = random.next();
	if (luck < 0.02) return { skip: random.below(4) };
	if (luck < 0.05) return { collected: random.pick([1, 1, 2, 50, 0, 2 ** 31, 2 ** 52]) };
	const content = contentOf(random);
	if (luck < 0.3)
		return { parent: random.pick(random.chance(0.05) ? ['other'] : material.roots), content, ...keyed(random) };
	if (luck < 0.5) return { parent: place(random, material, block), content, ...keyed(random) };
	const origin = random.chance(0.7) ? place(random, material, block) : null;
	const rightOrigin = origin === null || random.chance(0.4) ? place(random, material, block) : null;
	return { ...(origin && { origin }), ...(rightOrigin && { rightOrigin }), content };
}

const keyed = (random: Random) =>
	random.chance(0.6) ? { key: random.pick(['title', 'notes', 'start', 'x', '__proto__']) } : {};

/** Mostly something that is there, or that comes with the same update. */
function place(random: Random, { ids }: Material, { client, clock }: WrittenId): WrittenId {
	const luck = random.next();
	if (luck < 0.8) return random.pick(ids);
	if (luck < 0.98) return { client, clock: Math.max(0, clock - 1 + random.below(2)) };
	return { client: random.pick(mallory), clock: random.pick([0, 1, 5, 2 ** 31, 2 ** 52]) };
}

const names = ['paragraph', 'bulletList', 'orderedList', 'listItem', 'hardBreak'];

function contentOf(random: Random): WrittenContent {
	if (random.chance(0.1)) return random.pick(foreign)(random);
	return random.pick(known)(random);
}

type Maker = (random: Random) => WrittenContent;

const known: readonly Maker[] = [
	(random) => ({ string: random.pick(['a', 'words', '🌱', 'ñandú🌱x']) }),
	(random) => ({ string: random.pick(['more', '🌱🌱']) }),
	(random) => ({ values: random.pick([[1], ['a'], [{ list: 'todo', order: 'a0' }], [true, undefined]]) }),
	(random) => ({ type: random.pick([1, 2, 4, 6]) }),
	(random) => ({ type: 3, name: random.pick(names) }),
	(random) => ({
		format: random.pick([
			['bold', '{}'],
			['italic', 'null'],
			['bold', 'null']
		])
	}),
	(random) => ({ deleted: 1 + random.below(3) })
];

const foreign: readonly Maker[] = [
	(random) => ({ values: random.pick([[1n], [[[[[[[[[[1]]]]]]]]]], []]) }),
	(random) => ({ type: random.pick([0, 3, 5, 7]), name: random.pick(['image', 'script']) }),
	(random) => ({
		format: random.pick([
			['link', '{"href":"javascript:1"}'],
			['bold', '{']
		])
	}),
	(random) => ({ deleted: random.pick([0, 2 ** 45]) }),
	(random) => ({ ref: random.below(32), write: () => {} })
];
