// Texts in test titles as one can read them: what is invisible, or would turn the line around, is escaped.

const most = 40;

/** JSON, with everything outside ASCII escaped, and cut when it is long. */
export function shown(value: unknown): string {
	const text = (JSON.stringify(value) ?? String(value)).replace(
		/[^\x20-\x7e]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
	);
	return text.length > most ? `${text.slice(0, most)}… (${text.length})` : text;
}

/** For it.each: each value behind its title. */
export function titled<const Value>(values: readonly Value[]): [title: string, value: Value][] {
	return values.map((value) => [shown(value), value]);
}
