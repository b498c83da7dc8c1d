// What to do with a document that is not sound. In: what is stored. Out: what goes into quarantine and what takes its
// place; no byte is deleted. The log is the truth: while it is whole, states are made of it anew. When it is not, every
// part that is sound is put together, and the log begins anew from there.
import * as Y from 'yjs';
import { readDocument } from '#shared/documents/kinds.ts';
import type { Tables } from '../db/client.ts';
import { docOf, examine, findingAsText, hasPending, isLogSound, problemOf, type Finding } from './examination.ts';
import { replaceStored, type Replacement, type StoredDocument, type StoredPart } from './stored-document.ts';

export interface Repair {
	document: string;
	findings: Finding[];
	/** Updates whose edits no sound part holds, by seq. */
	lost: number[];
	/** Null: it was sound, or nothing sound is left to put in its place. */
	replacement: Replacement | null;
}

/** Repairs one document in one transaction. Null if there is no such document. */
export function repairDocument(tables: Tables, name: string): Promise<Repair | null> {
	return replaceStored(tables, name, {
		decide: planRepair,
		check(repaired) {
			const [left] = examine(repaired);
			if (left)
				throw new Error(`The repair would have left something wrong, so it was not made: ${findingAsText(left)}`);
		}
	});
}

export function planRepair(stored: StoredDocument): Repair {
	const findings = examine(stored);
	const plan = { document: stored.name, findings, lost: [], replacement: null };
	if (findings.length === 0) return plan;
	return isLogSound(findings)
		? { ...plan, replacement: fromLog(stored, findings) }
		: { ...plan, ...fromSoundParts(stored) };
}

function fromLog(stored: StoredDocument, findings: readonly Finding[]): Replacement {
	const { base, updates, heads, head, kind } = stored;
	const doc = docOf([...(base ? [base] : []), ...updates].map(({ bytes }) => bytes));
	const problemBySeq = new Map(
		findings.filter(({ part }) => part === 'head').map(({ seq, problem }) => [seq, problem])
	);
	return {
		quarantine: heads.flatMap((part) => {
			const reason = problemBySeq.get(part.seq);
			return reason ? [{ part, reason }] : [];
		}),
		seq: head,
		state: Y.encodeStateAsUpdate(doc),
		content: readDocument(kind, doc),
		isBase: false,
		raisesGeneration: false
	};
}

/**
 * Parts may overlap: an edit counts once, however often it comes. What builds on something lost cannot be put in; it
 * stays in quarantine, where a backup that has the missing part could still complete it.
 */
function fromSoundParts({ kind, head, base, heads, updates }: StoredDocument): Pick<Repair, 'lost' | 'replacement'> {
	const all = [...(base ? [base] : []), ...heads, ...updates];
	const doc = new Y.Doc();
	const quarantine: Replacement['quarantine'] = [];
	for (const part of all) {
		const reason = problemOf(part) ?? putIn(doc, part);
		quarantine.push({ part, reason: reason ?? 'superseded' });
	}
	const kept = new Set(quarantine.filter(({ reason }) => reason === 'superseded').map(({ part }) => part));
	const covered = Math.max(0, ...[...kept].filter(({ source }) => source !== 'update').map(({ seq }) => seq));
	const keptSeqs = new Set([...kept].filter(({ source }) => source === 'update').map(({ seq }) => seq));
	const lost: number[] = [];
	for (let seq = covered + 1; seq <= head; seq++) if (!keptSeqs.has(seq)) lost.push(seq);

	// An empty document must never take the place of a damaged one.
	if (doc.store.clients.size === 0) return { lost, replacement: null };
	return {
		lost,
		replacement: {
			quarantine,
			// A seq of its own: a room that is still open then finds that the head has moved, and loads again.
			seq: Math.max(head, ...all.map(({ seq }) => seq)) + 1,
			state: Y.encodeStateAsUpdate(doc),
			content: readDocument(kind, doc),
			isBase: true,
			// Only then: a tab that still has a lost edit of somebody else's would be refused with it for good (SPEC.md, R15).
			raisesGeneration: lost.length > 0
		}
	};
}

function putIn(doc: Y.Doc, { bytes }: StoredPart): 'orphaned' | null {
	Y.applyUpdate(doc, bytes);
	if (!hasPending(doc)) return null;
	doc.store.pendingStructs = null;
	doc.store.pendingDs = null;
	return 'orphaned';
}
