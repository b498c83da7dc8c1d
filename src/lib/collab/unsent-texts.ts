// What this device holds and the server may not have, as plain text: to be read or kept as a file before it is wiped.
import { Doc } from 'yjs';
import { IndexeddbPersistence } from 'y-indexeddb';
import { documentAsText, documentKinds, type DocumentKind } from '#shared/documents/kinds.ts';
import { language } from '#lib/i18n/language.svelte.ts';

export interface UnsentText {
	/** The document's name. */
	document: string;
	text: string;
}

export async function unsentTexts(storeNames: readonly string[]): Promise<UnsentText[]> {
	const texts: UnsentText[] = [];
	for (const storeName of storeNames) {
		const document = storeName.slice(storeName.lastIndexOf('/') + 1);
		const kind = documentKinds.find((candidate: DocumentKind) => document.startsWith(`${candidate}-`));
		if (!kind) continue;
		const doc = new Doc();
		const persistence = new IndexeddbPersistence(storeName, doc);
		await persistence.whenSynced;
		texts.push({ document, text: documentAsText(kind, doc, language.current) });
		await persistence.destroy();
		doc.destroy();
	}
	return texts;
}
