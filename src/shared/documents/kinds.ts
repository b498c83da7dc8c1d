// The four kinds of documents by name: how each is read, for whoever handles documents without knowing their kind
// (compaction, the rendered projection, undo).
import type * as Y from 'yjs';
import { agendaRoots, readAgenda, type Agenda } from './agenda.ts';
import { communityBoardRoots, readCommunityBoard, type CommunityBoard } from './community-board.ts';
import type { Roots } from './edits.ts';
import { letterRoots, readLetter, type Letter } from './letter.ts';
import { readTaskBoard, taskBoardRoots, type TaskBoard } from './task-board.ts';

export interface ContentByKind {
	agenda: Agenda;
	'task-board': TaskBoard;
	letter: Letter;
	'community-board': CommunityBoard;
}

export type DocumentKind = keyof ContentByKind;
export const documentKinds = ['agenda', 'task-board', 'letter', 'community-board'] as const satisfies DocumentKind[];

type Reader<Kind extends DocumentKind> = (doc: Y.Doc) => ContentByKind[Kind];

const readers: { [Kind in DocumentKind]: Reader<Kind> } = {
	agenda: readAgenda,
	'task-board': readTaskBoard,
	letter: readLetter,
	'community-board': readCommunityBoard
};

const roots: Record<DocumentKind, (doc: Y.Doc) => Roots> = {
	agenda: agendaRoots,
	'task-board': taskBoardRoots,
	letter: letterRoots,
	'community-board': communityBoardRoots
};

/** The document as plain JSON. Never throws on content: what it cannot read it leaves out. */
export function readDocument<Kind extends DocumentKind>(kind: Kind, doc: Y.Doc): ContentByKind[Kind] {
	return readers[kind](doc);
}

/** The shared types that hold everything of this kind: what an undo may touch. */
export function rootsOf(kind: DocumentKind, doc: Y.Doc): Roots {
	return roots[kind](doc);
}
