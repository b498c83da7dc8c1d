// Where an update lands is known before it is applied.
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { placeUpdate } from '../../../../server/sync/placement.ts';
import { readUpdate } from '../../../../server/sync/update-reader.ts';
import { letterBody, letterTitle, startLetter } from '../../../../src/shared/documents/letter.ts';
import { schemas } from '../../../../src/shared/documents/schema.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';
import { writeItem, writeUpdate, type WrittenId, type WrittenStruct } from '../../../support/update-writer.ts';

let doc: Y.Doc;
/** Somebody who has written nothing yet. */
const mallory = 7;

beforeEach(() => {
	doc = new Y.Doc();
	startLetter(doc, { title: 'Letter 1', lang: 'en', correspondence: 'one-time', paragraphs: ['Hello'] });
	return () => doc.destroy();
});

function place(bytes: Uint8Array, schema = schemas.letter) {
	const reading = readUpdate(bytes, 100_000);
	if ('refused' in reading) throw new Error(reading.refused);
	const before = Y.encodeStateAsUpdate(doc);
	const { placement } = placeUpdate(reading.update, { doc, schema });
	expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
	return placement;
}
const placeItem = (struct: WrittenStruct) => place(writeItem({ client: mallory, clock: 0 }, struct));

/** The id of a type, and of the first thing in it. */
const idOf = (type: { _item: Y.Item | null } | null): WrittenId => {
	if (!type?._item) throw new Error('no item');
	return { client: type._item.id.client, clock: type._item.id.clock };
};
const startOf = (type: { _start: Y.Item | null } | null): WrittenId => {
	if (!type?._start) throw new Error('nothing in it');
	return { client: type._start.id.client, clock: type._start.id.clock };
};
const paragraph = () => letterBody(doc).get(0) as Y.XmlElement;
const paragraphText = () => paragraph().get(0) as Y.XmlText;

describe('an item', () => {
	it('[R30] stands where its neighbor does, though it does not say so', () => {
		const beside = startOf(letterTitle(doc));
		expect(placeItem({ origin: beside, content: { string: 'more' } })).toBe('fits');
		expect(placeItem({ rightOrigin: beside, content: { string: 'more' } })).toBe('fits');
		expect(placeItem({ origin: beside, content: { format: ['bold', '{}'] } })).toBe('outside-schema');
		expect(placeItem({ origin: beside, content: { type: 3, name: 'paragraph' } })).toBe('outside-schema');
		const inParagraph = startOf(paragraphText());
		expect(placeItem({ origin: inParagraph, content: { format: ['bold', '{}'] } })).toBe('fits');
		const besideParagraph = idOf(paragraph());
		expect(placeItem({ origin: besideParagraph, content: { type: 3, name: 'listItem' } })).toBe('outside-schema');
		expect(placeItem({ origin: besideParagraph, content: { type: 3, name: 'paragraph' } })).toBe('fits');
	});

	it('[R30] may not put into somebody’s paragraph what would make an editor delete it', () => {
		expect(placeItem({ parent: idOf(paragraph()), content: { type: 3, name: 'listItem' } })).toBe('outside-schema');
		expect(placeItem({ parent: idOf(paragraph()), key: 'style', content: { values: ['x'] } })).toBe('outside-schema');
		expect(placeItem({ parent: idOf(paragraph()), content: { type: 6 } })).toBe('fits');
	});

	it('[R30] is found through others of the same update', () => {
		const chain = (last: WrittenStruct) =>
			writeUpdate({
				blocks: [
					{
						client: mallory,
						clock: 0,
						structs: [
							{ parent: 'body', content: { type: 3, name: 'bulletList' } },
							{ parent: { client: mallory, clock: 0 }, content: { type: 3, name: 'listItem' } },
							{ origin: { client: mallory, clock: 1 }, content: { type: 3, name: 'listItem' } },
							last
						]
					}
				]
			});
		const parent = { client: mallory, clock: 2 };
		expect(place(chain({ parent, content: { type: 3, name: 'paragraph' } }))).toBe('fits');
		expect(place(chain({ parent, content: { type: 3, name: 'listItem' } }))).toBe('outside-schema');
	});

	it('[R32] with neighbors in two places, or in what is no type, contradicts itself', () => {
		const [origin, rightOrigin] = [startOf(letterTitle(doc)), startOf(paragraphText())];
		expect(placeItem({ origin, rightOrigin, content: { string: 'x' } })).toBe('malformed');
		expect(placeItem({ parent: startOf(letterTitle(doc)), content: { string: 'x' } })).toBe('malformed');
	});

	it('[R32] that sets several values under one key is deleted by the same update, as old ones are', () => {
		const several: WrittenStruct = { parent: 'letter', key: 'a', content: { values: [1, 2] } };
		expect(placeItem(several)).toBe('malformed');
		const blocks = [{ client: mallory, clock: 0, structs: [several] }];
		expect(place(writeUpdate({ blocks, deletes: [{ client: mallory, ranges: [[0, 2]] }] }))).toBe('fits');
		expect(place(writeUpdate({ blocks, deletes: [{ client: mallory, ranges: [[1, 1]] }] }))).toBe('malformed');
	});

	it('[R32] may not build on what its client writes later, nor two on one another', () => {
		const [a, b] = [8, mallory];
		expect(placeItem({ origin: { client: mallory, clock: 0 }, content: { string: 'x' } })).toBe('malformed');
		expect(placeItem({ parent: { client: mallory, clock: 5 }, content: { string: 'x' } })).toBe('malformed');
		const circle = [
			{ client: a, clock: 0, structs: [{ origin: { client: b, clock: 0 }, content: { string: 'x' } }] },
			{ client: b, clock: 0, structs: [{ origin: { client: a, clock: 0 }, content: { string: 'x' } }] }
		];
		expect(place(writeUpdate({ blocks: circle }))).toBe('malformed');
	});

	it('waits for others of its update, whichever comes first there', () => {
		const [a, b] = [8, 7];
		const first = { parent: idOf(letterTitle(doc)), content: { string: 'a' } };
		const after = (client: number, clock: number) => ({ origin: { client, clock }, content: { string: 'a' } });
		const blocks = [
			{ client: a, clock: 0, structs: [first, after(b, 0), after(b, 1)] },
			{ client: b, clock: 0, structs: [after(a, 0), after(a, 1)] }
		];
		expect(place(writeUpdate({ blocks }))).toBe('fits');
		const swapped = (id: WrittenId) => ({ ...id, client: id.client === a ? b : a });
		const otherWay = blocks.toReversed().map(({ client, clock, structs }) => ({
			...swapped({ client, clock }),
			structs: structs.map((item) => ('origin' in item ? { ...item, origin: swapped(item.origin) } : item))
		}));
		expect(place(writeUpdate({ blocks: otherWay }))).toBe('fits');
	});

	it('[R31] F31: may not nest deeper than the limit, in one update or one level at a time', () => {
		const nested = (levels: number) => {
			const structs: WrittenStruct[] = [{ parent: 'letter', key: 'deep', content: { type: 1 } }];
			for (let level = 1; level < levels; level++) {
				structs.push({ parent: { client: mallory, clock: level - 1 }, key: 'deep', content: { type: 1 } });
			}
			return writeUpdate({ blocks: [{ client: mallory, clock: 0, structs }] });
		};
		expect(place(nested(limits.maxNesting))).toBe('fits');
		expect(place(nested(limits.maxNesting + 1))).toBe('too-deep');
		expect(place(nested(20_000))).toBe('too-deep');
		Y.applyUpdate(doc, nested(limits.maxNesting));
		const deepest = { client: mallory, clock: limits.maxNesting - 1 };
		const next = (content: WrittenStruct & { content: unknown }) =>
			place(writeItem({ client: mallory, clock: limits.maxNesting }, content));
		expect(next({ parent: deepest, key: 'deep', content: { values: [1] } })).toBe('fits');
		expect(next({ parent: deepest, key: 'deep', content: { type: 1 } })).toBe('too-deep');
	});
});

