// Everything stored of one document, as it stands in the tables and unjudged: for whoever looks whether it is sound, and
// puts right what is not. Rooms never read it this way: see storage-postgres.ts.
import { and, asc, eq, inArray, sql as text } from 'drizzle-orm';
import { documentRenderings, documents, documentStates, documentUpdates, quarantinedBytes } from '#db/index.ts';
import type { DocumentKind } from '#shared/documents/kinds.ts';
import type { Tables, Transaction } from '../db/client.ts';
import { asStorable, checksumOf } from './storage-postgres.ts';

export interface StoredPart {
	source: 'update' | 'head' | 'base';
	seq: number;
	bytes: Uint8Array;
	checksum: Uint8Array;
	/** Of an update. */
	actor: string | null;
	writtenAt: Date;
}

export interface StoredDocument {
	name: string;
	kind: DocumentKind;
	head: number;
	/** In the order of seq. */
	updates: StoredPart[];
	heads: StoredPart[];
	base: StoredPart | null;
	rendering: { seq: number; content: unknown } | null;
}

/** What takes the place of unsound parts. */
export interface Replacement {
	/** Parts that leave the document, and why. */
	quarantine: { part: StoredPart; reason: string }[];
	/** The new head state's seq, and the document's head. */
	seq: number;
	state: Uint8Array;
	content: unknown;
	/** The state is also where the log begins from now on. */
	isBase: boolean;
	/** Tabs that know what is lost must set it aside. */
	raisesGeneration: boolean;
}

export async function documentNames(tables: Tables): Promise<string[]> {
	const rows = await tables.select({ name: documents.name }).from(documents).orderBy(asc(documents.name));
	return rows.map(({ name }) => name);
}

/** On one snapshot. Null if the document has been deleted meanwhile. */
export function readStored(tables: Tables, name: string): Promise<StoredDocument | null> {
	return tables.transaction((tx) => readIn(tx, name), { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** `decide` sees the document while nobody can append to it; null changes nothing. Whole or not at all. */
export async function replaceStored<Decision extends { replacement: Replacement | null }>(
	tables: Tables,
	name: string,
	{ decide, check }: { decide(stored: StoredDocument): Decision; check(stored: StoredDocument): void }
): Promise<Decision | null> {
	return tables.transaction(async (tx) => {
		await tx.select({ name: documents.name }).from(documents).where(eq(documents.name, name)).for('update');
		const stored = await readIn(tx, name);
		if (!stored) return null;
		const decision = decide(stored);
		if (!decision.replacement) return decision;
		await write(tx, name, decision.replacement);
		const replaced = await readIn(tx, name);
		if (replaced) check(replaced);
		return decision;
	});
}

async function readIn(tx: Transaction, name: string): Promise<StoredDocument | null> {
	const [document] = await tx.select().from(documents).where(eq(documents.name, name));
	if (!document) return null;
	const updates = await tx
		.select()
		.from(documentUpdates)
		.where(eq(documentUpdates.document, name))
		.orderBy(asc(documentUpdates.seq));
	const states = await tx
		.select()
		.from(documentStates)
		.where(eq(documentStates.document, name))
		.orderBy(asc(documentStates.seq));
	const [rendering] = await tx.select().from(documentRenderings).where(eq(documentRenderings.document, name));
	const parts = states.map(({ kind: source, seq, bytes, checksum, createdAt }): StoredPart => {
		return { source, seq, bytes, checksum, actor: null, writtenAt: createdAt };
	});
	return {
		name,
		kind: document.kind,
		head: document.head,
		updates: updates.map(({ seq, bytes, checksum, actor, committedAt }): StoredPart => {
			return { source: 'update', seq, bytes, checksum, actor, writtenAt: committedAt };
		}),
		heads: parts.filter(({ source }) => source === 'head'),
		base: parts.find(({ source }) => source === 'base') ?? null,
		rendering: rendering ? { seq: rendering.seq, content: rendering.content } : null
	};
}

async function write(tx: Transaction, name: string, replacement: Replacement): Promise<void> {
	const { quarantine, seq, state, isBase, raisesGeneration } = replacement;
	for (const { part, reason } of quarantine) {
		const { source, seq: partSeq, actor, bytes, checksum, writtenAt } = part;
		const row = { document: name, source, seq: partSeq, reason, actor, bytes, checksum, writtenAt };
		await tx.insert(quarantinedBytes).values(row);
	}
	const seqsOf = (source: StoredPart['source']) =>
		quarantine.filter(({ part }) => part.source === source).map(({ part }) => part.seq);
	await tx
		.delete(documentUpdates)
		.where(and(eq(documentUpdates.document, name), inArray(documentUpdates.seq, seqsOf('update'))));
	for (const kind of ['head', 'base'] as const) {
		const own = and(eq(documentStates.document, name), eq(documentStates.kind, kind));
		await tx.delete(documentStates).where(and(own, inArray(documentStates.seq, seqsOf(kind))));
	}
	const kinds = isBase ? (['head', 'base'] as const) : (['head'] as const);
	for (const kind of kinds) {
		const row = { document: name, kind, seq, bytes: state, checksum: checksumOf(state) };
		await tx.insert(documentStates).values(row).onConflictDoNothing();
	}
	const rendering = { document: name, seq, content: asStorable(replacement.content), renderedAt: new Date() };
	await tx
		.insert(documentRenderings)
		.values(rendering)
		.onConflictDoUpdate({ target: documentRenderings.document, set: rendering });
	const generation = raisesGeneration ? text`${documents.generation} + 1` : documents.generation;
	await tx
		.update(documents)
		.set({ head: seq, generation: text`${generation}` })
		.where(eq(documents.name, name));
}
