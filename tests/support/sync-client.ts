// A client of the raw protocol: what our own provider sends, byte by byte, with everything it was told kept for checking.
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { step1Frame, step2Frame, updateFrame } from '../../server/sync/frames.ts';
import { messageTypes, readAck, readStanding, syncTypes } from '../../src/shared/protocol/frames.ts';
import { until } from './until.ts';

export interface SyncClientOptions {
	origin: string;
	cookie: string;
	document: string;
	doc?: Y.Doc;
	/** Headers other than a browser's own, for tests of the gate. */
	headers?: Record<string, string>;
	query?: string;
}

export class SyncClient {
	readonly doc: Y.Doc;
	readonly socket: WebSocket;
	/** Everything received, in order. */
	readonly frames: Uint8Array[] = [];
	readonly awareness: Uint8Array[] = [];
	/** Step-2 and update messages sent and acked on this connection. */
	sent = 0;
	acked = 0;
	ackedSeq = 0;
	mayWrite: boolean | null = null;
	isSynced = false;
	closeCode: number | null = null;

	constructor({ origin, cookie, document, doc = new Y.Doc(), headers, query }: SyncClientOptions) {
		this.doc = doc;
		const address = `${origin.replace('http', 'ws')}/sync/${document}?${query ?? `ack=1&client=${doc.clientID}`}`;
		this.socket = new WebSocket(address, { headers: { cookie, origin, ...headers } });
		this.socket.on('open', () => this.socket.send(step1Frame(Y.encodeStateVector(doc))));
		this.socket.on('message', (data: Buffer) => this.#receive(new Uint8Array(data)));
		this.socket.on('close', (code) => (this.closeCode = code));
		this.socket.on('error', () => (this.closeCode ??= 0));
		doc.on('update', (bytes: Uint8Array, origin: unknown) => {
			if (origin !== this) this.sendUpdate(bytes);
		});
	}

	/** True while everything this client has written is known to be in the log. */
	get isSaved(): boolean {
		return this.isSynced && this.acked === this.sent;
	}

	get isOpen(): boolean {
		return this.socket.readyState === WebSocket.OPEN;
	}

	sendUpdate(bytes: Uint8Array): void {
		if (!this.isOpen) return;
		this.sent++;
		this.socket.send(updateFrame(bytes));
	}

	async synced(): Promise<this> {
		await until(() => this.isSynced, { what: 'synced' });
		return this;
	}

	async saved(): Promise<this> {
		await until(() => this.isSaved, { what: 'saved' });
		return this;
	}

	async closed(): Promise<number> {
		return until(() => this.closeCode, { what: 'closed' });
	}

	close(): void {
		this.socket.close();
	}

	#receive(frame: Uint8Array): void {
		this.frames.push(frame);
		const decoder = createDecoder(frame);
		switch (readVarUint(decoder)) {
			case messageTypes.sync:
				this.#sync(readVarUint(decoder), readVarUint8Array(decoder));
				break;
			case messageTypes.awareness:
				this.awareness.push(readVarUint8Array(decoder));
				break;
			case messageTypes.ack: {
				const ack = readAck(decoder);
				this.acked = ack.messages;
				this.ackedSeq = ack.seq;
				break;
			}
			case messageTypes.standing:
				this.mayWrite = readStanding(decoder);
				break;
			default:
				throw new Error(`unknown frame ${frame[0]}`);
		}
	}

	#sync(type: number, bytes: Uint8Array): void {
		if (type === syncTypes.step1) {
			this.sent++;
			this.socket.send(step2Frame(Y.encodeStateAsUpdate(this.doc, bytes)));
			return;
		}
		Y.applyUpdate(this.doc, bytes, this);
		if (type === syncTypes.step2) this.isSynced = true;
	}
}
