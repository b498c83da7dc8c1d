// What the types of a document are to those who stand in them.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { collectedHolder, holderOfContent, Holders } from '../../../../server/sync/holders.ts';
import { addItem, itemNotes, itemTitle, startAgenda } from '../../../../src/shared/documents/agenda.ts';
import { schemas } from '../../../../src/shared/documents/schema.ts';

function agenda() {
	const doc = new Y.Doc();
	startAgenda(doc, { title: { en: 'Meeting' }, items: [] });
	const id = addItem(doc, { title: { en: 'Arrive' }, notes: ['Hello'] });
	return { doc, id, holders: new Holders({ doc, schema: schemas.agenda }) };
}
const paragraphIn = (fragment: Y.XmlFragment | null) => fragment?.get(0) as Y.XmlElement;
const of = (holders: Holders, type: unknown) => holders.of(type as Y.AbstractType<unknown>);

describe('a holder', () => {
	it('is what its type is, as deep as it stands', () => {
		const { doc, id, holders } = agenda();
		const notes = itemNotes(doc, id);
		expect(of(holders, itemTitle(doc, id))).toEqual({ is: 'map', nodeName: null, depth: 2 });
		expect(of(holders, itemTitle(doc, id)?.get('en'))).toEqual({ is: 'text', nodeName: null, depth: 3 });
		expect(of(holders, notes)).toEqual({ is: 'fragment', nodeName: null, depth: 2 });
		expect(of(holders, paragraphIn(notes))).toEqual({ is: 'element', nodeName: 'paragraph', depth: 3 });
		expect(of(holders, paragraphIn(notes).get(0))).toEqual({ is: 'xml-text', nodeName: null, depth: 4 });
	});

	it('of a root is what the schema says, also if yjs does not know it yet, and one object by name and by type', () => {
		const { doc, holders } = agenda();
		expect(of(holders, doc.getMap('items'))).toBe(holders.root('items'));
		expect(new Holders({ doc: new Y.Doc(), schema: schemas.letter }).root('body').is).toBe('fragment');
		expect(holders.root('elsewhere').is).toBe('unknown');
		expect(holders.root('toString').is).toBe('unknown');
	});

	it('of what is gone is collected', () => {
		const { holders } = agenda();
		expect(holders.of(null)).toBe(collectedHolder);
		expect(holderOfContent({ is: 'deleted' }, holders.root('items'))).toBe(collectedHolder);
		expect(holderOfContent({ is: 'map' }, collectedHolder)).toEqual({ is: 'collected', nodeName: null, depth: 1 });
		expect(holderOfContent({ is: 'string' }, holders.root('items'))).toBeNull();
	});

	it('knows what comes first in it', () => {
		const { doc, id, holders } = agenda();
		const title = doc.getMap('agenda');
		title.set('title', 'again');
		const first = holders.firstIn(of(holders, title), 'title');
		expect(first?.right?.content).toBeInstanceOf(Y.ContentAny);
		const notes = itemNotes(doc, id);
		expect(holders.firstIn(of(holders, notes), null)).toBe(paragraphIn(notes)._item);
		expect(holders.firstIn(of(holders, notes), 'none')).toBeNull();
	});
});
