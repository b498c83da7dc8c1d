// One WebSocket in one room: reads frames in order, asks before each whether it is allowed, counts what it has dealt with.
// In: frames. Out: submissions to the room; acks, answers and broadcasts to the socket.
import { closeCodes, type CloseCode } from '#shared/protocol/close-codes.ts';
import { ackFrame, standingFrame } from '#shared/protocol/frames.ts';
import { schemas } from '#shared/documents/schema.ts';
import { limits } from '#shared/protocol/limits.ts';
import type { KnownActor } from '#shared/domain/actors.ts';
import type { Allowance } from './allowances.ts';
import { readAwareness, type AwarenessUser } from './awareness.ts';
import { readFrame, type IncomingFrame } from './frames.ts';
import { inspectUpdate, type RefusalReason } from './guard.ts';
import type { Participant, Room } from './room.ts';
import type { Socket } from './socket.ts';

const closeCodeOf: Record<RefusalReason, CloseCode> = {
	malformed: closeCodes.malformed,
	'too-big': closeCodes.tooBig,
	'too-deep': closeCodes.tooDeep,
	'out-of-range': closeCodes.outOfRange,
	'outside-schema': closeCodes.outsideSchema
};

/** What an actor may do with one document, as it is at this moment. */
export interface Rights {
	mayWrite: boolean;
	seesPresence: boolean;
}

export interface ConnectionOptions {
	socket: Socket;
	room: Room;
	actor: KnownActor;
	rights: Rights;
	/** The client asked for acks (?ack=1): our own provider. */
	wantsAcks: boolean;
	/** The clientID announced in the address (?client=), already claimed; a stock client announces its own later. */
	clientId: number | null;
	allowance: Allowance;
	/** The database could not be reached while a frame was dealt with, or something is broken. */
	onFailure(error: unknown): void;
}

export class Connection implements Participant {
	readonly #options: ConnectionOptions;
	#rights: Rights;
	#clientId: number | null;
	/** Step-2 and update messages received. */
	#received = 0;
	/** A message could not be applied for want of another: nothing is acked until the missing part has come. */
	#waitsForMissing = false;
	#largestFrameBytes = 0;
	#waiting: Uint8Array[] = [];
	#waitingBytes = 0;
	#isBusy = false;
	#isClosing = false;

