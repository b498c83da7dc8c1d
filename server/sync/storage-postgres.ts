// UpdateStorage in Postgres. The hot path (append) is one statement for all documents of a batch, so it costs one round
// trip and one commit. The row lock on `documents` makes the order of seq the order of commit (SPEC.md, R8).
import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, inArray, lte, notInArray, sql as text } from 'drizzle-orm';
import { documentClients, documentRenderings, documents, documentStates, documentUpdates } from '#db/index.ts';
import { limits } from '#shared/protocol/limits.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { Append, BaseMove, Compaction, LoadedDocument, LogRow, NewDocument, UpdateStorage } from './storage.ts';

/** Postgres's type number of bytea[]; postgres.js cannot infer it from Buffers. */
const BYTEA_ARRAY = 1001;

export function checksumOf(bytes: Uint8Array): Uint8Array {
	return Uint8Array.from(createHash('sha256').update(bytes).digest());
}

export function createUpdateStorage({ sql, tables }: Database): UpdateStorage {
	async function create(document: NewDocument): Promise<void> {
		const { name, kind, space, createdBy, bytes, clientId, content } = document;
		const checksum = checksumOf(bytes);
		await tables.transaction(async (tx) => {
			await tx.insert(documents).values({ name, kind, space, createdBy, head: 1 });
			await tx.insert(documentUpdates).values({ document: name, seq: 1, actor: createdBy, bytes, checksum });
			await tx.insert(documentClients).values({ document: name, clientId, actor: createdBy });
			await tx.insert(documentStates).values({ document: name, kind: 'head', seq: 1, bytes, checksum });
			await tx.insert(documentRenderings).values({ document: name, seq: 1, content: asStorable(content) });
		});
	}

	// One transaction on one snapshot: a compaction between two reads would leave a hole between state and tail.
	async function load(name: string): Promise<LoadedDocument | null> {
		return tables.transaction(
			async (tx) => {
				const [document] = await tx.select().from(documents).where(eq(documents.name, name));
				if (!document) return null;
				const state = await newestHead(tx, name);
				const rows = await tx
					.select()
					.from(documentUpdates)
					.where(and(eq(documentUpdates.document, name), gt(documentUpdates.seq, state?.seq ?? 0)))
					.orderBy(asc(documentUpdates.seq));
				const tail = rows.map((row) => checkedRow(name, row));
				refuseGaps(name, state?.seq ?? 0, tail, document.head);
				const { kind, space, head, generation } = document;
				return { name, kind, space, head, generation, state, tail };
			},
			{ isolationLevel: 'repeatable read', accessMode: 'read only' }
		);
	}

	async function append(batch: readonly Append[]): Promise<Set<string>> {
		const rows = batch.flatMap(({ document, expectedHead, updates }) =>
			updates.map(({ actor, bytes }, index) => ({ document, seq: expectedHead + index + 1, actor, bytes }))
		);
		const appended = await sql<{ document: string }[]>`
			with batch as (
				select * from unnest(
					${batch.map(({ document }) => document)}::text[],
					${batch.map(({ expectedHead }) => expectedHead)}::bigint[],
					${batch.map(({ updates }) => updates.length)}::int[]
				) as b (document, expected_head, count)
			), locked as (
				-- in the order of names, so that two nodes with overlapping batches never wait for each other in a circle
				select d.name from documents d join batch b on b.document = d.name order by d.name for update of d
			), moved as (
				update documents d set head = d.head + b.count
				from batch b join locked l on l.name = b.document
				where d.name = b.document and d.head = b.expected_head
				returning d.name
			), inserted as (
				insert into document_updates (document, seq, actor, bytes, checksum)
				select r.document, r.seq, r.actor, r.bytes, sha256(r.bytes)
				from unnest(
					${rows.map(({ document }) => document)}::text[],
					${rows.map(({ seq }) => seq)}::bigint[],
					${rows.map(({ actor }) => actor)}::text[],
					${sql.array(
						rows.map(({ bytes }) => asBuffer(bytes)),
						BYTEA_ARRAY
					)}::bytea[]
				) as r (document, seq, actor, bytes)
				join moved m on m.name = r.document
			)
			select name as document from moved`;
		return new Set(appended.map(({ document }) => document));
	}

	async function claimClients(
		document: string,
		actor: string,
		clientIds: readonly number[]
	): Promise<Map<number, string>> {
		await tables
			.insert(documentClients)
			.values(clientIds.map((clientId) => ({ document, clientId, actor })))
			.onConflictDoNothing();
		const owners = await tables
			.select()
			.from(documentClients)
			.where(and(eq(documentClients.document, document), inArray(documentClients.clientId, [...clientIds])));
		return new Map(owners.map((owner) => [owner.clientId, owner.actor]));
	}

	async function compact({ document, seq, state, content: rendered }: Compaction): Promise<void> {
		const content = asStorable(rendered);
		const head = { document, kind: 'head' as const, seq, bytes: state, checksum: checksumOf(state) };
		const renderedAt = new Date();
		await tables.transaction(async (tx) => {
			await tx.insert(documentStates).values(head).onConflictDoNothing();
			await tx
				.insert(documentRenderings)
				.values({ document, seq, content, renderedAt })
				.onConflictDoUpdate({
					target: documentRenderings.document,
					set: { seq, content, renderedAt },
					setWhere: lte(documentRenderings.seq, seq)
				});
			const kept = await tx
				.select({ seq: documentStates.seq })
				.from(documentStates)
				.where(isHeadOf(document))
				.orderBy(desc(documentStates.seq))
				.limit(limits.headsKept);
			await tx.delete(documentStates).where(
				and(
					isHeadOf(document),
					notInArray(
						documentStates.seq,
						kept.map((row) => row.seq)
					)
				)
			);
		});
	}

	async function behind(): Promise<string[]> {
		const rows = await tables
			.select({ name: documents.name })
			.from(documents)
			.leftJoin(documentRenderings, eq(documentRenderings.document, documents.name))
			.where(text`coalesce(${documentRenderings.seq}, 0) < ${documents.head}`);
		return rows.map((row) => row.name);
	}

	async function withRowsBefore(moment: Date): Promise<{ document: string; seq: number }[]> {
		const covered = tables
			.select({ document: documentStates.document, seq: text<number>`max(${documentStates.seq})`.as('covered') })
			.from(documentStates)
			.where(eq(documentStates.kind, 'head'))
			.groupBy(documentStates.document)
			.as('covered');
		const rows = await tables
			.select({ document: documentUpdates.document, seq: text`max(${documentUpdates.seq})`.mapWith(Number) })
			.from(documentUpdates)
			.innerJoin(covered, eq(covered.document, documentUpdates.document))
			.where(and(lte(documentUpdates.committedAt, moment), lte(documentUpdates.seq, covered.seq)))
			.groupBy(documentUpdates.document);
		return rows;
	}

	async function loadForBase(document: string, seq: number): Promise<{ base: Uint8Array | null; rows: Uint8Array[] }> {
		const [base] = await tables.select().from(documentStates).where(isBaseOf(document));
		const rows = await tables
			.select()
			.from(documentUpdates)
			.where(and(eq(documentUpdates.document, document), lte(documentUpdates.seq, seq)))
			.orderBy(asc(documentUpdates.seq));
		return { base: base ? checkedBytes(document, base) : null, rows: rows.map((row) => checkedBytes(document, row)) };
	}

	async function moveBase({ document, seq, state }: BaseMove): Promise<void> {
		const base = { document, kind: 'base' as const, seq, bytes: state, checksum: checksumOf(state) };
		await tables.transaction(async (tx) => {
			await tx.delete(documentStates).where(isBaseOf(document));
			await tx.insert(documentStates).values(base);
			await tx
				.delete(documentUpdates)
				.where(and(eq(documentUpdates.document, document), lte(documentUpdates.seq, seq)));
		});
	}

	return { create, load, append, claimClients, compact, behind, withRowsBefore, loadForBase, moveBase };
}

