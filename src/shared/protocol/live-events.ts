// What socket.io carries: that something changed, and what is only true now. Never a record.

export type ChangeSubject =
	/** Documents of the space were made, archived, restored, or show new text. */
	| 'documents'
	/** Members, roles, guests. Access may be different now. */
	| 'people'
	/** Name, purpose, times, contact, what is open to whom, the board's door. Access may be different now. */
	| 'space'
	/** Names and contacts beside the board's entries. */
	| 'entries';

export interface Change {
	space: string;
	subject: ChangeSubject;
}

/** Somebody who has a document of the space open. */
export interface Presence {
	/** Actor id. */
	id: string;
	name: string;
	/** The number on a guest's badge; null for a member. */
	guest: number | null;
	/** Which kind of document they are in. */
	kind: string;
	document: string;
	/** The id of the item, task or entry they are at, if their screen says so. */
	at: string | null;
}

export interface ServerEvents {
	changed(change: Change): void;
	presence(space: string, people: Presence[]): void;
}

export interface ClientEvents {
	/** Hear of one space. Answers whether that is allowed; hearing of another replaces it. */
	watch(space: string, answer: (allowed: boolean) => void): void;
}
