// The four kinds of documents by name: how each is read, for whoever handles documents without knowing their kind
// (compaction, the rendered projection). A page knows its kind and takes that reader alone: it loads nothing of the others.
import type * as Y from 'yjs';
import { agendaReader, type Agenda } from './agenda.ts';
import { communityBoardReader, type CommunityBoard } from './community-board.ts';
import type { DocumentReader } from './edits.ts';
import { letterReader, type Letter } from './letter.ts';
import type { Language } from './reading.ts';
import { taskBoardReader, type TaskBoard } from './task-board.ts';

export interface ContentByKind {
	agenda: Agenda;
	'task-board': TaskBoard;
	letter: Letter;
	'community-board': CommunityBoard;
}

export type DocumentKind = keyof ContentByKind;
export const documentKinds = ['agenda', 'task-board', 'letter', 'community-board'] as const satisfies DocumentKind[];

export const readers: { [Kind in DocumentKind]: DocumentReader<ContentByKind[Kind]> } = {
	agenda: agendaReader,
	'task-board': taskBoardReader,
	letter: letterReader,
	'community-board': communityBoardReader
};

/** The document as plain JSON. Never throws on content: what it cannot read it leaves out. */
export function readDocument<Kind extends DocumentKind>(kind: Kind, doc: Y.Doc): ContentByKind[Kind] {
	return readers[kind].read(doc);
}

/** Any kind, for where the reader only needs the words. */
export function documentAsText(kind: DocumentKind, doc: Y.Doc, lang: Language): string {
	const reader: DocumentReader<ContentByKind[DocumentKind]> = readers[kind];
	return reader.asText(reader.read(doc), lang);
}
