// The Socket port: all that a room needs of a WebSocket. Plain ws.send is right for now; frames built once and written
// once per turn (the fast frame path) fit behind the same three members.
import type { WebSocket } from 'ws';

export interface Socket {
	/** Bytes handed over and not yet taken by the network. */
	readonly bufferedBytes: number;
	/** Never throws; a frame for a socket that is closing is dropped. */
	send(frame: Uint8Array): void;
	close(code: number, reason: string): void;
}

/** onClose hears with which code this side closes. */
export function socketOver(webSocket: WebSocket, onClose: (code: number) => void): Socket {
	return {
		get bufferedBytes() {
			return webSocket.bufferedAmount;
		},
		send(frame) {
			if (webSocket.readyState !== webSocket.OPEN) return;
			// An error here also closes the socket, and its 'close' is what the connection acts on.
			webSocket.send(frame, () => {});
		},
		close(code, reason) {
			onClose(code);
			webSocket.close(code, reason);
		}
	};
}
