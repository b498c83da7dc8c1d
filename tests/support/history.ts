// The history checker. Every promise that was made to anybody is noted: that an edit was saved (its ack), and that it is
// there (it was shown to somebody else). Whatever happened meanwhile, all of it must be in the log.
import type * as Y from 'yjs';
import { addItem, readAgenda } from '../../src/shared/documents/agenda.ts';
import type { SyncClient } from './sync-client.ts';

export interface History {
	readonly edits: number;
	readonly acked: number;
	/** Edits that were shown to somebody else than their writer. */
	readonly seen: number;
	/** Somebody new, who adds items one at a time and whose acks and views are noted. */
	follow(client: SyncClient): Writer;
	/** Everything promised so far that is missing here: item ids with what was promised. */
	missingIn(stored: Y.Doc): string[];
}

export interface Writer {
	readonly client: SyncClient;
	write(title: string): void;
	/** Takes down what this person was promised, when their connection is over or at any moment before. */
	note(): void;
}

export function createHistory(): History {
	const promised = new Map<string, Set<'acked' | 'seen'>>();
	const counts = { edits: 0, acked: 0, seen: 0 };

	function promise(id: string, what: 'acked' | 'seen'): void {
		const promises = promised.get(id) ?? new Set();
		if (!promises.has(what)) counts[what]++;
		promised.set(id, promises.add(what));
	}

	return {
		get edits() {
			return counts.edits;
		},
		get acked() {
			return counts.acked;
		},
		get seen() {
			return counts.seen;
		},
		follow(client) {
			const messageByItem = new Map<string, number>();
			return {
				client,
				write(title) {
					const id = addItem(client.doc, { title: { en: title } });
					counts.edits++;
					// Offline it was not sent: its writer brings it back as a step 2, on another connection.
					if (client.isOpen) messageByItem.set(id, client.sent);
				},
				note() {
					for (const [id, message] of messageByItem) if (message <= client.acked) promise(id, 'acked');
					for (const [id, item] of client.doc.getMap<Y.Map<unknown>>('items')) {
						if (item._item?.id.client !== client.doc.clientID) promise(id, 'seen');
					}
				}
			};
		},
		missingIn(stored) {
			const there = new Set(readAgenda(stored).items.map(({ id }) => id));
			return [...promised].filter(([id]) => !there.has(id)).map(([id, what]) => `${id} was ${[...what].join(' and ')}`);
		}
	};
}
