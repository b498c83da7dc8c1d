// Whether the server can be reached, as far as this page has noticed. Leaving a page for one that cannot be loaded would
// put the browser's own error in the place of words that are only on this device.

/** Longer than any answer of a server that is there; a person waits for this after a tap. */
const probeMs = 3_000;

class Reach {
	/** The live connection of the open document is away. */
	isDoubtful = $state(false);

	/** Asks the server itself: where only WebSockets are blocked, pages still come. */
	async isServerThere(): Promise<boolean> {
		try {
			return (await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(probeMs) })).ok;
		} catch {
			return false; // whatever the reason, the next page would not come either
		}
	}
}

export const reach = new Reach();
