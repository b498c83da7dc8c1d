// Whoever asks: a member, a guest, nobody we know, or the system itself. Ids of members and guests are what documents
// hold; names are looked up when a page is shown.

export type Role = 'member' | 'coordinator';

export interface Anonymous {
	kind: 'anonymous';
}

export interface Guest {
	kind: 'guest';
	/** "g_…" */
	id: string;
	name: string;
	/** The small number on the badge. */
	number: number;
	/** The one space this guest was let into. */
	space: string;
}

export interface Member {
	kind: 'member';
	/** "m_…" */
	id: string;
	name: string;
	isSteward: boolean;
	/** Role by the slug of the space. */
	roles: Record<string, Role>;
}

export interface System {
	kind: 'system';
	id: 'system';
}

export type Actor = Anonymous | Guest | Member | System;
/** An actor who can write: everyone but anonymous. */
export type KnownActor = Guest | Member | System;

export const anonymous: Anonymous = { kind: 'anonymous' };
export const system: System = { kind: 'system', id: 'system' };

export function isKnown(actor: Actor): actor is KnownActor {
	return actor.kind !== 'anonymous';
}
