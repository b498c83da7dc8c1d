// What each kind of document is made of, in the words of yjs: the shared types at its top, and whether it holds rich text
// (rich-text.ts says of what that is made). The server's guard refuses everything else, so a new root or a new node comes
// here first, and a release that knows it runs before one that writes it. Which keys an item's map holds is left open:
// readers pass over keys they do not know.
import type { DocumentKind } from './kinds.ts';

export interface DocumentSchema {
	/** The names of the types at the top, and what each of them is. */
	roots: Readonly<Record<string, 'map' | 'fragment'>>;
	hasRichText: boolean;
}

export const schemas: Readonly<Record<DocumentKind, DocumentSchema>> = {
	agenda: { roots: { agenda: 'map', items: 'map' }, hasRichText: true },
	'task-board': { roots: { lists: 'map', tasks: 'map' }, hasRichText: true },
	letter: { roots: { letter: 'map', body: 'fragment' }, hasRichText: true },
	'community-board': { roots: { board: 'map', entries: 'map' }, hasRichText: false }
};
