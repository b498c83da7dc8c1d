// The one Y.Doc a room keeps, and only while somebody there may write. It tells whether an update adds anything and
// whether something it builds on is missing. It runs ahead of the log by what waits for its commit, so newcomers are
// never answered from it (SPEC.md, R6).
import * as Y from 'yjs';

export type Judgement = 'adds' | 'adds-nothing' | 'gap' | 'unreadable';

export interface Judge {
	judge(bytes: Uint8Array): Judgement;
	/** The next clock expected of this clientID: 0 if it has written nothing. */
	clockOf(clientId: number): number;
	close(): void;
}

/** `accepted` gives, at any time, everything that was committed or waits for its commit, in order. */
export function createJudge(accepted: () => readonly Uint8Array[]): Judge {
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

	function judge(bytes: Uint8Array): Judgement {
		const before = additions;
		try {
			Y.applyUpdate(doc, bytes);
		} catch {
			// Yjs may have applied half of it: start again from what was accepted.
			rebuild();
			return 'unreadable';
		}
		if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
			rebuild();
			return 'gap';
		}
		return additions > before ? 'adds' : 'adds-nothing';
	}

	return { judge, clockOf: (clientId) => Y.getState(doc.store, clientId), close: () => doc.destroy() };
}
