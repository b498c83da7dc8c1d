// Who may do what: one policy table. Every page, form action, /sync connection and socket.io event asks `may` or
// `requireAccess`; a right that is not in the table does not exist. Pure: the caller brings the space as it is now.
import type { Actor } from './actors.ts';
import { Refusal } from './refusals.ts';

/** What an actor is to one space. A steward is also whatever they are to that space as a person. */
export type Principal =
	'anonymous' | 'guest' | 'otherGuest' | 'member' | 'otherMember' | 'coordinator' | 'steward' | 'system';

/** What access depends on, as it is at this moment. */
export interface SpaceStanding {
	slug: string;
	kind: 'group' | 'board';
	/** Members of other spaces may read. */
	openToMembers: boolean;
	/** Guests may write. Only the board has a door. */
	door: 'open' | 'closed';
	archived: boolean;
}

type Condition = (space: SpaceStanding) => boolean;
type Row = Partial<Record<Principal, true | Condition>>;

const whenOpenToMembers: Condition = (space) => space.openToMembers;
const whenTheDoorIsOpen: Condition = (space) => space.door === 'open';

const everyone: Row = {
	anonymous: true,
	guest: true,
	otherGuest: true,
	member: true,
	otherMember: true,
	coordinator: true,
	steward: true,
	system: true
};
const itsPeople: Row = { member: true, coordinator: true, system: true };

/** Rights within one space. */
export const spaceRules = {
	/** Purpose, usual times, public contact, how to plug in. */
	'space:see': everyone,
	/** Agenda, task board and letter drafts. A steward who is not in the group has no reason to read it. */
	'space:read': { ...itsPeople, otherMember: whenOpenToMembers },
	'space:write': itsPeople,
	/** Member names, who is here now. */
	'space:people': itsPeople,
	'space:settings': { coordinator: true, steward: true, system: true },
	'space:invite': { steward: true, system: true },
	'space:archive': { steward: true, system: true },
	/** Entries and towns of the board. */
	'board:read': everyone,
	/** Come in with a name and no account. Whoever has one already is in. */
	'board:enter': { anonymous: whenTheDoorIsOpen, otherGuest: whenTheDoorIsOpen },
	/** A live connection to the board, and who is here. */
	'board:join': { guest: true, member: true, otherMember: true, coordinator: true, system: true },
	'board:write': { guest: whenTheDoorIsOpen, member: true, otherMember: true, coordinator: true, system: true },
	/** Take one's own entry or private contact back: to forget is not to write, so the door has no say in it. */
	'board:forget': { guest: true, member: true, otherMember: true, coordinator: true, system: true },
	/** Open and close the door, lead the run-down, set the next date, see private contacts, start a fresh board. */
	'board:host': { coordinator: true, system: true }
} satisfies Record<string, Row>;

/** Rights over the whole instance: stewards look after it. */
export const instanceRules = {
	'space:create': { steward: true, system: true },
	'member:place': { steward: true, system: true },
	'organization:edit': { steward: true, system: true },
	'demo:remove': { steward: true, system: true }
} satisfies Record<string, Row>;

export type SpaceAction = keyof typeof spaceRules;
export type InstanceAction = keyof typeof instanceRules;

/** What is left of a space that is archived: it can be read, what one wrote taken back, and a steward can bring it back. */
const stillAllowedWhenArchived: ReadonlySet<SpaceAction> = new Set<SpaceAction>([
	'space:see',
	'space:read',
	'space:people',
	'space:archive',
	'board:read',
	'board:forget'
]);

/** Every principal this actor is to the space, most people one, a steward two. */
export function principalsOf(actor: Actor, slug: string | null): Principal[] {
	switch (actor.kind) {
		case 'anonymous':
			return ['anonymous'];
		case 'system':
			return ['system'];
		case 'guest':
			return [actor.space === slug ? 'guest' : 'otherGuest'];
		case 'member': {
			// A group may be called "constructor": only what stands in the table itself is a role.
			const role = slug !== null && Object.hasOwn(actor.roles, slug) ? actor.roles[slug] : undefined;
			const asPerson: Principal = role ?? 'otherMember';
			return actor.isSteward ? [asPerson, 'steward'] : [asPerson];
		}
	}
}

export function may(actor: Actor, action: SpaceAction, space: SpaceStanding): boolean {
	if (space.archived && !stillAllowedWhenArchived.has(action)) return false;
	const row: Row = spaceRules[action];
	return principalsOf(actor, space.slug).some((principal) => {
		const rule = row[principal];
		return typeof rule === 'function' ? rule(space) : rule === true;
	});
}

export function mayOverall(actor: Actor, action: InstanceAction): boolean {
	const row: Row = instanceRules[action];
	return principalsOf(actor, null).some((principal) => row[principal] === true);
}

/** Refuses with forbidden, or with not_found for a right to read: what is absent and what is not yours look alike. */
export function requireAccess(actor: Actor, action: SpaceAction, space: SpaceStanding): void {
	if (may(actor, action, space)) return;
	throw new Refusal(action.endsWith(':read') ? 'not_found' : 'forbidden');
}

export function requireOverall(actor: Actor, action: InstanceAction): void {
	if (!mayOverall(actor, action)) throw new Refusal('forbidden');
}
