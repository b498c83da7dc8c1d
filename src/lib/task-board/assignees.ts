// Who has a task, as a line of names.
import { m } from '#shared/paraglide/messages.js';
import { language } from '#lib/i18n/language.svelte.ts';

/** In the order of the alphabet: the document keeps no order of people. */
export function assigneesText(assignees: readonly string[], names: Readonly<Record<string, string>>): string {
	const known = assignees.map((id) => names[id] ?? m.somebody());
	return known.sort((a, b) => a.localeCompare(b, language.current)).join(', ');
}
