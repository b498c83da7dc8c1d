// Entries of the community board together with what belongs to them outside the document: the name to show and the
// private contact. Written by a form, so they work without JavaScript, and whole: entry and row, or neither is shown.
import { and, eq } from 'drizzle-orm';
import { entryPeople } from '#db/index.ts';
import { may, requireAccess, type SpaceStanding } from '#shared/domain/access.ts';
import { isKnown, type Actor, type KnownActor } from '#shared/domain/actors.ts';
import { Refusal } from '#shared/domain/refusals.ts';
import {
	addEntry,
	readCommunityBoard,
	removeEntry,
	type Entry,
	type NewEntry
} from '#shared/documents/community-board.ts';
import type { SecretBox } from '../auth/secret-box.ts';
import type { Tables } from '../db/client.ts';
import type { Changes } from '../live/changes.ts';
import { editDocument } from '../sync/own-edit.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Documents } from './documents.ts';
import type { Spaces } from './spaces.ts';

/** Beside the hosts: nobody, every member, or these people. */
export type ContactReaders = 'hosts' | 'members' | string[];

export interface EntryDetails {
	/** Null: no name is shown. */
	nameShown: string | null;
	/** A host writes for somebody who could not come. */
	isForSomebodyElse: boolean;
	/** Null: none. */
	contact: string | null;
	contactReaders: ContactReaders;
}

/** What one reader gets to know of the person behind an entry. */
export interface EntryPerson {
	name: string | null;
	isForSomebodyElse: boolean;
	isMine: boolean;
	/** Whether a contact was left; who may not read it can ask a host. */
	hasContact: boolean;
	/** Only for those who may read it. */
	contact: string | null;
}

type NewEntryFields = Omit<NewEntry, 'by' | 'id'> & { id: string };

export interface Entries {
	/** Sent twice with one id, it is added once. */
	add(actor: Actor, document: string, entry: NewEntryFields, details: EntryDetails): Promise<void>;
	/** The writer or a host changes name and contact. */
	describe(actor: Actor, document: string, entry: string, details: EntryDetails): Promise<void>;
	/** The writer or a host takes an entry off the board, with its row. */
	remove(actor: Actor, document: string, entry: string): Promise<void>;
	/** By entry id. Entries without a row and without this actor's hand are left out. */
	peopleOf(actor: Actor, document: string, entries: readonly Entry[]): Promise<Record<string, EntryPerson>>;
}

export interface EntriesOptions {
	tables: Tables;
	documents: Documents;
	spaces: Spaces;
	rooms: Rooms;
	secretBox: SecretBox;
	changes: Changes;
	/** Brings the rendering of a document up to date at once. */
	render(document: string): Promise<void>;
}

