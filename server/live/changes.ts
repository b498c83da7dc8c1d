// What has changed, inside this process: services say it, the live gateway tells the pages, the sync gateway asks access
// again. Never what the change was: whoever hears it fetches again and is asked for access there.
import type { Change } from '#shared/protocol/live-events.ts';

export interface Changes {
	announce(change: Change): void;
	/** Returns how to stop listening. */
	listen(listener: (change: Change) => void): () => void;
}

export function createChanges(): Changes {
	const listeners = new Set<(change: Change) => void>();
	return {
		announce(change) {
			for (const listener of listeners) listener(change);
		},
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}
