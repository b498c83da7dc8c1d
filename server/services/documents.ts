// Documents as pages and sockets ask for them: which there are, who may read and write them, what they say.
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import * as Y from 'yjs';
import { documentClients, documentRenderings, documents } from '#db/index.ts';
import { may, requireAccess, type SpaceAction } from '#shared/domain/access.ts';
import { isKnown, type Actor, type KnownActor } from '#shared/domain/actors.ts';
import { Refusal } from '#shared/domain/refusals.ts';
import { startAgenda } from '#shared/documents/agenda.ts';
import { startCommunityBoard } from '#shared/documents/community-board.ts';
import { startLetter, type LetterStart } from '#shared/documents/letter.ts';
import type { Words } from '#shared/documents/reading.ts';
import { readDocument, type ContentByKind, type DocumentKind } from '#shared/documents/kinds.ts';
import { agendaTemplateOf } from '../templates/agendas.ts';
import { randomText } from '../auth/secrets.ts';
import type { Tables } from '../db/client.ts';
import type { Changes } from '../live/changes.ts';
import type { Rights } from '../sync/connection.ts';
import type { UpdateStorage } from '../sync/storage.ts';
import type { Spaces } from './spaces.ts';

export interface DocumentSummary {
	name: string;
	kind: DocumentKind;
	title: Words;
	createdAt: Date;
	archivedAt: Date | null;
}

export interface DocumentView<Kind extends DocumentKind = DocumentKind> {
	name: string;
	kind: Kind;
	space: string;
	/** The document as plain JSON, up to `seq` of its log: readable before and without JavaScript. */
	content: ContentByKind[Kind];
	seq: number;
	mayWrite: boolean;
	isArchived: boolean;
}

export interface Documents {
	/** Returns the new document's name. `start` fills the empty document. */
	create(actor: Actor, input: { space: string; kind: DocumentKind; start(doc: Y.Doc): void }): Promise<string>;
	/** From the group's template. */
	createAgenda(actor: Actor, space: string): Promise<string>;
	createLetter(actor: Actor, space: string, start: LetterStart): Promise<string>;
	/** A fresh board for the next drop-in; the earlier one is put away and stays readable. */
	createCommunityBoard(actor: Actor, space: string): Promise<string>;
	/** An earlier board becomes the present one again, and the present one is put away. */
	bringBackCommunityBoard(actor: Actor, input: { space: string; name: string }): Promise<void>;
	/** Newest first. */
	list(actor: Actor, space: string, kind: DocumentKind): Promise<DocumentSummary[]>;
	/** The newest one that is not archived; null if there is none. */
	current<Kind extends DocumentKind>(actor: Actor, space: string, kind: Kind): Promise<DocumentView<Kind> | null>;
	/** Refuses with not_found, also if it is of another space or kind. */
	view<Kind extends DocumentKind>(
		actor: Actor,
		input: { space: string; kind: Kind; name: string }
	): Promise<DocumentView<Kind>>;
	archive(actor: Actor, name: string): Promise<void>;
	restore(actor: Actor, name: string): Promise<void>;
	/** For a live connection. Null: absent, or not theirs to see. */
	rightsTo(actor: Actor, name: string): Promise<Rights | null>;
	/** Which actor owns each clientID of a document. */
	writersOf(name: string, clientIds: readonly number[]): Promise<Map<number, string>>;
}

export interface DocumentsOptions {
	tables: Tables;
	storage: Pick<UpdateStorage, 'create'>;
	spaces: Spaces;
	changes: Changes;
	now: () => Date;
}

interface KindRights {
	read: SpaceAction;
	/** To have it open live. */
	join: SpaceAction;
	write: SpaceAction;
	/** To make, archive and bring back. */
	manage: SpaceAction;
	presence: SpaceAction;
}

const ofAGroup: KindRights = {
	read: 'space:read',
	join: 'space:read',
	write: 'space:write',
	manage: 'space:write',
	presence: 'space:people'
};
const rightsByKind: Record<DocumentKind, KindRights> = {
	agenda: ofAGroup,
	'task-board': ofAGroup,
	letter: ofAGroup,
	'community-board': {
		read: 'board:read',
		join: 'board:join',
		write: 'board:write',
		manage: 'board:host',
		presence: 'board:join'
	}
};

