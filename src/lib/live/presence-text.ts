// Who is here, in words: for the people page and for the key that reads it out.
import { m } from '#shared/paraglide/messages.js';
import type { DocumentKind } from '#shared/documents/kinds.ts';
import type { Presence } from '#shared/protocol/live-events.ts';

const places: Record<DocumentKind, () => string> = {
	agenda: m.tab_agenda,
	'task-board': m.tab_tasks,
	letter: m.place_letter,
	'community-board': m.place_board
};

/** "Agenda", "Tasks" … */
export function placeText({ kind }: Presence): string {
	return places[kind as DocumentKind]?.() ?? '';
}

export function nameText({ name, guest }: Pick<Presence, 'name' | 'guest'>): string {
	return guest === null ? name : m.guest_named({ name, number: guest });
}

export function presenceSentence(people: readonly Presence[], ownId: string | undefined): string {
	const others = people.filter(({ id }) => id !== ownId);
	if (others.length === 0) return m.nobody_else_here();
	return others.map((person) => `${nameText(person)}: ${placeText(person)}`).join('. ');
}
