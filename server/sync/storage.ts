// The port between the live path and whatever keeps it: one implementation (storage-postgres.ts), run on two engines by
// one contract suite (tests/contracts/storage.test.ts).
import type { DocumentKind } from '#shared/documents/kinds.ts';

export interface LogRow {
	seq: number;
	actor: string;
	/** Yjs update v1 */
	bytes: Uint8Array;
}

/** A document as a room needs it: the newest state and every update after it. */
export interface LoadedDocument {
	name: string;
	kind: DocumentKind;
	space: string;
	/** The seq of the newest row. */
	head: number;
	generation: number;
	/** Null while no compaction has run: then `tail` is the whole log. */
	state: { seq: number; bytes: Uint8Array } | null;
	/** Rows state.seq + 1 … head, without gaps. */
	tail: LogRow[];
}

export interface Append {
	document: string;
	/** The head these updates were judged against. */
	expectedHead: number;
	updates: { actor: string; bytes: Uint8Array }[];
}

export interface NewDocument {
	name: string;
	kind: DocumentKind;
	space: string;
	createdBy: string;
	/** The first update, and the clientID that wrote it. */
	bytes: Uint8Array;
	clientId: number;
	/** The same content as plain JSON. */
	content: unknown;
}

export interface Compaction {
	document: string;
	/** The last update that state and content contain. */
	seq: number;
	state: Uint8Array;
	content: unknown;
}

export interface BaseMove {
	document: string;
	/** Rows up to and including this one are in the new base and leave the log. */
	seq: number;
	state: Uint8Array;
}

export interface UpdateStorage {
	/** Row 1 of a new log, with its state and rendering, in one transaction. */
	create(document: NewDocument): Promise<void>;
	/** Null if there is no such document. Throws if a row is missing or damaged: never an empty document instead. */
	load(name: string): Promise<LoadedDocument | null>;
	/** One commit for all of them. Returns the names that were appended; the head of every other one had moved. */
	append(batch: readonly Append[]): Promise<Set<string>>;
	/** Binds clientIDs to the actor unless they are somebody's already. Returns the owner of each afterwards. */
	claimClients(document: string, actor: string, clientIds: readonly number[]): Promise<Map<number, string>>;
	/** A new head state, the rendering that belongs to it, and the generations of heads that are kept. */
	compact(compaction: Compaction): Promise<void>;
	/** Documents whose rendering is behind their log, after a stop in between. */
	behind(): Promise<string[]>;
	/** Documents with rows committed before the moment, and the last such row that a head state already covers. */
	withRowsBefore(moment: Date): Promise<{ document: string; seq: number }[]>;
	/** Everything needed to make the base at seq: the present base and the rows after it. */
	loadForBase(document: string, seq: number): Promise<{ base: Uint8Array | null; rows: Uint8Array[] }>;
	moveBase(move: BaseMove): Promise<void>;
}