export function createDocuments({ tables, storage, spaces, changes, now }: DocumentsOptions): Documents {
	async function create(
		actor: Actor,
		{ space, kind, start }: { space: string; kind: DocumentKind; start(doc: Y.Doc): void }
	): Promise<string> {
		requireAccess(actor, rightsByKind[kind].manage, await spaces.standing(space));
		const doc = new Y.Doc();
		start(doc);
		const name = `${kind}-${randomText(16)}`;
		await storage.create({
			name,
			kind,
			space,
			createdBy: (actor as KnownActor).id,
			bytes: Y.encodeStateAsUpdate(doc),
			clientId: doc.clientID,
			content: readDocument(kind, doc)
		});
		doc.destroy();
		changes.announce({ space, subject: 'documents' });
		return name;
	}

	async function list(actor: Actor, space: string, kind: DocumentKind): Promise<DocumentSummary[]> {
		requireAccess(actor, rightsByKind[kind].read, await spaces.standing(space));
		const rows = await tables
			.select({ document: documents, content: documentRenderings.content })
			.from(documents)
			.innerJoin(documentRenderings, eq(documentRenderings.document, documents.name))
			.where(and(eq(documents.space, space), eq(documents.kind, kind)))
			.orderBy(desc(documents.createdAt), desc(documents.name));
		return rows.map(({ document, content }) => ({
			name: document.name,
			kind: document.kind,
			title: titleOf(document.kind, content),
			createdAt: document.createdAt,
			archivedAt: document.archivedAt
		}));
	}

	async function view<Kind extends DocumentKind>(
		actor: Actor,
		{ space, kind, name }: { space: string; kind: Kind; name: string }
	): Promise<DocumentView<Kind>> {
		const standing = await spaces.standing(space);
		requireAccess(actor, rightsByKind[kind].read, standing);
		const [row] = await tables
			.select()
			.from(documents)
			.innerJoin(documentRenderings, eq(documentRenderings.document, documents.name))
			.where(and(eq(documents.name, name), eq(documents.space, space), eq(documents.kind, kind)));
		if (!row) throw new Refusal('not_found');
		const isArchived = row.documents.archivedAt !== null;
		return {
			name,
			kind,
			space,
			content: row.document_renderings.content as ContentByKind[Kind],
			seq: row.document_renderings.seq,
			mayWrite: !isArchived && isKnown(actor) && may(actor, rightsByKind[kind].write, standing),
			isArchived
		};
	}

	async function setArchived(actor: Actor, name: string, archivedAt: Date | null): Promise<void> {
		const found = await spaces.standingOfDocument(name);
		if (!found) throw new Refusal('not_found');
		requireAccess(actor, rightsByKind[found.kind].manage, found.standing);
		await tables.update(documents).set({ archivedAt }).where(eq(documents.name, name));
		changes.announce({ space: found.standing.slug, subject: 'documents' });
	}

	async function current<Kind extends DocumentKind>(
		actor: Actor,
		space: string,
		kind: Kind
	): Promise<DocumentView<Kind> | null> {
		requireAccess(actor, rightsByKind[kind].read, await spaces.standing(space));
		const [newest] = await tables
			.select({ name: documents.name })
			.from(documents)
			.where(and(eq(documents.space, space), eq(documents.kind, kind), isNull(documents.archivedAt)))
			.orderBy(desc(documents.createdAt), desc(documents.name))
			.limit(1);
		return newest ? view(actor, { space, kind, name: newest.name }) : null;
	}

	return {
		create,
		createAgenda: (actor, space) =>
			create(actor, { space, kind: 'agenda', start: (doc) => startAgenda(doc, agendaTemplateOf(space)) }),
		createLetter: (actor, space, start) =>
			create(actor, { space, kind: 'letter', start: (doc) => startLetter(doc, start) }),
		async createCommunityBoard(actor, space) {
			const { name: title } = await spaces.bySlug(space);
			const earlier = await current(actor, space, 'community-board');
			const name = await create(actor, {
				space,
				kind: 'community-board',
				start: (doc) => startCommunityBoard(doc, title)
			});
			if (earlier) await setArchived(actor, earlier.name, now());
			return name;
		},
		async bringBackCommunityBoard(actor, { space, name }) {
			await view(actor, { space, kind: 'community-board', name }); // refuses what is none of this space's
			const present = await current(actor, space, 'community-board');
			await setArchived(actor, name, null);
			if (present && present.name !== name) await setArchived(actor, present.name, now());
		},
		list,
		view,
		current,
		archive: (actor, name) => setArchived(actor, name, now()),
		restore: (actor, name) => setArchived(actor, name, null),
		async rightsTo(actor, name) {
			const found = await spaces.standingOfDocument(name);
			if (!found) return null;
			const rights = rightsByKind[found.kind];
			if (!isKnown(actor) || !may(actor, rights.join, found.standing)) return null;
			return {
				mayWrite: !found.isArchived && may(actor, rights.write, found.standing),
				seesPresence: may(actor, rights.presence, found.standing)
			};
		},
		async writersOf(name, clientIds) {
			if (clientIds.length === 0) return new Map();
			const rows = await tables
				.select()
				.from(documentClients)
				.where(and(eq(documentClients.document, name), inArray(documentClients.clientId, [...clientIds])));
			return new Map(rows.map(({ clientId, actor }) => [clientId, actor]));
		}
	};
}

/** A letter's title is one text; the others have theirs in both languages. */
function titleOf(kind: DocumentKind, content: unknown): Words {
	if (kind === 'task-board') return {};
	const { title, lang } = content as { title: Words | string; lang?: 'en' | 'es' };
	return typeof title === 'string' ? { [lang ?? 'en']: title } : title;
}
