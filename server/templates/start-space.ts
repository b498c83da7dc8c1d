// The documents that a space begins with: an agenda and a task board from its templates, and for the board the board.
import type * as Y from 'yjs';
import { system } from '#shared/domain/actors.ts';
import type { Bilingual } from '#shared/domain/spaces.ts';
import { startAgenda } from '#shared/documents/agenda.ts';
import { startCommunityBoard } from '#shared/documents/community-board.ts';
import type { DocumentKind } from '#shared/documents/kinds.ts';
import { startTaskBoard } from '#shared/documents/task-board.ts';
import type { Documents } from '../services/documents.ts';
import { agendaTemplateOf } from './agendas.ts';
import { listTitles, starterTasksOf } from './tasks.ts';

export interface StartingSpace {
	slug: string;
	kind: 'group' | 'board';
	name: Bilingual;
}

/** Makes what is missing of them, also among what was put away: asked twice, it makes nothing twice. */
export async function startSpace(
	documents: Pick<Documents, 'create' | 'list'>,
	{ slug: space, kind: spaceKind, name }: StartingSpace
): Promise<void> {
	const makeFirst = async (kind: DocumentKind, start: (doc: Y.Doc) => void) => {
		const present = await documents.list(system, space, kind);
		if (present.length === 0) await documents.create(system, { space, kind, start });
	};
	await makeFirst('agenda', (doc) => startAgenda(doc, agendaTemplateOf(space)));
	await makeFirst('task-board', (doc) => startTaskBoard(doc, listTitles, starterTasksOf(space)));
	if (spaceKind === 'board') await makeFirst('community-board', (doc) => startCommunityBoard(doc, name));
}
