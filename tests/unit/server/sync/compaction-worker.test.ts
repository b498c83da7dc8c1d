// Merging a state and the updates after it, and reading the document out. Called here without its thread.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { compactParts } from '../../../../server/sync/compaction-worker.ts';
import { addItem, readAgenda, removeItem, startAgenda } from '../../../../src/shared/documents/agenda.ts';
import { documentKinds, readDocument } from '../../../../src/shared/documents/kinds.ts';

/** An agenda that many have typed into and much was deleted from again, update by update. */
function workedOn(): { doc: Y.Doc; parts: Uint8Array[] } {
	const doc = new Y.Doc();
	const parts: Uint8Array[] = [];
	doc.on('update', (bytes: Uint8Array) => parts.push(bytes));
	startAgenda(doc, { title: { en: 'Meeting' }, items: [] });
	const text = doc.getText('scratch');
	for (let round = 0; round < 300; round++) {
		text.insert(text.length, `words that nobody keeps ${round} `);
		if (round % 10 === 9) text.delete(0, text.length);
	}
	const gone = addItem(doc, { title: { en: 'Taken off' } });
	removeItem(doc, gone);
	addItem(doc, { title: { en: 'Kept' } });
	return { doc, parts };
}

describe('compaction', () => {
	it('[R22] makes one state that is the same document, and its content as plain JSON', () => {
		const { doc, parts } = workedOn();
		const result = compactParts({ id: 7, kind: 'agenda', parts });
		if ('problem' in result) throw new Error(result.problem);
		const again = new Y.Doc();
		Y.applyUpdate(again, result.state);
		expect(Y.encodeStateVector(again)).toEqual(Y.encodeStateVector(doc));
		expect(readAgenda(again)).toEqual(readAgenda(doc));
		expect(result).toMatchObject({ id: 7, content: readAgenda(doc) });
	});

	it('[R22] drops what was deleted: far smaller than the updates merged', () => {
		const { parts } = workedOn();
		const result = compactParts({ id: 1, kind: 'agenda', parts });
		if ('problem' in result) throw new Error(result.problem);
		expect(result.state.length).toBeLessThan(Y.mergeUpdates(parts).length / 5);
		expect(Buffer.from(result.state).includes('words that nobody keeps')).toBe(false);
	});

	it('[R22] goes on from a state it made before', () => {
		const { doc, parts } = workedOn();
		const first = compactParts({ id: 1, kind: 'agenda', parts });
		if ('problem' in first) throw new Error(first.problem);
		const before = Y.encodeStateVector(doc);
		addItem(doc, { title: { en: 'Later' } });
		const second = compactParts({ id: 2, kind: 'agenda', parts: [first.state, Y.encodeStateAsUpdate(doc, before)] });
		expect(second).toMatchObject({ content: readAgenda(doc) });
	});

	it.each(documentKinds)('reads an empty document as an empty %s', (kind) => {
		expect(compactParts({ id: 1, kind, parts: [] })).toMatchObject({ content: readDocument(kind, new Y.Doc()) });
		expect(compactParts({ id: 1, kind, parts: [Uint8Array.of(0, 0)] })).not.toHaveProperty('problem');
	});

	it.each([
		['noise', Uint8Array.of(1, 2, 3)],
		['nothing', Uint8Array.of()]
	])('says what is wrong when a part is %s, instead of leaving it out', (_, part) => {
		const { parts } = workedOn();
		expect(compactParts({ id: 3, kind: 'agenda', parts: [...parts, part] })).toEqual({
			id: 3,
			problem: expect.any(String)
		});
	});
});
