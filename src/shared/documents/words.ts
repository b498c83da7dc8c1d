// A line of text that may exist in both languages. What comes from a template holds both; what a person writes is one
// text with its language. Editing one of two marks the other "needs a look".
//
// In the document: Y.Map { en?: Y.Text, es?: Y.Text, look?: 'en' | 'es' }
import * as Y from 'yjs';
import { languages, type Language, type Words } from './reading.ts';

/** A map ready to be put into a document. */
export function createWords(words: Words): Y.Map<unknown> {
	const map = new Y.Map<unknown>();
	for (const lang of languages) {
		const text = words[lang];
		if (text !== undefined) map.set(lang, new Y.Text(wellFormed(text)));
	}
	return map;
}

/** Plain JSON of a words map; anything that is not one reads as empty. */
export function readWords(map: unknown): Words {
	const words: Words = {};
	if (!(map instanceof Y.Map)) return words;
	for (const lang of languages) {
		const text: unknown = map.get(lang);
		if (text instanceof Y.Text) words[lang] = text.toString();
	}
	const look: unknown = map.get('look');
	if (look === 'en' || look === 'es') words.look = look;
	return words;
}

/** The shared text behind a reading, for an input to bind to. Null if the map holds none. */
export function sharedText(map: unknown, lang: Language): Y.Text | null {
	if (!(map instanceof Y.Map)) return null;
	const text: unknown = map.get(lang);
	return text instanceof Y.Text ? text : null;
}

/** Called inside the transaction that edits one language: the other, if there is one, needs a look. */
export function markOther(map: Y.Map<unknown>, edited: Language): void {
	const other: Language = edited === 'en' ? 'es' : 'en';
	if (!(map.get(other) instanceof Y.Text)) return;
	if (map.get('look') !== other) map.set('look', other);
}

/** Somebody has read both and they say the same. */
export function markLooked(map: Y.Map<unknown>): void {
	if (map.has('look')) map.delete('look');
}

/** Half a surrogate pair would reach other replicas as another character, and they would differ for good. */
export function wellFormed(text: string): string {
	return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** One insertion and one deletion that turn `before` into `after`. */
export interface TextChange {
	start: number;
	removed: number;
	inserted: string;
}

/** The smallest such change around what both texts share; it never cuts a surrogate pair in two. */
export function textChange(before: string, after: string): TextChange {
	let start = 0;
	while (start < before.length && start < after.length && before[start] === after[start]) start++;
	let end = 0;
	while (
		end < before.length - start &&
		end < after.length - start &&
		before[before.length - 1 - end] === after[after.length - 1 - end]
	)
		end++;
	if (start > 0 && isHighSurrogate(before, start - 1)) start--;
	if (end > 0 && isLowSurrogate(before, before.length - end)) end--;
	return { start, removed: before.length - start - end, inserted: after.slice(start, after.length - end) };
}

/** Turns `text` into `typed`, so that people typing in the same line keep each other's words. */
export function editText(text: Y.Text, typed: string): void {
	applyChange(text, textChange(text.toString(), wellFormed(typed)));
}

/**
 * Makes a change that was begun before `since` happened: what others put inside the removed stretch meanwhile stays.
 * Call it within one transaction.
 */
export function applyChange(
	text: Y.Text,
	{ start, removed, inserted }: TextChange,
	since: readonly TextDelta[] = []
): void {
	const place = since.reduce(placeAfter, start);
	const gone = since.reduce(stretchesAfter, [{ from: start, to: start + removed }]);
	for (const { from, to } of gone.reverse()) text.delete(from, to - from);
	if (inserted !== '') text.insert(place, inserted);
}

/** What a text event says happened, as yjs gives it: retain, insert and delete, in order. */
export type TextDelta = { retain?: number; insert?: unknown; delete?: number }[];

interface Stretch {
	from: number;
	to: number;
}

/** Where the characters of some stretches are after a change by somebody else: what came in between them is left out. */
function stretchesAfter(stretches: Stretch[], delta: TextDelta): Stretch[] {
	const kept: Stretch[] = [];
	let before = 0;
	let after = 0;
	const keep = (length: number) => {
		for (const stretch of stretches) {
			const from = Math.max(stretch.from, before);
			const to = Math.min(stretch.to, before + length);
			if (from < to) kept.push({ from: from - before + after, to: to - before + after });
		}
		before += length;
		after += length;
	};
	for (const { retain, insert, delete: removed } of delta) {
		if (retain !== undefined) keep(retain);
		else if (typeof insert === 'string') after += insert.length;
		else before += removed ?? 0;
	}
	keep(Infinity);
	return kept;
}

/** Where a place in the text is after a change by somebody else. */
export function placeAfter(place: number, delta: TextDelta): number {
	let at = 0;
	let moved = place;
	for (const { retain, insert, delete: removed } of delta) {
		if (at > moved) break;
		if (retain !== undefined) at += retain;
		else if (typeof insert === 'string') {
			if (at < moved) moved += insert.length;
			at += insert.length;
		} else if (removed !== undefined) moved -= Math.min(removed, Math.max(0, moved - at));
	}
	return moved;
}

function isHighSurrogate(text: string, index: number): boolean {
	const unit = text.charCodeAt(index);
	return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(text: string, index: number): boolean {
	const unit = text.charCodeAt(index);
	return unit >= 0xdc00 && unit <= 0xdfff;
}
