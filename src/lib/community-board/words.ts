// The words of the board: kinds of entries and towns.
import { m } from '#shared/paraglide/messages.js';
import type { EntryKind } from '#shared/documents/community-board.ts';
import { isOtherPlace, townName, type OtherPlace } from '#shared/domain/towns.ts';

const kinds: Record<EntryKind, () => string> = {
	events: m.board_events,
	help: m.board_help,
	questions: m.board_questions,
	successes: m.board_successes,
	connections: m.board_connections
};

const hints: Record<EntryKind, () => string> = {
	events: m.board_events_hint,
	help: m.board_help_hint,
	questions: m.board_questions_hint,
	successes: m.board_successes_hint,
	connections: m.board_connections_hint
};

const places: Record<OtherPlace, () => string> = {
	'all-western-mass': m.town_all_western_mass,
	'outside-western-mass': m.town_outside_western_mass,
	'prefer-not-to-say': m.town_prefer_not_to_say
};

export function entryKindText(kind: EntryKind): string {
	return kinds[kind]();
}

export function entryKindHint(kind: EntryKind): string {
	return hints[kind]();
}

/** "Holyoke", "All Western Mass"; nothing for those who prefer not to say. */
export function townText(slug: string): string {
	if (slug === 'prefer-not-to-say') return '';
	return isOtherPlace(slug) ? places[slug]() : (townName(slug) ?? '');
}

/** The same with words for every answer: for the picker. */
export function placeChoiceText(slug: OtherPlace): string {
	return places[slug]();
}
