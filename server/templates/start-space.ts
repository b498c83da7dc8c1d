// The documents that a space begins with: an agenda and a task board from its templates, and for the board the board.
import { system } from '#shared/domain/actors.ts';
import type { Bilingual } from '#shared/domain/spaces.ts';
import { startAgenda } from '#shared/documents/agenda.ts';
import { startCommunityBoard } from '#shared/documents/community-board.ts';
import { startTaskBoard } from '#shared/documents/task-board.ts';
import type { Documents } from '../services/documents.ts';
import { agendaTemplateOf } from './agendas.ts';
import { listTitles, starterTasksOf } from './tasks.ts';

export interface StartingSpace {
	slug: string;
	kind: 'group' | 'board';
	name: Bilingual;
}

export async function startSpace(
	documents: Pick<Documents, 'create'>,
	{ slug: space, kind, name }: StartingSpace
): Promise<void> {
	await documents.create(system, { space, kind: 'agenda', start: (doc) => startAgenda(doc, agendaTemplateOf(space)) });
	await documents.create(system, {
		space,
		kind: 'task-board',
		start: (doc) => startTaskBoard(doc, listTitles, starterTasksOf(space))
	});
	if (kind === 'board') {
		await documents.create(system, { space, kind: 'community-board', start: (doc) => startCommunityBoard(doc, name) });
	}
}
