// y-websocket's own WebsocketProvider in Node, with the cookie and Origin header that a browser would send by itself.
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export interface StockOptions {
	origin: string;
	cookie: string;
	document: string;
	doc?: Y.Doc;
}

export function connectStock({ origin, cookie, document, doc = new Y.Doc() }: StockOptions): WebsocketProvider {
	class WebSocketWithCookie extends WebSocket {
		constructor(url: string, protocols: string[]) {
			super(url, protocols, { headers: { cookie, origin } });
		}
	}
	return new WebsocketProvider(`${origin.replace('http', 'ws')}/sync`, document, doc, {
		WebSocketPolyfill: WebSocketWithCookie as unknown as typeof globalThis.WebSocket,
		disableBc: true
	});
}

export function synced(provider: WebsocketProvider): Promise<void> {
	if (provider.synced) return Promise.resolve();
	return new Promise((resolve) => provider.once('sync', () => resolve()));
}
