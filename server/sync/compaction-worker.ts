// Worker thread of compaction.ts: merges a state and the updates after it into one state, and reads the document out as
// plain JSON. A Y.Doc with gc, not Y.mergeUpdates, which keeps every deletion and is ten times larger.
import { parentPort } from 'node:worker_threads';
import * as Y from 'yjs';
import { readDocument, type DocumentKind } from '#shared/documents/kinds.ts';

export interface CompactionJob {
	id: number;
	kind: DocumentKind;
	/** A state (or nothing) and the updates after it, in order. */
	parts: Uint8Array[];
}

export type CompactionResult =
	| { id: number; state: Uint8Array; content: unknown }
	/** The parts do not make a document. */
	| { id: number; problem: string };

export function compactParts({ id, kind, parts }: CompactionJob): CompactionResult {
	const doc = new Y.Doc();
	try {
		doc.transact(() => {
			for (const bytes of parts) Y.applyUpdate(doc, bytes);
		});
		return { id, state: Y.encodeStateAsUpdate(doc), content: readDocument(kind, doc) };
	} catch (error) {
		return { id, problem: error instanceof Error ? error.message : String(error) };
	} finally {
		doc.destroy();
	}
}

parentPort?.on('message', (job: CompactionJob) => parentPort?.postMessage(compactParts(job)));
