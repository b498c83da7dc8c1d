// One live document on this node. In: judged-to-be updates from connections and from the server's own edits. Out: appends
// to the update log, and, once they are committed, acks and broadcasts. Rules R4 to R13 of SPEC.md live here.
import * as Y from 'yjs';
import { closeCodes, type CloseCode } from '#shared/protocol/close-codes.ts';
import type { DocumentKind } from '#shared/documents/kinds.ts';
import { schemas } from '#shared/documents/schema.ts';
import { limits } from '#shared/protocol/limits.ts';
import type { Log } from '../log.ts';
import { createRoomAwareness, type RoomAwareness } from './awareness.ts';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from './frames.ts';
import type { RefusalReason } from './guard.ts';
import { createJudge, type Judge } from './judge.ts';
import type { LoadedDocument, UpdateStorage } from './storage.ts';
import type { UpdateLog } from './update-log.ts';
import type { ReadUpdate } from './update-reader.ts';

/** What a room needs of somebody in it. */
export interface Participant {
	readonly seesPresence: boolean;
	send(frame: Uint8Array): void;
	end(code: CloseCode): void;
}

export interface Submission {
	actor: string;
	bytes: Uint8Array;
	/** The update as the guard has read it. Absent: it is read again. */
	read?: ReadUpdate;
	/** Gets everybody's updates but this one. Null for the server's own edits. */
	from: Participant | null;
	/** Called once the update is in the log, or is known to add nothing to it. */
	settled(seq: number): void;
	/** Called if the room ends first: nobody can say whether the update is in the log. */
	lost(): void;
}

/** Clocks up to which an update brings structs, by clientID. */
export type ClockEnds = ReadonlyMap<number, number>;

export interface RoomOptions {
	loaded: LoadedDocument;
	storage: Pick<UpdateStorage, 'claimClients'>;
	log: Log;
	updateLog: UpdateLog;
	/** Something was committed: the head state and the rendering are behind. */
	onCommitted(room: Room): void;
	/** Nobody has been here for limits.roomLingerMs, or the room cannot go on. */
	onEnded(room: Room): void;
	/** Somebody came, left or moved. */
	onPresence(room: Room): void;
}

interface Queued extends Submission {
	adds: boolean;
}

/** A Yjs update with no structs and no deletes. */
const emptyUpdate = Uint8Array.of(0, 0);

export class Room {
	readonly name: string;
	readonly kind: DocumentKind;
	readonly space: string;
	readonly awareness: RoomAwareness;
	readonly #options: RoomOptions;
	readonly #participants = new Set<Participant>();
	readonly #owners = new Map<number, string>();
	#head: number;
	#state: { seq: number; bytes: Uint8Array } | null;
	#tail: { seq: number; bytes: Uint8Array }[];
	#merged: { head: number; bytes: Uint8Array; stateVector: Uint8Array } | null = null;
	#judge: Judge | null = null;
	#queue: Queued[] = [];
	#committing: Queued[] = [];
	#linger: NodeJS.Timeout | null = null;
	#isDraining = false;
	#ended = false;

