// A letter of solidarity while it is drafted. It holds no recipient: no name, no number. Those are filled in by hand on
// the printed page.
//
// In the document: map "letter" { title: Y.Text, lang: 'en' | 'es', correspondence: 'one-time' | 'ongoing' }
//                  XmlFragment "body"
import * as Y from 'yjs';
import { edit, readChoice, type DocumentReader } from './edits.ts';
import { letterAsText } from './plain-text.ts';
import { createParagraphs, readRichText, type RichText } from './rich-text.ts';
import type { Language } from './reading.ts';
import { wellFormed } from './words.ts';

export const correspondences = ['one-time', 'ongoing'] as const;
export type Correspondence = (typeof correspondences)[number];

export interface Letter {
	/** Tells drafts apart ("Letter 12, blue table"); never a person's name. */
	title: string;
	/** The language the letter is written in: the reader's, which need not be the interface's. */
	lang: Language;
	correspondence: Correspondence;
	body: RichText;
}

export interface LetterStart {
	title: string;
	lang: Language;
	correspondence: Correspondence;
	/** At least one, which may be empty: where the writing begins. */
	paragraphs?: string[];
}

const about = (doc: Y.Doc) => doc.getMap<unknown>('letter');

export function readLetter(doc: Y.Doc): Letter {
	const title: unknown = about(doc).get('title');
	return {
		title: title instanceof Y.Text ? title.toString() : '',
		lang: readChoice(about(doc).get('lang'), ['en', 'es']),
		correspondence: readChoice(about(doc).get('correspondence'), correspondences),
		body: readRichText(letterBody(doc))
	};
}

/** Fills an empty document. Only at its creation. */
export function startLetter(doc: Y.Doc, { title, lang, correspondence, paragraphs = [''] }: LetterStart): void {
	edit(doc, () => {
		about(doc).set('title', new Y.Text(wellFormed(title)));
		about(doc).set('lang', lang);
		about(doc).set('correspondence', correspondence);
		letterBody(doc).insert(0, createParagraphs(paragraphs));
	});
}

export function letterBody(doc: Y.Doc): Y.XmlFragment {
	return doc.getXmlFragment('body');
}

export function letterTitle(doc: Y.Doc): Y.Text | null {
	const title: unknown = about(doc).get('title');
	return title instanceof Y.Text ? title : null;
}

export function setLetterLanguage(doc: Y.Doc, lang: Language): void {
	edit(doc, () => about(doc).set('lang', lang));
}

export function setCorrespondence(doc: Y.Doc, correspondence: Correspondence): void {
	edit(doc, () => about(doc).set('correspondence', correspondence));
}

export const letterReader: DocumentReader<Letter> = {
	read: readLetter,
	roots: (doc) => [about(doc), letterBody(doc)],
	asText: letterAsText
};
