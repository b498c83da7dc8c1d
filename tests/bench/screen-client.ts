// One person's screen, as bare as it can be: joins a room by the protocol, writes stamped words into the notes of an agenda
// item, counts acks, and reports the age of what others wrote. It applies nothing after the first state, so that the load
// generator has next to nothing to do.
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { step1Frame, step2Frame, updateFrame } from '../../server/sync/frames.ts';
import { itemNotes, readAgenda } from '../../src/shared/documents/agenda.ts';
import { messageTypes, readAck, syncTypes } from '../../src/shared/protocol/frames.ts';
import { microsecondsNow, stampNow, stampsIn } from './stamp.ts';

export interface ScreenClientOptions {
	origin: string;
	/** A Cookie header. */
	cookie: string;
	document: string;
	/** Which agenda item this person writes at. */
	place: number;
	onAge(microseconds: number): void;
}

export class ScreenClient {
	sent = 0;
	acked = 0;
	/** Resolves with the first state; rejects if the connection ends before it. */
	readonly ready: Promise<void>;
	readonly #doc = new Y.Doc();
	readonly #socket: WebSocket;
	readonly #options: ScreenClientOptions;
	#words: Y.XmlText | null = null;

	constructor(options: ScreenClientOptions) {
		this.#options = options;
		const { origin, cookie, document } = options;
		const address = `${origin.replace('http', 'ws')}/sync/${document}?ack=1&client=${this.#doc.clientID}`;
		const socket = new WebSocket(address, { headers: { cookie, origin }, perMessageDeflate: false });
		this.#socket = socket;
		socket.on('open', () => socket.send(step1Frame(Y.encodeStateVector(this.#doc))));
		this.ready = new Promise((resolve, reject) => {
			socket.on('message', (frame: Buffer) => this.#receive(frame, resolve));
			socket.on('error', reject);
			socket.on('close', (code) => reject(new Error(`${document} was closed with ${code}`)));
		});
	}

	write(): void {
		const words = (this.#words ??= this.#begin());
		words.insert(words.length, stampNow());
	}

	close(): void {
		this.#socket.close();
	}

	/** A paragraph of one's own, at the end of the item's notes. */
	#begin(): Y.XmlText {
		const { items } = readAgenda(this.#doc);
		const notes = itemNotes(this.#doc, items[this.#options.place % items.length]?.id ?? '');
		if (!notes) throw new Error(`${this.#options.document} has no item to write at`);
		this.#doc.on('update', (update: Uint8Array) => {
			this.sent++;
			this.#socket.send(updateFrame(update));
		});
		const [paragraph, words] = [new Y.XmlElement('paragraph'), new Y.XmlText()];
		paragraph.insert(0, [words]);
		notes.push([paragraph]);
		return words;
	}

	#receive(frame: Buffer, onReady: () => void): void {
		const decoder = createDecoder(frame);
		const type = readVarUint(decoder);
		if (type === messageTypes.ack) this.acked = readAck(decoder).messages;
		if (type !== messageTypes.sync) return;
		const syncType = readVarUint(decoder);
		if (syncType === syncTypes.update) {
			const now = microsecondsNow();
			for (const moment of stampsIn(frame)) this.#options.onAge(now - moment);
		} else if (syncType === syncTypes.step1) {
			this.sent++;
			this.#socket.send(step2Frame(Y.encodeStateAsUpdate(this.#doc, readVarUint8Array(decoder))));
		} else {
			Y.applyUpdate(this.#doc, readVarUint8Array(decoder));
			onReady();
		}
	}
}
