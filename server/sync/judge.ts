// The one Y.Doc a room keeps, and only while somebody there may write. It tells whether an update adds anything, whether
// something it builds on is missing, and whether it puts things where they may not stand. It runs ahead of the log by what
// waits for its commit, so newcomers are never answered from it (SPEC.md, R6).
//
// An update is applied only once placement.ts has found that it fits, so a refused one costs no more than reading it.
// Building the doc anew is the last resort, for what yjs trips over all the same.
import * as Y from 'yjs';
import type { DocumentSchema } from '#shared/documents/schema.ts';
import { limits } from '#shared/protocol/limits.ts';
import type { RefusalReason } from './guard.ts';
import { placeUpdate } from './placement.ts';
import { readUpdate, type ReadUpdate } from './update-reader.ts';

export type Judgement = 'adds' | 'adds-nothing' | 'gap' | RefusalReason;

export interface Judge {
	/** `read`: the update as the guard has read it. */
	judge(bytes: Uint8Array, read?: ReadUpdate): Judgement;
	/** The same, with the bytes to be stored: what is new in these. */
	take(bytes: Uint8Array, read: ReadUpdate): { judgement: Judgement; stored: Uint8Array };
	/** The next clock expected of this clientID: 0 if it has written nothing. */
	clockOf(clientId: number): number;
	close(): void;
}

/** `accepted` gives, at any time, everything that was committed or waits for its commit, in order. */
export function createJudge(schema: DocumentSchema, accepted: () => readonly Uint8Array[]): Judge {
	let additions = 0;
	let doc = build();

	function build(): Y.Doc {
		const built = new Y.Doc();
		built.transact(() => {
			for (const bytes of accepted()) Y.applyUpdate(built, bytes);
		});
		// Yjs emits this only if the transaction brought a struct or a delete that was not there.
		built.on('update', () => additions++);
		return built;
	}

	function rebuild(): void {
		doc.destroy();
		doc = build();
	}

	function judge(bytes: Uint8Array, read?: ReadUpdate): Judgement {
		const reading = read ? { update: read } : readUpdate(bytes, limits.maxReturnStructs);
		return 'refused' in reading ? reading.refused : take(bytes, reading.update).judgement;
	}

	/**
	 * Stored is what is new, as the judge has it. What somebody says again of known structs could take the place of what
	 * their writer said, where rows are merged. And what was put into something deleted and collected is stored as
	 * collected too: nobody could tell where it would land for a newcomer, to whom all structs come before all deletions.
	 */
	function take(bytes: Uint8Array, read: ReadUpdate): { judgement: Judgement; stored: Uint8Array } {
		const { placement, landsInCollected } = placeUpdate(read, { doc, schema });
		if (placement !== 'fits') return { judgement: placement, stored: bytes };
		const repeats = [...read.structsByClient].some(
			([client, [first]]) => first !== undefined && first.clock < Y.getState(doc.store, client)
		);
		const before = repeats || landsInCollected ? Y.encodeStateVector(doc) : null;
		const fresh = repeats && before ? Y.diffUpdate(bytes, before) : bytes;
		const judgement = apply(fresh);
		const isRewritten = landsInCollected && before && judgement === 'adds';
		return { judgement, stored: isRewritten ? Y.encodeStateAsUpdate(doc, before) : fresh };
	}

	function apply(bytes: Uint8Array): Judgement {
		const before = additions;
		try {
			Y.applyUpdate(doc, bytes);
		} catch {
			// Yjs may have applied half of it: start again from what was accepted.
			rebuild();
			return 'malformed';
		}
		if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
			rebuild();
			return 'gap';
		}
		return additions > before ? 'adds' : 'adds-nothing';
	}

	return { judge, take, clockOf: (clientId) => Y.getState(doc.store, clientId), close: () => doc.destroy() };
}
