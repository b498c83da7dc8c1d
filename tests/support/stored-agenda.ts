// A stored agenda made by hand: a row for each edit, one head state over all of them, and its rendering.
import * as Y from 'yjs';
import { checksumOf } from '../../server/sync/storage-postgres.ts';
import type { StoredDocument, StoredPart } from '../../server/sync/stored-document.ts';
import { addItem, readAgenda, startAgenda } from '../../src/shared/documents/agenda.ts';

export function storedPart(source: StoredPart['source'], seq: number, bytes: Uint8Array): StoredPart {
	const actor = source === 'update' ? 'm_alice' : null;
	return { source, seq, bytes, checksum: checksumOf(bytes), actor, writtenAt: new Date() };
}

/** The same part with one byte changed under its checksum. */
export function turned(part: StoredPart | undefined): StoredPart {
	if (!part) throw new Error('there is no such part');
	const bytes = Uint8Array.from(part.bytes);
	bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
	return { ...part, bytes };
}

/** Row 1 is the empty agenda; each later row adds "item 2", "item 3" … */
export function storedAgenda(rows: number): { stored: StoredDocument; updates: Uint8Array[] } {
	const doc = new Y.Doc();
	startAgenda(doc, { title: { en: 'Meeting' }, items: [] });
	const updates = [Y.encodeStateAsUpdate(doc)];
	doc.on('update', (bytes: Uint8Array) => updates.push(bytes));
	for (let seq = 2; seq <= rows; seq++) addItem(doc, { title: { en: `item ${seq}` } });
	const stored: StoredDocument = {
		name: 'agenda-aaaaaaaaaaaaaaaa',
		kind: 'agenda',
		head: rows,
		updates: updates.map((bytes, index) => storedPart('update', index + 1, bytes)),
		heads: [storedPart('head', rows, Y.encodeStateAsUpdate(doc))],
		base: null,
		rendering: { seq: rows, content: JSON.parse(JSON.stringify(readAgenda(doc))) }
	};
	return { stored, updates };
}
