// Names people choose to go by, on an open board too: any name is fine, but it must not break the page, fake a badge or
// turn the text around it.
import { limits } from '../protocol/limits.ts';

/** What parts words when several lines or cells are pasted. */
const lineEnds = /[\t-\r\u0085]/gu;
/**
 * Controls, and the invisible characters that reorder or hide text, or make a name that nobody can see. What joins an emoji
 * out of others (the rainbow flag) and what chooses its look stay.
 */
const unwanted =
	/(?![\uFE00-\uFE0F]|(?<=[\p{ExtPict}\p{EMod}]\uFE0F?)\u200D(?=\p{ExtPict}))[\p{Cc}\p{DI}\u2800\uFFF9-\uFFFB]/gu;
/** Marks that stack on one letter; two are enough for every language written here. */
const stackedMarks = /(\p{M}{2})\p{M}+/gu;

/** NFC, without what cannot be seen, spaces folded. A mark at the start would sit on the text before the name. */
export function cleanLine(text: string): string {
	return text
		.replace(lineEnds, ' ')
		.replace(unwanted, '')
		.normalize('NFC')
		.replace(stackedMarks, '$1')
		.replace(/\s+/gu, ' ')
		.replace(/^[\s\p{M}]+/u, '')
		.trimEnd();
}

/** How many characters a person would count. */
export function graphemeCount(text: string): number {
	return [...new Intl.Segmenter().segment(text)].length;
}

export type NameProblem = 'missing' | 'too_long';

/** A display name, cleaned, or what is wrong with it. */
export function checkName(
	text: string,
	maxLength: number = limits.maxNameLength
): { name: string } | { problem: NameProblem } {
	// A megabyte is refused before it is worked on.
	if (text.length > maxLength * 20) return { problem: 'too_long' };
	const name = cleanLine(text);
	if (name === '') return { problem: 'missing' };
	return graphemeCount(name) > maxLength ? { problem: 'too_long' } : { name };
}

/** What two sign-in names are compared by: look-alike forms, case and stray spaces make no second account. */
export function signInKey(signInName: string): string {
	return cleanLine(signInName).normalize('NFKC').trim().toLowerCase();
}