export function createEntries(options: EntriesOptions): Entries {
	const { tables, documents, spaces, rooms, secretBox, changes, render } = options;

	/** The board the document is; refuses what is none. */
	async function boardOf(document: string): Promise<{ standing: SpaceStanding; isArchived: boolean }> {
		const found = await spaces.standingOfDocument(document);
		if (found?.kind !== 'community-board') throw new Refusal('not_found');
		return found;
	}

	async function requireWriting(actor: Actor, document: string): Promise<KnownActor> {
		const { standing, isArchived } = await boardOf(document);
		if (isArchived || !isKnown(actor) || !may(actor, 'board:write', standing)) throw new Refusal('board_closed');
		return actor;
	}

	/** Whose entry it really is: the owner of the clientID that made it. Refuses unless that is this actor, or a host asks. */
	async function requireOwnOrHost(actor: Actor, document: string, entry: string): Promise<string> {
		const { standing } = await boardOf(document);
		const room = await rooms.open(document);
		const found = room && readCommunityBoard(room.copy()).entries.find(({ id }) => id === entry);
		if (!found || found.client === null) throw new Refusal('not_found');
		const writer = (await documents.writersOf(document, [found.client])).get(found.client) ?? 'unknown';
		if (isKnown(actor) && writer === actor.id) await requireWriting(actor, document);
		else if (!may(actor, 'board:host', standing)) throw new Refusal('entry_not_yours');
		return writer;
	}

	async function store(writer: string, document: string, entry: string, details: EntryDetails): Promise<void> {
		const { nameShown, isForSomebodyElse, contact, contactReaders } = details;
		const values = {
			nameShown,
			isForSomebodyElse,
			contact: contact === null ? null : secretBox.seal(contact, boxPlace(document, entry, writer)),
			contactReaders: contactReaders === 'hosts' ? [] : contactReaders === 'members' ? ['members'] : contactReaders
		};
		await tables
			.insert(entryPeople)
			.values({ document, entry, actor: writer, ...values })
			.onConflictDoUpdate({ target: [entryPeople.document, entryPeople.entry, entryPeople.actor], set: values });
	}

	/** Pages read the rendering: it has to show what they are told of. */
	async function announce(document: string): Promise<void> {
		await render(document);
		const { standing } = await boardOf(document);
		changes.announce({ space: standing.slug, subject: 'entries' });
	}

	function personOf(row: typeof entryPeople.$inferSelect, isMine: boolean, mayReach: boolean): EntryPerson {
		const { document, entry, actor, nameShown, isForSomebodyElse, contact } = row;
		return {
			name: nameShown,
			isForSomebodyElse,
			isMine,
			hasContact: contact !== null,
			contact: contact && mayReach ? secretBox.open(contact, boxPlace(document, entry, actor)) : null
		};
	}

	return {
		async add(actor, document, entry, details) {
			const writer = await requireWriting(actor, document);
			// The row first: whoever sees the entry can already be told the name.
			await store(writer.id, document, entry.id, details);
			await editDocument(rooms, { name: document, actor: writer }, (doc) => {
				const isThere = readCommunityBoard(doc).entries.some(({ id }) => id === entry.id);
				if (!isThere) addEntry(doc, { ...entry, by: writer.id });
			});
			await announce(document);
		},
		async describe(actor, document, entry, details) {
			const writer = await requireOwnOrHost(actor, document, entry);
			await store(writer, document, entry, details);
			await announce(document);
		},
		async remove(actor, document, entry) {
			await requireOwnOrHost(actor, document, entry);
			const by = actor as KnownActor; // both the writer and a host are known
			await editDocument(rooms, { name: document, actor: by }, (doc) => removeEntry(doc, entry));
			await tables.delete(entryPeople).where(and(eq(entryPeople.document, document), eq(entryPeople.entry, entry)));
			await announce(document);
		},
		async peopleOf(actor, document, entries) {
			const { standing } = await boardOf(document);
			requireAccess(actor, 'board:read', standing);
			const clientIds = entries.flatMap(({ client }) => (client === null ? [] : [client]));
			const writers = await documents.writersOf(document, clientIds);
			const rows = await tables.select().from(entryPeople).where(eq(entryPeople.document, document));
			const rowByKey = new Map(rows.map((row) => [`${row.entry} ${row.actor}`, row]));
			const isHost = may(actor, 'board:host', standing);
			const people: Record<string, EntryPerson> = {};
			for (const { id, client } of entries) {
				const writer = client === null ? undefined : writers.get(client);
				const row = writer === undefined ? undefined : rowByKey.get(`${id} ${writer}`);
				const isMine = isKnown(actor) && writer === actor.id;
				if (row) people[id] = personOf(row, isMine, isHost || isMine || mayReadContact(actor, row.contactReaders));
				else if (isMine)
					people[id] = { name: null, isForSomebodyElse: false, isMine, hasContact: false, contact: null };
			}
			return people;
		}
	};
}

/** What a contact's box is bound to: a box copied into another row does not open there. */
/** What a sealed contact belongs to: see server/auth/secret-box.ts. */
export function boxPlace(document: string, entry: string, writer: string): string {
	return `${document}/${entry}/${writer}`;
}

function mayReadContact(actor: Actor, readers: readonly string[]): boolean {
	if (!isKnown(actor)) return false;
	return readers.includes(actor.id) || (actor.kind === 'member' && readers.includes('members'));
}
