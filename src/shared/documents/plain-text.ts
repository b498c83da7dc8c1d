// Documents as plain text in the reader's language: for "copy as text", for mail and chat, and for a file of what was
// not sent. No names: people are ids in documents.
import type { Agenda } from './agenda.ts';
import type { CommunityBoard, EntryKind } from './community-board.ts';
import type { Letter } from './letter.ts';
import { plainTextOf } from './rich-text.ts';
import type { TaskBoard } from './task-board.ts';
import { readingOf, type Language } from './reading.ts';

export function agendaAsText(agenda: Agenda, lang: Language): string {
	const items = agenda.items.map((item, index) => {
		const minutes = item.minutes === null ? '' : ` (${item.minutes} min)`;
		const line = `${item.done ? '[x] ' : ''}${index + 1}. ${readingOf(item.title, lang).text}${minutes}`;
		const notes = plainTextOf(item.notes).trim();
		return notes === '' ? line : `${line}\n${indented(notes)}`;
	});
	return [readingOf(agenda.title, lang).text, '', ...items].join('\n');
}

export function taskBoardAsText(board: TaskBoard, lang: Language): string {
	return board.lists
		.map((list) => {
			const tasks = list.tasks.map((task) => {
				const due = task.due === null ? '' : ` (${task.due})`;
				const notes = plainTextOf(task.notes).trim();
				const checklist = task.checklist.map((line) => `  ${line.done ? '[x]' : '[ ]'} ${line.text}`);
				return [`- ${readingOf(task.title, lang).text}${due}`, ...checklist, ...(notes ? [indented(notes)] : [])].join(
					'\n'
				);
			});
			return [readingOf(list.title, lang).text, ...tasks].join('\n');
		})
		.join('\n\n');
}

export function letterAsText(letter: Letter): string {
	return plainTextOf(letter.body);
}

/** The entries alone: kinds and towns have their words outside the document. */
export function entriesAsText(board: CommunityBoard): string {
	return board.entries.map(({ text }) => text).join('\n\n');
}

export interface BoardWords {
	kinds: Record<EntryKind, string>;
	town(slug: string): string;
}

/** With the words for kinds and towns, which the caller brings. */
export function communityBoardAsText(board: CommunityBoard, { kinds, town }: BoardWords): string {
	const parts = (Object.keys(kinds) as EntryKind[]).flatMap((kind) => {
		const entries = board.entries.filter((entry) => entry.kind === kind);
		if (entries.length === 0) return [];
		const lines = entries.map(({ text, when, town: slug }) => {
			const day = when && [when.day, when.time].filter(Boolean).join(' ');
			const about = [town(slug), day].filter(Boolean).join(', ');
			return about === '' ? `- ${text}` : `- ${text} (${about})`;
		});
		return [[kinds[kind], ...lines].join('\n')];
	});
	return parts.join('\n\n');
}

function indented(text: string): string {
	return text
		.split('\n')
		.map((line) => (line === '' ? '' : `   ${line}`))
		.join('\n');
}

/**
 * The lines of one text that are not in another, however their numbers and check marks have moved: what somebody wrote that
 * the other text does not have.
 */
export function linesMissingIn(text: string, mine: string): string {
	const known = new Map<string, number>();
	for (const line of text.split('\n')) known.set(wordsOf(line), (known.get(wordsOf(line)) ?? 0) + 1);
	const missing = mine.split('\n').filter((line) => {
		const words = wordsOf(line);
		const left = known.get(words) ?? 0;
		if (left > 0) known.set(words, left - 1);
		return words !== '' && left === 0;
	});
	return missing.join('\n');
}

/** A line without its place in a list. */
function wordsOf(line: string): string {
	return line.trim().replace(/^(\[[x ]\] )?(\d+\. |- |\[[x ]\] )?/, '');
}
