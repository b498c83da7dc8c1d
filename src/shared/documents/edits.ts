// What every verb of every document kind shares: one human action is one transaction, marked as made here.
import type * as Y from 'yjs';
import type { Language } from './reading.ts';

/** How one kind of document is read. */
export interface DocumentReader<Content> {
	/** The document as plain JSON. Never throws on content: what it cannot read it leaves out. */
	read(doc: Y.Doc): Content;
	/** The shared types that hold the whole document: what an undo may touch. */
	roots(doc: Y.Doc): Extract<ConstructorParameters<typeof Y.UndoManager>[0], readonly unknown[]>;
	/** As plain text, for where nothing but the words counts. */
	asText(content: Content, lang: Language): string;
}

/** The origin of edits made on this device. Undo tracks it, and nothing else. */
export const localEdit = 'local-edit';

/** One human action: one transaction, so one undo undoes one thing. */
export function edit<Result>(doc: Y.Doc, change: () => Result): Result {
	return doc.transact(change, localEdit);
}

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** An id for a thing inside a document: 14 of 32 characters (70 bits), so that nobody guesses one before it is shown. */
export function newId(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(14)), (byte) => alphabet[byte % 32]).join('');
}

/** A short string from the document, or null: another program may have written anything. */
export function readShortString(value: unknown, maxLength = 64): string | null {
	return typeof value === 'string' && value.length > 0 && value.length <= maxLength ? value : null;
}

/** One of the allowed words, or the first of them. */
export function readChoice<Choice extends string>(value: unknown, choices: readonly [Choice, ...Choice[]]): Choice {
	return choices.find((choice) => choice === value) ?? choices[0];
}

/** "2026-12-02", a day that exists, or null. */
export function readDay(value: unknown): string | null {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
	const date = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : null;
}

/** "19:30", or null. */
export function readTime(value: unknown): string | null {
	return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : null;
}
