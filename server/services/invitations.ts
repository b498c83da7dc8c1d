// Links that make members: the one-time claim link of the first steward, and invitations into a space.
import { and, count, eq, gt, isNull, sql } from 'drizzle-orm';
import { invitations, members, memberships } from '#db/index.ts';
import { requireAccess } from '#shared/domain/access.ts';
import type { Actor, Role } from '#shared/domain/actors.ts';
import { signInKey } from '#shared/domain/names.ts';
import { Refusal } from '#shared/domain/refusals.ts';
import { hashPassword } from '../auth/passwords.ts';
import { hashSecret, newSecret, randomText } from '../auth/secrets.ts';
import type { Tables, Transaction } from '../db/client.ts';
import type { Changes } from '../live/changes.ts';
import type { Spaces } from './spaces.ts';

export interface NewMember {
	signInName: string;
	displayName: string;
	pronouns: string | null;
	password: string;
}

export interface Invitation {
	id: string;
	role: Role;
	usesLeft: number;
	expiresAt: Date;
}

export interface Invitations {
	/** Whether there is a steward. */
	isClaimed(): Promise<boolean>;
	/** While nobody is a steward: a new claim secret, and every earlier one is void. Null once there is a steward. */
	renewClaim(): Promise<string | null>;
	/** The secret is shown once and not stored. */
	create(actor: Actor, input: { space: string; role: Role; uses: number; days: number }): Promise<string>;
	/** The open invitations of a space. */
	ofSpace(actor: Actor, space: string): Promise<Invitation[]>;
	revoke(actor: Actor, input: { space: string; id: string }): Promise<void>;
	/** What a link is for. Refuses with invitation_invalid: unknown, used up, over and revoked look alike. */
	look(secret: string): Promise<{ kind: 'claim' | 'join'; space: string | null; role: Role }>;
	/** A new account, in the space of the invitation; with a claim link a steward, in the spaces they say they are in. */
	accept(secret: string, newMember: NewMember, spaces: readonly string[]): Promise<string>;
	/**
	 * Somebody with an account joins one more space, or rises to a higher role in one they are in. Refuses with
	 * nothing_to_join, and keeps the use, where they are that already.
	 */
	acceptAs(actor: Actor, secret: string): Promise<string>;
}

export interface InvitationsOptions {
	tables: Tables;
	spaces: Spaces;
	changes: Changes;
	now: () => Date;
}

const dayMs = 24 * 60 * 60 * 1000;
/** The claim link is printed anew at every start; this only bounds a forgotten terminal. */
const claimDays = 7;

export function createInvitations({ tables, spaces, changes, now }: InvitationsOptions): Invitations {
	const isOpen = () =>
		and(gt(invitations.usesLeft, 0), gt(invitations.expiresAt, now()), isNull(invitations.revokedAt));
	const isOpenWith = (secret: string) => and(eq(invitations.secretHash, hashSecret(secret)), isOpen());

	/** Takes one use. In a transaction: a sign-in name that is taken gives the use back. */
	async function spend(tx: Transaction, secret: string) {
		const [invitation] = await tx
			.update(invitations)
			.set({ usesLeft: sql`${invitations.usesLeft} - 1` })
			.where(isOpenWith(secret))
			.returning();
		if (!invitation) throw new Refusal('invitation_invalid');
		return invitation;
	}

	async function createMember(tx: Transaction, newMember: NewMember, isSteward: boolean): Promise<string> {
		const { signInName, displayName, pronouns, password } = newMember;
		const id = `m_${randomText(16)}`;
		const passwordHash = await hashPassword(password);
		const inserted = await tx
			.insert(members)
			.values({ id, signInName, signInKey: signInKey(signInName), displayName, pronouns, passwordHash, isSteward })
			.onConflictDoNothing()
			.returning();
		if (inserted.length === 0) throw new Refusal('sign_in_name_taken');
		return id;
	}

	async function isClaimed(): Promise<boolean> {
		const [stewards] = await tables.select({ count: count() }).from(members).where(eq(members.isSteward, true));
		return (stewards?.count ?? 0) > 0;
	}

	return {
		isClaimed,
		async renewClaim() {
			if (await isClaimed()) return null;
			const secret = newSecret();
			const expiresAt = new Date(now().getTime() + claimDays * dayMs);
			await tables.transaction(async (tx) => {
				await tx.delete(invitations).where(eq(invitations.kind, 'claim'));
				await tx.insert(invitations).values({
					secretHash: hashSecret(secret),
					kind: 'claim',
					role: 'coordinator',
					usesLeft: 1,
					createdBy: 'system',
					expiresAt
				});
			});
			return secret;
		},
		async create(actor, { space, role, uses, days }) {
			requireAccess(actor, 'space:invite', await spaces.standing(space));
			const secret = newSecret();
			await tables.insert(invitations).values({
				secretHash: hashSecret(secret),
				kind: 'join',
				space,
				role,
				usesLeft: uses,
				createdBy: actor.kind === 'member' ? actor.id : 'system',
				expiresAt: new Date(now().getTime() + days * dayMs)
			});
			return secret;
		},
		async ofSpace(actor, space) {
			requireAccess(actor, 'space:invite', await spaces.standing(space));
			return tables
				.select({
					id: invitations.id,
					role: invitations.role,
					usesLeft: invitations.usesLeft,
					expiresAt: invitations.expiresAt
				})
				.from(invitations)
				.where(and(eq(invitations.space, space), isOpen()))
				.orderBy(invitations.createdAt);
		},
		async revoke(actor, { space, id }) {
			requireAccess(actor, 'space:invite', await spaces.standing(space));
			await tables
				.update(invitations)
				.set({ revokedAt: now() })
				.where(and(eq(invitations.id, id), eq(invitations.space, space)));
		},
		async look(secret) {
			const [invitation] = await tables.select().from(invitations).where(isOpenWith(secret));
			if (!invitation) throw new Refusal('invitation_invalid');
			const { kind, space, role } = invitation;
			return { kind, space, role };
		},
		async accept(secret, newMember, chosenSpaces) {
			const known = new Set((await spaces.all()).map(({ slug }) => slug));
			const joined = await tables.transaction(async (tx) => {
				const invitation = await spend(tx, secret);
				const isClaim = invitation.kind === 'claim';
				const id = await createMember(tx, newMember, isClaim);
				const places = isClaim ? chosenSpaces.filter((slug) => known.has(slug)) : [invitation.space ?? ''];
				for (const space of places) {
					await tx.insert(memberships).values({ member: id, space, role: invitation.role });
				}
				return { id, places };
			});
			for (const space of joined.places) changes.announce({ space, subject: 'people' });
			return joined.id;
		},
		async acceptAs(actor, secret) {
			if (actor.kind !== 'member') throw new Refusal('signed_out');
			const space = await tables.transaction(async (tx) => {
				const invitation = await spend(tx, secret);
				if (invitation.kind !== 'join' || !invitation.space) throw new Refusal('invitation_invalid');
				const place = { member: actor.id, space: invitation.space, role: invitation.role };
				const changed = await tx
					.insert(memberships)
					.values(place)
					.onConflictDoUpdate({
						target: [memberships.member, memberships.space],
						set: { role: 'coordinator' },
						setWhere: sql`${memberships.role} = 'member' and excluded.role = 'coordinator'`
					})
					.returning();
				if (changed.length === 0) throw new Refusal('nothing_to_join'); // gives the use back
				return invitation.space;
			});
			changes.announce({ space, subject: 'people' });
			return space;
		}
	};
}
