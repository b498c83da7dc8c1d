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
	/** Who reads the contact, with the names of people who were chosen. Only for the writer and hosts: null for others. */
	contactReaders: 'hosts' | 'members' | { id: string; name: string }[] | null;
}

type NewEntryFields = Omit<NewEntry, 'by' | 'id'> & { id: string };

export interface Entries {
	/** Sent twice with one id, it is added once. */
	add(actor: Actor, document: string, entry: NewEntryFields, details: EntryDetails): Promise<void>;
	/** The writer or a host changes name and contact. Only a host says that it is for somebody else. */
	describe(actor: Actor, document: string, entry: string, details: EntryDetails): Promise<void>;
	/** The writer or a host takes the private contact back. The writer may while their visit lasts, also with the door closed. */
	forgetContact(actor: Actor, document: string, entry: string): Promise<void>;
	/** The writer or a host takes an entry off the board, with its row. The writer as above. */
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
	/** Names by actor id. */
	namesOf(ids: readonly string[]): Promise<Record<string, string>>;
	/** Brings the rendering of a document up to date at once. */
	render(document: string): Promise<void>;
}

export function createEntries(options: EntriesOptions): Entries {
	const { tables, documents, spaces, rooms, secretBox, changes, namesOf, render } = options;

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
	async function requireOwnOrHost(
		actor: Actor,
		{ document, entry, to }: { document: string; entry: string; to: 'write' | 'forget' }
	): Promise<{ writer: string; isHost: boolean }> {
		const { standing } = await boardOf(document);
		const room = await rooms.open(document);
		const found = room && readCommunityBoard(room.copy()).entries.find(({ id }) => id === entry);
		if (!found || found.client === null) throw new Refusal('not_found');
		const writer = (await documents.writersOf(document, [found.client])).get(found.client) ?? 'unknown';
		const isHost = may(actor, 'board:host', standing);
		const isMine = isKnown(actor) && writer === actor.id;
		if (!isMine && !isHost) throw new Refusal('entry_not_yours');
		if (isMine && to === 'write') await requireWriting(actor, document);
		if (isMine && to === 'forget') requireAccess(actor, 'board:forget', standing);
		return { writer, isHost };
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

	async function storedDetails(document: string, entry: string, writer: string) {
		const [row] = await tables
			.select({ isForSomebodyElse: entryPeople.isForSomebodyElse })
			.from(entryPeople)
			.where(whoseRow(document, entry, writer));
		return row ?? { isForSomebodyElse: false };
	}

	function personOf(
		row: typeof entryPeople.$inferSelect,
		{ isMine, isHost, mayRead, names }: { isMine: boolean; isHost: boolean; mayRead: boolean; names: NameById }
	): EntryPerson {
		const { document, entry, actor, nameShown, isForSomebodyElse, contact } = row;
		return {
			name: nameShown,
			isForSomebodyElse,
			isMine,
			hasContact: contact !== null,
			contact: contact && mayRead ? secretBox.open(contact, boxPlace(document, entry, actor)) : null,
			contactReaders: isMine || isHost ? readersOf(row.contactReaders, names) : null
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
			const { writer, isHost } = await requireOwnOrHost(actor, { document, entry, to: 'write' });
			const { isForSomebodyElse } = isHost ? details : await storedDetails(document, entry, writer);
			await store(writer, document, entry, { ...details, isForSomebodyElse });
			await announce(document);
		},
		async forgetContact(actor, document, entry) {
			const { writer } = await requireOwnOrHost(actor, { document, entry, to: 'forget' });
			await tables
				.update(entryPeople)
				.set({ contact: null, contactReaders: [] })
				.where(whoseRow(document, entry, writer));
			await announce(document);
		},
		async remove(actor, document, entry) {
			await requireOwnOrHost(actor, { document, entry, to: 'forget' });
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
			const chosen = rows.flatMap(({ actor: writer, contactReaders }) =>
				isHost || (isKnown(actor) && writer === actor.id) ? contactReaders : []
			);
			const names = await namesOf([...new Set(chosen)].filter((id) => id !== 'members'));
			const people: Record<string, EntryPerson> = {};
			for (const { id, client } of entries) {
				const writer = client === null ? undefined : writers.get(client);
				const row = writer === undefined ? undefined : rowByKey.get(`${id} ${writer}`);
				const isMine = isKnown(actor) && writer === actor.id;
				const mayRead = isHost || isMine || (row !== undefined && mayReadContact(actor, row.contactReaders));
				if (row) people[id] = personOf(row, { isMine, isHost, mayRead, names });
				else if (isMine) people[id] = { ...nobodyYet, isMine };
			}
			return people;
		}
	};
}

type NameById = Record<string, string>;

/** An entry that was made without its row. */
const nobodyYet: EntryPerson = {
	name: null,
	isForSomebodyElse: false,
	isMine: false,
	hasContact: false,
	contact: null,
	contactReaders: 'hosts'
};

const whoseRow = (document: string, entry: string, writer: string) =>
	and(eq(entryPeople.document, document), eq(entryPeople.entry, entry), eq(entryPeople.actor, writer));

/** Whoever is not known any more is left out. */
function readersOf(readers: readonly string[], names: NameById): NonNullable<EntryPerson['contactReaders']> {
	if (readers.includes('members')) return 'members';
	const people = readers.flatMap((id) => {
		const name = names[id];
		return name === undefined ? [] : [{ id, name }];
	});
	return people.length > 0 ? people : 'hosts';
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
