// Whether what is stored of a document is sound: every part matches its checksum and can be read, the log has no gap, and
// its replay is what the head states and the rendering say. In: a StoredDocument. Out: what is wrong, without any content.
import { isDeepStrictEqual } from 'node:util';
import * as Y from 'yjs';
import { readDocument, type DocumentKind } from '#shared/documents/kinds.ts';
import { asStorable, checksumOf } from './storage-postgres.ts';
import type { StoredDocument, StoredPart } from './stored-document.ts';

export type Problem =
	/** The bytes are not those that were written. */
	| 'damaged'
	/** The bytes are those that were written, and are no update. */
	| 'unreadable'
	| 'missing'
	/** It builds on something that is not there. */
	| 'orphaned'
	/** It is not what the log says. */
	| 'differs';

export interface Finding {
	document: string;
	part: StoredPart['source'] | 'rendering';
	seq: number;
	problem: Problem;
}

const parts: Record<Finding['part'], string> = {
	update: 'update',
	head: 'head state',
	base: 'base state',
	rendering: 'rendering'
};
const problems: Record<Problem, string> = {
	damaged: 'does not match its checksum',
	unreadable: 'cannot be read',
	missing: 'is missing',
	orphaned: 'builds on something that is missing',
	differs: 'is not what the log says'
};

/** One line, with a document's name and no content. */
export function findingAsText({ document, part, seq, problem }: Finding): string {
	return `${document}: ${parts[part]} ${seq} ${problems[problem]}`;
}

/** Null if the part is sound by itself. */
export function problemOf({ bytes, checksum }: StoredPart): Problem | null {
	if (Buffer.compare(checksumOf(bytes), checksum) !== 0) return 'damaged';
	try {
		Y.decodeUpdate(bytes);
		return null;
	} catch {
		// Yjs throws whatever it stumbles over first in bytes that are none of its own: that is the finding.
		return 'unreadable';
	}
}

/** Every finding, in the order of the log. Empty: the document is sound. */
export function examine(stored: StoredDocument): Finding[] {
	const { name: document, base, updates, heads } = stored;
	const findings: Finding[] = [];
	const find = (part: Finding['part'], seq: number, problem: Problem) =>
		findings.push({ document, part, seq, problem });

	for (const part of [...(base ? [base] : []), ...updates, ...heads]) {
		const problem = problemOf(part);
		if (problem) find(part.source, part.seq, problem);
	}
	for (const seq of missingSeqs(stored)) find('update', seq, 'missing');
	if (!heads.some(({ seq }) => seq >= (base?.seq ?? 0))) find('head', base?.seq ?? stored.head, 'missing');
	if (!stored.rendering) find('rendering', stored.head, 'missing');
	if (isLogSound(findings)) {
		compareWithReplay(stored, (finding) => findings.push({ document, ...finding }));
	}
	return findings;
}

/** Whether base and log are whole, whatever the states and the rendering made of them say. */
export function isLogSound(findings: readonly Finding[]): boolean {
	return findings.every(({ part }) => part === 'head' || part === 'rendering');
}

/** The first seq of every gap between base and head. */
function missingSeqs({ base, updates, head }: StoredDocument): number[] {
	const missing: number[] = [];
	let last = base?.seq ?? 0;
	for (const { seq } of updates) {
		if (seq > last + 1) missing.push(last + 1);
		last = Math.max(last, seq);
	}
	if (last !== head) missing.push(Math.min(last, head) + 1);
	return missing;
}

function compareWithReplay(stored: StoredDocument, find: (finding: Omit<Finding, 'document'>) => void): void {
	const { base, updates, heads, rendering, kind } = stored;
	const doc = new Y.Doc();
	const compareAt = (seq: number) => {
		for (const head of heads) {
			if (head.seq === seq && problemOf(head) === null && !isSameDocument(doc, docOf([head.bytes]))) {
				find({ part: 'head', seq, problem: 'differs' });
			}
		}
		if (rendering?.seq === seq && !isDeepStrictEqual(rendering.content, plainOf(kind, doc))) {
			find({ part: 'rendering', seq, problem: 'differs' });
		}
	};
	if (base) Y.applyUpdate(doc, base.bytes);
	compareAt(base?.seq ?? 0);
	for (const { seq, bytes } of updates) {
		Y.applyUpdate(doc, bytes);
		if (hasPending(doc)) {
			find({ part: 'update', seq, problem: 'orphaned' });
			break;
		}
		compareAt(seq);
	}
	doc.destroy();
}

export function docOf(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	for (const bytes of updates) Y.applyUpdate(doc, bytes);
	return doc;
}

export const hasPending = (doc: Y.Doc) => doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

/** As the database gives a rendering back. */
function plainOf(kind: DocumentKind, doc: Y.Doc): unknown {
	return JSON.parse(JSON.stringify(asStorable(readDocument(kind, doc))));
}

/** The same items, and the same of them deleted. How they lie in memory may differ, so their encodings may. */
function isSameDocument(one: Y.Doc, other: Y.Doc): boolean {
	return Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other));
}
