// Documents: the update log is the truth, states are merged copies of it, a rendering is what pages read.
// See server/sync/SPEC.md for the rules these tables keep.
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, moment } from './columns.ts';
import { spaces } from './spaces.ts';

const sequence = (name: string) => bigint(name, { mode: 'number' });
const documentName = () =>
	text('document')
		.notNull()
		.references(() => documents.name, { onDelete: 'cascade' });

export const documents = pgTable(
	'documents',
	{
		/** Kind and 16 random characters: "agenda-7f3k…". Also the last part of the /sync/ address. */
		name: text('name').primaryKey(),
		kind: text('kind', { enum: ['agenda', 'task-board', 'letter', 'community-board'] }).notNull(),
		space: text('space')
			.notNull()
			.references(() => spaces.slug, { onDelete: 'cascade', onUpdate: 'cascade' }),
		/** The seq of the newest row in the log; 0 before the first. */
		head: sequence('head').notNull().default(0),
		/** Raised by a restore: clients of an older generation set their edits aside and reload. */
		generation: integer('generation').notNull().default(1),
		createdBy: text('created_by').notNull(),
		createdAt: moment('created_at').notNull().defaultNow(),
		archivedAt: moment('archived_at')
	},
	(table) => [index('documents_space').on(table.space, table.kind)]
);

export const documentUpdates = pgTable(
	'document_updates',
	{
		document: documentName(),
		/** Per document, without gaps, in the order of commit. */
		seq: sequence('seq').notNull(),
		/** Who wrote it: an actor id. */
		actor: text('actor').notNull(),
		/** Yjs update v1, as received. */
		bytes: bytea('bytes').notNull(),
		/** SHA-256 of the bytes. */
		checksum: bytea('checksum').notNull(),
		committedAt: moment('committed_at').notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.document, table.seq] })]
);

export const documentStates = pgTable(
	'document_states',
	{
		document: documentName(),
		/** head: what newcomers get. base: where replay for history and undo starts. */
		kind: text('kind', { enum: ['head', 'base'] }).notNull(),
		/** The last update that this state contains. */
		seq: sequence('seq').notNull(),
		/** Yjs update v1 of the whole state. */
		bytes: bytea('bytes').notNull(),
		checksum: bytea('checksum').notNull(),
		createdAt: moment('created_at').notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.document, table.kind, table.seq] })]
);

export const documentClients = pgTable(
	'document_clients',
	{
		document: documentName(),
		/** A Yjs clientID (32 bits, unsigned). */
		clientId: sequence('client_id').notNull(),
		/** The actor whose connection announced it first; nobody else may write under it. */
		actor: text('actor').notNull()
	},
	(table) => [primaryKey({ columns: [table.document, table.clientId] })]
);

export const documentRenderings = pgTable('document_renderings', {
	document: documentName().primaryKey(),
	/** The last update that the content shows. */
	seq: sequence('seq').notNull(),
	/** The document as plain JSON: the type of its kind in src/shared/documents. */
	content: jsonb('content').notNull(),
	renderedAt: moment('rendered_at').notNull().defaultNow()
});

/** What a repair took out of the log or from among the states. Kept as it was, until its document is deleted. */
export const quarantinedBytes = pgTable(
	'quarantined_bytes',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		document: documentName(),
		source: text('source', { enum: ['update', 'head', 'base'] }).notNull(),
		seq: sequence('seq').notNull(),
		/** Why: see server/sync/repair.ts. "superseded" is sound, and is in the state that replaces it. */
		reason: text('reason').notNull(),
		/** Of an update; null for a state. */
		actor: text('actor'),
		bytes: bytea('bytes').notNull(),
		checksum: bytea('checksum').notNull(),
		/** When the row was written. */
		writtenAt: moment('written_at').notNull(),
		quarantinedAt: moment('quarantined_at').notNull().defaultNow()
	},
	(table) => [index('quarantined_bytes_document').on(table.document)]
);
