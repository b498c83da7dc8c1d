// Names people choose to go by, on an open board too: any name is fine, but it must not break the page, fake a badge or
// turn the text around it.
import { limits } from '../protocol/limits.ts';

/** Controls, and the invisible characters that reorder or hide text. */
const unwanted = /[\p{Cc}\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
/** Marks that stack on one letter; two are enough for every language written here. */
const stackedMarks = /(\p{M}{2})\p{M}+/gu;

/** NFC, without what cannot be seen, spaces folded. */
export function cleanLine(text: string): string {
	return text.normalize('NFC').replace(unwanted, '').replace(stackedMarks, '$1').replace(/\s+/gu, ' ').trim();
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

/** What two sign-in names are compared by: look-alike forms and case make no second account. */
export function signInKey(signInName: string): string {
	return signInName.normalize('NFKC').trim().toLowerCase();
}