const isHeadOf = (document: string) => and(eq(documentStates.document, document), eq(documentStates.kind, 'head'));
const isBaseOf = (document: string) => and(eq(documentStates.document, document), eq(documentStates.kind, 'base'));

async function newestHead(tx: Transaction, name: string): Promise<{ seq: number; bytes: Uint8Array } | null> {
	const [row] = await tx.select().from(documentStates).where(isHeadOf(name)).orderBy(desc(documentStates.seq)).limit(1);
	return row ? { seq: row.seq, bytes: checkedBytes(name, row) } : null;
}

interface StoredBytes {
	seq: number;
	bytes: Uint8Array;
	checksum: Uint8Array;
}

function checkedRow(document: string, row: StoredBytes & { actor: string }): LogRow {
	return { seq: row.seq, actor: row.actor, bytes: checkedBytes(document, row) };
}

function checkedBytes(document: string, { seq, bytes, checksum }: StoredBytes): Uint8Array {
	if (Buffer.compare(checksumOf(bytes), checksum) !== 0) {
		throw new Error(`Document ${document}: the stored bytes at ${seq} do not match their checksum.`);
	}
	return bytes;
}

function refuseGaps(document: string, stateSeq: number, tail: readonly LogRow[], head: number): void {
	tail.forEach((row, index) => {
		if (row.seq !== stateSeq + index + 1)
			throw new Error(`Document ${document}: update ${stateSeq + index + 1} is missing.`);
	});
	if (stateSeq + tail.length !== head) throw new Error(`Document ${document}: updates before ${head} are missing.`);
}

/** jsonb knows neither a zero character nor half of a pair: with one of them it would refuse state and rendering for good. */
export function asStorable(content: unknown): unknown {
	const json = JSON.stringify(content);
	if (!/\\u(?:0000|d[89a-f])/.test(json)) return content;
	return JSON.parse(json, (_, value: unknown) =>
		typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value
	);
}

function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
