// People who drop in on the board with a name and no account.
import { and, eq, gt, sql } from 'drizzle-orm';
import { guests, spaces as spaceTable } from '#db/index.ts';
import { requireAccess } from '#shared/domain/access.ts';
import type { Actor, Guest } from '#shared/domain/actors.ts';
import { hashSecret, newSecret, randomText } from '../auth/secrets.ts';
import type { Tables } from '../db/client.ts';
import type { Spaces } from './spaces.ts';

export interface Guests {
	/** The token goes into a cookie and is not stored. Refuses while the door is closed. */
	enter(actor: Actor, input: { space: string; name: string }): Promise<{ token: string; expiresAt: Date }>;
	/** Null: unknown, or over. */
	resolve(token: string): Promise<Guest | null>;
	leave(token: string): Promise<void>;
}

export interface GuestsOptions {
	tables: Tables;
	spaces: Spaces;
	now: () => Date;
}

/** A drop-in is over within the evening; a token that outlives it opens nothing. */
const guestHours = 12;

export function createGuests({ tables, spaces, now }: GuestsOptions): Guests {
	return {
		async enter(actor, { space, name }) {
			requireAccess(actor, 'board:enter', await spaces.standing(space));
			const token = newSecret();
			const expiresAt = new Date(now().getTime() + guestHours * 60 * 60 * 1000);
			const next = sql<number>`(select coalesce(max(${guests.number}), 0) + 1 from ${guests} where ${guests.space} = ${space})`;
			await tables.transaction(async (tx) => {
				// One after the other through the door, or two who come at once would get one number.
				await tx.select().from(spaceTable).where(eq(spaceTable.slug, space)).for('no key update');
				await tx
					.insert(guests)
					.values({ id: `g_${randomText(16)}`, space, name, number: next, tokenHash: hashSecret(token), expiresAt });
			});
			return { token, expiresAt };
		},
		async resolve(token) {
			const [row] = await tables
				.select()
				.from(guests)
				.where(and(eq(guests.tokenHash, hashSecret(token)), gt(guests.expiresAt, now())));
			return row ? { kind: 'guest', id: row.id, name: row.name, number: row.number, space: row.space } : null;
		},
		async leave(token) {
			// Ended, not deleted: the name stays beside what the guest wrote until traces fade.
			await tables
				.update(guests)
				.set({ expiresAt: now() })
				.where(eq(guests.tokenHash, hashSecret(token)));
		}
	};
}