describe('something missing', () => {
	it('[R10] F32: is a gap: before an item, beside it, around it, or to be deleted', () => {
		const absent = { client: 8, clock: 3 };
		const late = { parent: 'letter', key: 'a', content: { values: [1] } };
		expect(place(writeItem({ client: mallory, clock: 1 }, late))).toBe('gap');
		expect(placeItem({ origin: absent, content: { string: 'x' } })).toBe('gap');
		expect(placeItem({ rightOrigin: absent, content: { string: 'x' } })).toBe('gap');
		expect(placeItem({ parent: absent, content: { string: 'x' } })).toBe('gap');
		expect(place(writeUpdate({ deletes: [{ client: 8, ranges: [[0, 1]] }] }))).toBe('gap');
		expect(place(writeUpdate({ blocks: [{ client: mallory, clock: 0, structs: [{ skip: 2 }, late] }] }))).toBe('gap');
	});
});

describe('what is known', () => {
	it('[R32] may be sent again whole or in part, and not with other neighbors', () => {
		const { client, clock } = startOf(paragraphText());
		const parent = idOf(paragraphText());
		const [here, elsewhere] = [{ parent, content: { string: 'Hello' } }, startOf(letterTitle(doc))];
		expect(place(Y.encodeStateAsUpdate(doc))).toBe('fits');
		expect(place(writeItem({ client, clock }, here))).toBe('fits');
		expect(place(writeItem({ client, clock }, { origin: elsewhere, content: { string: 'Hello' } }))).toBe('malformed');
		expect(place(writeItem({ client, clock }, { ...here, rightOrigin: elsewhere }))).toBe('malformed');
	});

	it('[R32] may be the beginning of something new, in the same place', () => {
		const title = idOf(letterTitle(doc));
		Y.applyUpdate(doc, writeItem({ client: mallory, clock: 0 }, { parent: title, content: { string: 'ab' } }));
		const longer = (parent: WrittenId) =>
			place(writeItem({ client: mallory, clock: 0 }, { parent, content: { string: 'abcd' } }));
		expect(longer(title)).toBe('fits');
		expect(longer(idOf(paragraphText()))).toBe('malformed');
	});
});