	constructor(options: RoomOptions) {
		const { name, kind, space, head, state, tail } = options.loaded;
		this.#options = options;
		this.name = name;
		this.kind = kind;
		this.space = space;
		this.#head = head;
		this.#state = state;
		this.#tail = tail.map(({ seq, bytes }) => ({ seq, bytes }));
		this.awareness = createRoomAwareness((update) => this.#broadcastAwareness(update));
		this.#lingerIfEmpty();
	}

	get head(): number {
		return this.#head;
	}

	get hasEnded(): boolean {
		return this.#ended;
	}

	join(participant: Participant): void {
		this.#participants.add(participant);
		if (this.#linger) clearTimeout(this.#linger);
		this.#linger = null;
		const present = participant.seesPresence ? this.awareness.all() : null;
		if (present) participant.send(awarenessFrame(present));
	}

	leave(participant: Participant): void {
		this.#participants.delete(participant);
		this.#lingerIfEmpty();
	}

	/** Asks a participant who may write for what only it has. */
	askForMissing(participant: Participant): void {
		participant.send(step1Frame(this.#committed().stateVector));
	}

	/** What somebody with this state vector lacks, from committed bytes only. False if the vector cannot be read. */
	answer(participant: Participant, stateVector: Uint8Array): boolean {
		const { bytes } = this.#committed();
		const hasNothing = stateVector.length === 1 && stateVector[0] === 0;
		try {
			participant.send(step2Frame(hasNothing ? bytes : Y.diffUpdate(bytes, stateVector)));
			return true;
		} catch {
			// Yjs throws whatever it stumbles over first in a state vector that is none.
			return false;
		}
	}

	/**
	 * Whether everything new in an update is written under clientIDs of this actor. ClientIDs that nobody owns become
	 * theirs, and that is stored before the answer. Known structs of others may be sent again by anyone.
	 */
	async mayWriteAs(actor: string, ends: ClockEnds): Promise<boolean> {
		const bringsNew = this.#newIn(ends);
		const unknown = bringsNew.filter((clientId) => !this.#owners.has(clientId));
		if (unknown.length > 0) {
			const owners = await this.#options.storage.claimClients(this.name, actor, unknown);
			for (const [clientId, owner] of owners) this.#owners.set(clientId, owner);
		}
		return bringsNew.every((clientId) => this.#owners.get(clientId) === actor);
	}

	/** How many clientIDs have written nothing here before this. */
	countNewClients(ends: ClockEnds): number {
		const judge = this.#openJudge();
		return [...ends.keys()].filter((clientId) => judge.clockOf(clientId) === 0).length;
	}

	#newIn(ends: ClockEnds): number[] {
		const judge = this.#openJudge();
		return [...ends].filter(([clientId, end]) => end > judge.clockOf(clientId)).map(([clientId]) => clientId);
	}

	/** Binds one clientID to the actor before anybody else is told of it. False if it is somebody else's. */
	async claim(actor: string, clientId: number): Promise<boolean> {
		if (!this.#owners.has(clientId)) {
			const owners = await this.#options.storage.claimClients(this.name, actor, [clientId]);
			this.#owners.set(clientId, owners.get(clientId) ?? actor);
		}
		return this.#owners.get(clientId) === actor;
	}

	/** Into the queue for the next commit, unless it cannot be applied to what is there. */
	submit(submission: Submission): 'queued' | 'gap' | RefusalReason {
		if (this.#ended || this.#isDraining) {
			submission.lost();
			return 'queued';
		}
		const { bytes: sent, read } = submission;
		const judge = this.#openJudge();
		const { judgement, stored: bytes } = read ? judge.take(sent, read) : { judgement: judge.judge(sent), stored: sent };
		if (judgement !== 'adds' && judgement !== 'adds-nothing') return judgement;
		this.#queue.push({ ...submission, bytes, adds: judgement === 'adds' });
		this.#commitNext();
		return 'queued';
	}

	/** Everything committed so far, for the compaction worker. */
	forCompaction(): { seq: number; parts: Uint8Array[] } {
		return { seq: this.#head, parts: this.#committedParts() };
	}

	/** A compacted state takes the place of the rows it contains. */
	adoptState(seq: number, bytes: Uint8Array): void {
		if (this.#state && this.#state.seq >= seq) return;
		this.#state = { seq, bytes };
		this.#tail = this.#tail.filter((row) => row.seq > seq);
		this.#merged = null;
	}

	/** A copy of the committed document, for an edit of the server's own. */
	copy(): Y.Doc {
		const doc = new Y.Doc();
		for (const bytes of this.#committedParts()) Y.applyUpdate(doc, bytes);
		return doc;
	}

	/** Takes nothing more: what was taken is still committed and acked. People who type on would otherwise delay a stop
	 * for as long as they type. */
	drain(): void {
		this.#isDraining = true;
	}

	/** Tells everybody to go, with the reason, and takes nothing more. */
	end(code: CloseCode): void {
		if (this.#ended) return;
		this.#ended = true;
		if (this.#linger) clearTimeout(this.#linger);
		this.awareness.close();
		this.#judge?.close();
		for (const { lost } of [...this.#committing, ...this.#queue]) lost();
		this.#queue = [];
		for (const participant of [...this.#participants]) participant.end(code);
		this.#options.onEnded(this);
	}

	#commitNext(): void {
		if (this.#committing.length > 0 || this.#queue.length === 0 || this.#ended) return;
		const batch = this.#queue;
		this.#queue = [];
		const updates = batch.filter(({ adds }) => adds).map(({ actor, bytes }) => ({ actor, bytes }));
		if (updates.length === 0) {
			for (const { settled } of batch) settled(this.#head);
			return;
		}
		this.#committing = batch;
		this.#options.updateLog.append({ document: this.name, expectedHead: this.#head, updates }).then(
			(outcome) => {
				if (outcome === 'committed') this.#onCommitted(batch);
				else this.end(closeCodes.resync);
			},
			(error: unknown) => {
				// Nobody knows whether the rows are there. Everyone comes back and sends what the log then lacks.
				this.#options.log.error({ document: this.name, err: error }, 'append failed, room ends');
				this.end(closeCodes.storageAway);
			}
		);
	}

	#onCommitted(batch: readonly Queued[]): void {
		this.#committing = [];
		if (this.#ended) return;
		for (const submission of batch) {
			if (submission.adds) {
				this.#head++;
				this.#tail.push({ seq: this.#head, bytes: submission.bytes });
			}
			submission.settled(this.#head);
		}
		for (const { adds, bytes, from } of batch) if (adds) this.#broadcast(updateFrame(bytes), from);
		this.#options.onCommitted(this);
		this.#commitNext();
		this.#lingerIfEmpty();
	}

	#broadcast(frame: Uint8Array, except: Participant | null): void {
		for (const participant of this.#participants) if (participant !== except) participant.send(frame);
	}

	#broadcastAwareness(update: Uint8Array): void {
		const frame = awarenessFrame(update);
		for (const participant of this.#participants) if (participant.seesPresence) participant.send(frame);
		this.#options.onPresence(this);
	}

	#committedParts(): Uint8Array[] {
		const tail = this.#tail.map(({ bytes }) => bytes);
		return this.#state ? [this.#state.bytes, ...tail] : tail;
	}

	#committed(): { bytes: Uint8Array; stateVector: Uint8Array } {
		if (this.#merged?.head === this.#head) return this.#merged;
		const [first = emptyUpdate, ...more] = this.#committedParts();
		const bytes = more.length === 0 ? first : Y.mergeUpdates([first, ...more]);
		this.#merged = { head: this.#head, bytes, stateVector: Y.encodeStateVectorFromUpdate(bytes) };
		return this.#merged;
	}

	#openJudge(): Judge {
		this.#judge ??= createJudge(schemas[this.kind], () => [
			...this.#committedParts(),
			...[...this.#committing, ...this.#queue].filter(({ adds }) => adds).map(({ bytes }) => bytes)
		]);
		return this.#judge;
	}

	#lingerIfEmpty(): void {
		if (this.#participants.size > 0 || this.#linger || this.#ended) return;
		this.#linger = setTimeout(() => {
			this.#linger = null;
			// With something under way the room stays: its end comes after the commit.
			if (this.#committing.length === 0 && this.#queue.length === 0) this.end(closeCodes.resync);
		}, limits.roomLingerMs);
		this.#linger.unref();
	}
}
