// Our end of /sync: y-websocket's provider with our message handlers (acks, standing) and our own reconnect schedule.
// In: a doc. Out: what is sent and acked, whether we may write, and why a connection ended for good.
import type { Decoder } from 'lib0/decoding';
import { messageSync, WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { schemaVersion } from '#shared/documents/schema-version.ts';
import { isFinal } from '#shared/protocol/close-codes.ts';
import { messageTypes, readAck, readStanding, syncTypes } from '#shared/protocol/frames.ts';

export interface ProviderEvents {
	/** Connected and in step with the server's state. */
	onSynced(): void;
	/** The connection is gone; it is tried again. */
	onOffline(): void;
	/** Everything sent on this connection is in the log. */
	onAllAcked(): void;
	onStanding(mayWrite: boolean): void;
	/** A close code that no reconnect can mend. */
	onEnded(code: number): void;
}

export interface Provider {
	socket: WebsocketProvider;
	/** Whether something was sent that is not acked. */
	isWaiting(): boolean;
	/** Tries at once, instead of when the schedule says. */
	retryNow(): void;
	close(): void;
}

/** Full jitter: anywhere up to the bound, which doubles from half a second to 30 s, so that a hall full of phones does
 * not come back in one moment. */
const backoff = { firstMs: 500, mostMs: 30_000 };

type Handler = (
	encoder: unknown,
	decoder: Decoder,
	provider: WebsocketProvider,
	emitSynced: boolean,
	type: number
) => void;

export function createProvider(document: string, doc: Y.Doc, events: ProviderEvents): Provider {
	const address = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/sync`;
	const socket = new WebsocketProvider(address, document, doc, {
		connect: false,
		disableBc: true, // two people on one device must not share structs
		params: { ack: '1', client: String(doc.clientID), schema: String(schemaVersion) }
	});
	let sent = 0;
	let acked = 0;
	let failures = 0;
	let timer: ReturnType<typeof setTimeout> | null = null;
	let isClosed = false;

	const handlers = socket.messageHandlers as Handler[];
	const handleSync = handlers[messageSync];
	handlers[messageSync] = (encoder, decoder, ...rest) => {
		// A step 1 is answered with a step 2, which the server acks like any update.
		if (decoder.arr[decoder.pos] === syncTypes.step1) sent++;
		handleSync?.(encoder, decoder, ...rest);
	};
	handlers[messageTypes.ack] = (_, decoder) => {
		acked = readAck(decoder).messages;
		if (acked === sent) events.onAllAcked();
	};
	handlers[messageTypes.standing] = (_, decoder) => events.onStanding(readStanding(decoder));

	const countUpdate = (_: Uint8Array, origin: unknown) => {
		if (origin !== socket && socket.wsconnected) sent++;
	};
	doc.on('update', countUpdate);

	socket.on('sync', (isSynced: boolean) => {
		if (!isSynced) return;
		failures = 0;
		events.onSynced();
	});
	socket.on('connection-close', (event) => {
		sent = acked = 0;
		socket.shouldConnect = false; // ours is the only schedule
		if (isClosed) return;
		if (event && isFinal(event.code)) {
			events.onEnded(event.code);
			return;
		}
		events.onOffline();
		const bound = Math.min(backoff.mostMs, backoff.firstMs * 2 ** failures++);
		timer = setTimeout(connect, Math.random() * bound);
	});

	function connect(): void {
		if (timer) clearTimeout(timer);
		timer = null;
		if (!isClosed) socket.connect();
	}

	function retryNow(): void {
		if (timer) connect();
	}
	const onVisible = () => window.document.visibilityState === 'visible' && retryNow();
	addEventListener('online', retryNow);
	window.document.addEventListener('visibilitychange', onVisible);
	connect();

	return {
		socket,
		isWaiting: () => sent > acked,
		retryNow,
		close() {
			isClosed = true;
			if (timer) clearTimeout(timer);
			removeEventListener('online', retryNow);
			window.document.removeEventListener('visibilitychange', onVisible);
			doc.off('update', countUpdate);
			socket.destroy();
		}
	};
}
