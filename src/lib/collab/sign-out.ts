// Tabs of one browser tell each other that somebody signs out: what the device keeps is about to be wiped, so whoever has
// it open lets go of it first.
const channelName = 'rootbridge/sign-out';

export function announceSignOut(actor: string): void {
	if (typeof BroadcastChannel === 'undefined') return;
	const channel = new BroadcastChannel(channelName);
	channel.postMessage(actor);
	channel.close();
}

/** Calls back when this person signs out in another tab. Returns how to stop. */
export function onSignOut(actor: string, letGo: () => void): () => void {
	if (typeof BroadcastChannel === 'undefined') return () => {};
	const channel = new BroadcastChannel(channelName);
	channel.onmessage = ({ data }) => {
		if (data === actor) letGo();
	};
	return () => channel.close();
}