	constructor(options: ConnectionOptions) {
		this.#options = options;
		this.#rights = options.rights;
		this.#clientId = options.clientId;
		options.room.join(this);
		if (options.wantsAcks) this.send(standingFrame(this.#rights.mayWrite));
		if (this.#rights.mayWrite) options.room.askForMissing(this);
	}

	get seesPresence(): boolean {
		return this.#rights.seesPresence;
	}

	get actor(): KnownActor {
		return this.#options.actor;
	}

	/** Frames are dealt with one after the other, also when one has to wait for the database. */
	receive(bytes: Uint8Array): void {
		if (this.#isClosing) return;
		this.#waitingBytes += bytes.byteLength;
		if (!this.#options.allowance.take(bytes.byteLength) || this.#waitingBytes > limits.maxWaitingBytes) {
			this.end(closeCodes.tooMuch);
			return;
		}
		this.#waiting.push(bytes);
		if (!this.#isBusy) void this.#work();
	}

	send(frame: Uint8Array): void {
		if (this.#isClosing) return;
		// The first state may be far larger than what may wait: only what comes on top of it is counted.
		this.#largestFrameBytes = Math.max(this.#largestFrameBytes, frame.byteLength);
		if (this.#options.socket.bufferedBytes > limits.maxBufferedBytes + this.#largestFrameBytes) {
			this.end(closeCodes.resync);
			return;
		}
		this.#options.socket.send(frame);
	}

	/** Rights have changed while the connection is open. Null: this document is no longer theirs to read. */
	setRights(rights: Rights | null): void {
		if (rights === null) {
			this.end(closeCodes.forbidden);
			return;
		}
		const becameWriter = rights.mayWrite && !this.#rights.mayWrite;
		const changed = rights.mayWrite !== this.#rights.mayWrite;
		this.#rights = rights;
		if (changed && this.#options.wantsAcks) this.send(standingFrame(rights.mayWrite));
		if (becameWriter) this.#options.room.askForMissing(this);
	}

	end(code: CloseCode): void {
		if (this.#isClosing) return;
		this.#options.socket.close(code, '');
		this.closed();
	}

	/** The socket is gone, or going. */
	closed(): void {
		if (this.#isClosing) return;
		this.#isClosing = true;
		this.#waiting = [];
		this.#options.allowance.leave();
		if (this.#clientId !== null) this.#options.room.awareness.remove(this.#clientId, this);
		this.#options.room.leave(this);
	}

	async #work(): Promise<void> {
		this.#isBusy = true;
		try {
			for (let bytes = this.#waiting.shift(); bytes; bytes = this.#waiting.shift()) {
				this.#waitingBytes -= bytes.byteLength;
				await this.#deal(bytes);
			}
		} catch (error) {
			this.#options.onFailure(error);
			this.end(closeCodes.storageAway);
		} finally {
			this.#isBusy = false;
		}
	}

	#deal(bytes: Uint8Array): Promise<void> | undefined {
		const frame = readFrame(bytes);
		if (!frame) {
			this.end(closeCodes.malformed);
			return undefined;
		}
		switch (frame.kind) {
			case 'step1':
				if (!this.#options.room.answer(this, frame.stateVector)) this.end(closeCodes.malformed);
				return undefined;
			case 'step2':
			case 'update':
				return this.#write(frame);
			case 'awareness':
				return this.#announce(frame.update);
			case 'queryAwareness':
				return undefined; // everybody's awareness was sent at the start, and every change since
		}
	}

	async #write({ kind, update }: Extract<IncomingFrame, { kind: 'step2' | 'update' }>): Promise<void> {
		const { room, actor } = this.#options;
		const message = ++this.#received;
		// A reader's edits are dropped and never acked: its device keeps them, and sends them if it may write later.
		if (!this.#rights.mayWrite) return;
		const isReturn = kind === 'step2';
		const schema = schemas[room.kind];
		const inspection = inspectUpdate({ bytes: update, schema, isGuest: actor.kind === 'guest', isReturn });
		if (inspection.verdict !== 'readable') {
			this.end(closeCodeOf[inspection.verdict]);
			return;
		}
		// Each new clientID is stored for as long as the document lives.
		if (room.countNewClients(inspection.ends) > limits.maxNewClients) {
			this.end(closeCodes.tooBig);
			return;
		}
		if (!(await room.mayWriteAs(actor.id, inspection.ends))) {
			this.end(closeCodes.notYourClient);
			return;
		}
		// Asked again: rights may have gone while the database was asked.
		if (!this.#rights.mayWrite || this.#isClosing) return;
		const outcome = room.submit({
			actor: actor.id,
			bytes: update,
			read: inspection.update,
			from: this,
			settled: (seq) => this.#ack(message, seq),
			lost: () => {} // the room's end closes this connection; the client sends again what the log then lacks
		});
		if (outcome === 'gap') {
			this.#waitsForMissing = true;
			room.askForMissing(this);
		} else if (outcome !== 'queued') this.end(closeCodeOf[outcome]);
		else if (isReturn) this.#waitsForMissing = false;
	}

	#ack(messages: number, seq: number): void {
		if (this.#options.wantsAcks && !this.#waitsForMissing) this.send(ackFrame({ messages, seq }));
	}

	async #announce(update: Uint8Array): Promise<void> {
		const { room, actor } = this.#options;
		// Stock clients send back what they hear of others, a whole room at once: room for that, and no more to read through.
		if (update.byteLength > limits.maxUpdateBytes) {
			this.end(closeCodes.tooBig);
			return;
		}
		const entries = readAwareness(update);
		if (!entries) {
			this.end(closeCodes.malformed);
			return;
		}
		// A stock client speaks of itself first; from then on it is that clientID and no other.
		const first = entries[0];
		if (this.#clientId === null && first && first.state !== null) {
			if (!(await room.claim(actor.id, first.clientId))) {
				this.end(closeCodes.notYourClient);
				return;
			}
			this.#clientId = first.clientId;
		}
		const own = entries.find(({ clientId }) => clientId === this.#clientId);
		if (own && !this.#isClosing) room.awareness.set(own, userOf(actor), this);
	}
}

function userOf(actor: KnownActor): AwarenessUser {
	if (actor.kind === 'system') return { id: actor.id, name: '', guest: null };
	return { id: actor.id, name: actor.name, guest: actor.kind === 'guest' ? actor.number : null };
}
