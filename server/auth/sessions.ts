// Signed-in browsers. Everything that knows lucia is in this file: its author has retired the package into a guide, and
// this is the whole surface to replace. The adapter stores SHA-256 of session ids only.
// Source of the rules: OWASP ASVS 7 (idle and absolute end of sessions).
import { and, eq, lte } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import { members, sessions } from '#db/index.ts';
import type { Tables } from '../db/client.ts';
import { hashSecret } from './secrets.ts';

export interface Sessions {
	start(member: string): Promise<{ id: string; expiresAt: Date }>;
	/** The member behind a session id. wasRenewed: the cookie's end has to be moved as well. Null: no such session. */
	resolve(id: string): Promise<{ member: string; expiresAt: Date; wasRenewed: boolean } | null>;
	/** The same without prolonging it: an open page is not somebody who is there. */
	peek(id: string): Promise<{ member: string } | null>;
	end(id: string): Promise<void>;
	endAllOf(member: string): Promise<void>;
}

const idleDays = 14;
const absoluteDays = 60;
const dayMs = 24 * 60 * 60 * 1000;

export function createSessions(tables: Tables, now: () => Date): Sessions {
	const lucia = new Lucia(createHashingAdapter(tables), {
		sessionExpiresIn: new TimeSpan(idleDays, 'd'),
		getSessionAttributes: ({ createdAt }) => ({ createdAt })
	});
	const isPastAbsoluteEnd = (createdAt: Date) => now().getTime() - createdAt.getTime() > absoluteDays * dayMs;
	return {
		async start(member) {
			const { id, expiresAt } = await lucia.createSession(member, { createdAt: now() });
			return { id, expiresAt };
		},
		async resolve(id) {
			const { session } = await lucia.validateSession(id);
			if (!session) return null;
			if (isPastAbsoluteEnd(session.createdAt)) {
				await lucia.invalidateSession(id);
				return null;
			}
			return { member: session.userId, expiresAt: session.expiresAt, wasRenewed: session.fresh };
		},
		async peek(id) {
			const [row] = await tables
				.select()
				.from(sessions)
				.where(eq(sessions.idHash, hashSecret(id)));
			if (!row || row.expiresAt <= now()) return null;
			return isPastAbsoluteEnd(row.createdAt) ? null : { member: row.member };
		},
		end: (id) => lucia.invalidateSession(id),
		endAllOf: (member) => lucia.invalidateUserSessions(member)
	};
}

/** Lucia's storage port. `getUserSessions` can only return hashes: they are good for listing, not for validating. */
function createHashingAdapter(tables: Tables): Adapter {
	return {
		async getSessionAndUser(id) {
			const [row] = await tables
				.select({ session: sessions, memberId: members.id })
				.from(sessions)
				.innerJoin(members, eq(members.id, sessions.member))
				.where(eq(sessions.idHash, hashSecret(id)));
			if (!row) return [null, null];
			const { member, expiresAt, createdAt } = row.session;
			return [
				{ id, userId: member, expiresAt, attributes: { createdAt } },
				{ id: row.memberId, attributes: {} }
			];
		},
		async getUserSessions(member) {
			const rows = await tables.select().from(sessions).where(eq(sessions.member, member));
			return rows.map(({ idHash, expiresAt, createdAt }): DatabaseSession => ({
				id: idHash,
				userId: member,
				expiresAt,
				attributes: { createdAt }
			}));
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			const { createdAt } = attributes;
			await tables.insert(sessions).values({ idHash: hashSecret(id), member: userId, expiresAt, createdAt });
		},
		async updateSessionExpiration(id, expiresAt) {
			await tables
				.update(sessions)
				.set({ expiresAt })
				.where(eq(sessions.idHash, hashSecret(id)));
		},
		async deleteSession(id) {
			await tables.delete(sessions).where(eq(sessions.idHash, hashSecret(id)));
		},
		async deleteUserSessions(member) {
			await tables.delete(sessions).where(and(eq(sessions.member, member)));
		},
		async deleteExpiredSessions() {
			await tables.delete(sessions).where(lte(sessions.expiresAt, new Date()));
		}
	};
}

declare module 'lucia' {
	interface Register {
		Lucia: Lucia<{ createdAt: Date }>;
		DatabaseSessionAttributes: { createdAt: Date };
		UserId: string;
	}
}
