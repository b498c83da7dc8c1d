// The board's drop-in: its door, the kind of entry the host is on, the next date.
import { eq } from 'drizzle-orm';
import { dropIns } from '#db/index.ts';
import { requireAccess } from '#shared/domain/access.ts';
import type { Actor } from '#shared/domain/actors.ts';
import type { EntryKind } from '#shared/documents/community-board.ts';
import type { Tables } from '../db/client.ts';
import type { Changes } from '../live/changes.ts';
import type { Spaces } from './spaces.ts';

export interface DropIn {
	door: 'open' | 'closed';
	/** What the host is on now; null when nobody leads. */
	currentKind: EntryKind | null;
	/** Null: to be decided. */
	nextStartsAt: Date | null;
}

export interface DropIns {
	of(space: string): Promise<DropIn>;
	setDoor(actor: Actor, space: string, door: 'open' | 'closed'): Promise<void>;
	setCurrentKind(actor: Actor, space: string, kind: EntryKind | null): Promise<void>;
	setNext(actor: Actor, space: string, startsAt: Date | null): Promise<void>;
}

export interface DropInsOptions {
	tables: Tables;
	spaces: Spaces;
	changes: Changes;
	now: () => Date;
}

export function createDropIns({ tables, spaces, changes, now }: DropInsOptions): DropIns {
	async function set(actor: Actor, space: string, values: Partial<typeof dropIns.$inferInsert>): Promise<void> {
		requireAccess(actor, 'board:host', await spaces.standing(space));
		await tables
			.insert(dropIns)
			.values({ space, ...values })
			.onConflictDoUpdate({ target: dropIns.space, set: values });
		changes.announce({ space, subject: 'space' });
	}

	return {
		async of(space) {
			const [row] = await tables.select().from(dropIns).where(eq(dropIns.space, space));
			if (!row) return { door: 'closed', currentKind: null, nextStartsAt: null };
			return { door: row.door, currentKind: row.currentKind as EntryKind | null, nextStartsAt: row.nextStartsAt };
		},
		async setDoor(actor, space, door) {
			// The host's place in the run-down belongs to one evening.
			await set(actor, space, door === 'open' ? { door, openedAt: now() } : { door, currentKind: null });
		},
		setCurrentKind: (actor, space, currentKind) => set(actor, space, { currentKind }),
		setNext: (actor, space, nextStartsAt) => set(actor, space, { nextStartsAt })
	};
}
