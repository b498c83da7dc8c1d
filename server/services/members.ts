// People with an account: who they are, how they sign in, what they are in which space.
import { and, asc, eq, inArray } from 'drizzle-orm';
import { guests, members, memberships } from '#db/index.ts';
import { requireAccess, requireOverall } from '#shared/domain/access.ts';
import type { Actor, Member, Role } from '#shared/domain/actors.ts';
import { signInKey } from '#shared/domain/names.ts';
import { Refusal } from '#shared/domain/refusals.ts';
import { isPassword } from '../auth/passwords.ts';
import type { Tables } from '../db/client.ts';
import type { Changes } from '../live/changes.ts';
import type { Spaces } from './spaces.ts';

export interface SpaceMember {
	id: string;
	name: string;
	pronouns: string | null;
	role: Role;
}

export interface Profile {
	signInName: string;
	displayName: string;
	pronouns: string | null;
}

export interface Members {
	/** The member as an actor; null if there is none, or they are suspended. */
	load(id: string): Promise<Member | null>;
	/** The id of whoever this is. Refuses with wrong_sign_in, the same for an unknown name and a wrong password. */
	signIn(input: { signInName: string; password: string }): Promise<string>;
	ofSpace(actor: Actor, slug: string): Promise<SpaceMember[]>;
	/** Everybody with an account and their places: for stewards. */
	all(actor: Actor): Promise<{ id: string; name: string; isSteward: boolean; roles: Record<string, Role> }[]>;
	/** Into a space, to another role in it, or out of it (null). Refuses with not_found. */
	place(actor: Actor, input: { member: string; space: string; role: Role | null }): Promise<void>;
	profile(actor: Actor): Promise<Profile>;
	updateProfile(actor: Actor, input: { displayName: string; pronouns: string | null }): Promise<void>;
	/** Names of members and guests by actor id, for showing documents. Unknown ids are left out. */
	namesOf(ids: readonly string[]): Promise<Record<string, string>>;
}

export interface MembersOptions {
	tables: Tables;
	spaces: Spaces;
	changes: Changes;
}

export function createMembers({ tables, spaces, changes }: MembersOptions): Members {
	async function load(id: string): Promise<Member | null> {
		const rows = await tables
			.select({ member: members, space: memberships.space, role: memberships.role })
			.from(members)
			.leftJoin(memberships, eq(memberships.member, members.id))
			.where(eq(members.id, id));
		const member = rows[0]?.member;
		if (!member || member.suspendedAt) return null;
		const roles: Record<string, Role> = {};
		for (const { space, role } of rows) if (space && role) roles[space] = role;
		return { kind: 'member', id, name: member.displayName, isSteward: member.isSteward, roles };
	}

	async function own(actor: Actor) {
		if (actor.kind !== 'member') throw new Refusal('signed_out');
		const [row] = await tables.select().from(members).where(eq(members.id, actor.id));
		if (!row) throw new Refusal('signed_out');
		return row;
	}

	return {
		load,
		async signIn({ signInName, password }) {
			const [row] = await tables
				.select()
				.from(members)
				.where(eq(members.signInKey, signInKey(signInName)));
			const matches = await isPassword(password, row?.passwordHash ?? null);
			if (!matches || !row || row.suspendedAt) throw new Refusal('wrong_sign_in');
			return row.id;
		},
		async ofSpace(actor, slug) {
			requireAccess(actor, 'space:people', await spaces.standing(slug));
			return tables
				.select({ id: members.id, name: members.displayName, pronouns: members.pronouns, role: memberships.role })
				.from(memberships)
				.innerJoin(members, eq(members.id, memberships.member))
				.where(eq(memberships.space, slug))
				.orderBy(asc(members.displayName), asc(members.id));
		},
		async all(actor) {
			requireOverall(actor, 'member:place');
			const people = await tables.select().from(members).orderBy(asc(members.displayName), asc(members.id));
			const places = await tables.select().from(memberships);
			return people.map(({ id, displayName, isSteward }) => ({
				id,
				name: displayName,
				isSteward,
				roles: Object.fromEntries(
					places.filter(({ member }) => member === id).map(({ space, role }): [string, Role] => [space, role])
				)
			}));
		},
		async place(actor, { member, space, role }) {
			requireOverall(actor, 'member:place');
			await spaces.standing(space);
			const [known] = await tables.select({ id: members.id }).from(members).where(eq(members.id, member));
			if (!known) throw new Refusal('not_found');
			if (role === null) {
				await tables.delete(memberships).where(and(eq(memberships.member, member), eq(memberships.space, space)));
			} else {
				await tables
					.insert(memberships)
					.values({ member, space, role })
					.onConflictDoUpdate({ target: [memberships.member, memberships.space], set: { role } });
			}
			changes.announce({ space, subject: 'people' });
		},
		async profile(actor) {
			const { signInName, displayName, pronouns } = await own(actor);
			return { signInName, displayName, pronouns };
		},
		async updateProfile(actor, { displayName, pronouns }) {
			const { id } = await own(actor);
			await tables.update(members).set({ displayName, pronouns }).where(eq(members.id, id));
			const places = await tables.select().from(memberships).where(eq(memberships.member, id));
			for (const { space } of places) changes.announce({ space, subject: 'people' });
		},
		async namesOf(ids) {
			if (ids.length === 0) return {};
			const [known, dropIns] = await Promise.all([
				tables
					.select({ id: members.id, name: members.displayName })
					.from(members)
					.where(inArray(members.id, [...ids])),
				tables
					.select({ id: guests.id, name: guests.name })
					.from(guests)
					.where(inArray(guests.id, [...ids]))
			]);
			return Object.fromEntries([...known, ...dropIns].map(({ id, name }): [string, string] => [id, name]));
		}
	};
}
