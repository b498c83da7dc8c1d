// The spaces: what anyone may know of them, and what access depends on.
import { asc, eq } from 'drizzle-orm';
import { documents, dropIns, meetingTimes, spaces } from '#db/index.ts';
import { requireAccess, requireOverall, type SpaceStanding } from '#shared/domain/access.ts';
import type { Actor } from '#shared/domain/actors.ts';
import { Refusal } from '#shared/domain/refusals.ts';
import type { DocumentKind } from '#shared/documents/kinds.ts';
import type { MeetingTime } from '#shared/domain/meeting-times.ts';
import type { Bilingual, SpaceFace } from '#shared/domain/spaces.ts';
import type { Tables } from '../db/client.ts';
import type { Changes } from '../live/changes.ts';

export interface FaceEdit {
	nameEn: string;
	nameEs: string;
	purposeEn: string;
	purposeEs: string;
	contact: string | null;
	/** One language stands for both while the other is missing. */
	rhythmEn: string | null;
	rhythmEs: string | null;
}

export interface NewSpace extends Omit<FaceEdit, 'contact' | 'rhythmEn' | 'rhythmEs'> {
	slug: string;
	organization: string;
	shape: string;
}

export interface Spaces {
	/** The public face of every space that is not archived, in their order. */
	all(): Promise<SpaceFace[]>;
	/** Archived ones too: for stewards, who can bring them back. */
	archived(actor: Actor): Promise<SpaceFace[]>;
	/** Refuses with not_found. */
	bySlug(slug: string): Promise<SpaceFace>;
	/** What access depends on, as it is now. Refuses with not_found. */
	standing(slug: string): Promise<SpaceStanding>;
	/** The same for the space of a document; null if there is no such document. */
	standingOfDocument(
		name: string
	): Promise<{ standing: SpaceStanding; kind: DocumentKind; isArchived: boolean } | null>;
	editFace(actor: Actor, slug: string, edit: FaceEdit): Promise<void>;
	/** An empty list: to be decided. */
	setTimes(actor: Actor, slug: string, times: readonly MeetingTime[]): Promise<void>;
	/** A member of the group says that what came from the old page is right. */
	confirm(actor: Actor, slug: string, what: 'times' | 'contact'): Promise<void>;
	setOpenToMembers(actor: Actor, slug: string, open: boolean): Promise<void>;
	create(actor: Actor, space: NewSpace): Promise<void>;
	archive(actor: Actor, slug: string): Promise<void>;
	restore(actor: Actor, slug: string): Promise<void>;
}

export interface SpacesOptions {
	tables: Tables;
	changes: Changes;
	now: () => Date;
	/** Gives a new space its first documents. */
	start(space: Pick<SpaceFace, 'slug' | 'kind' | 'name'>): Promise<void>;
}

export function createSpaces({ tables, changes, now, start }: SpacesOptions): Spaces {
	async function faces(archivedToo: boolean): Promise<SpaceFace[]> {
		const rows = await tables.select().from(spaces).orderBy(asc(spaces.position), asc(spaces.slug));
		const times = await tables
			.select()
			.from(meetingTimes)
			.orderBy(asc(meetingTimes.weekday), asc(meetingTimes.startsAt));
		return rows
			.filter((row) => archivedToo || row.archivedAt === null)
			.map((row) =>
				faceOf(
					row,
					times.filter(({ space }) => space === row.slug)
				)
			);
	}

	async function bySlug(slug: string): Promise<SpaceFace> {
		const [row] = await tables.select().from(spaces).where(eq(spaces.slug, slug));
		if (!row) throw new Refusal('not_found');
		const times = await tables
			.select()
			.from(meetingTimes)
			.where(eq(meetingTimes.space, slug))
			.orderBy(asc(meetingTimes.weekday), asc(meetingTimes.startsAt));
		return faceOf(row, times);
	}

	async function standing(slug: string): Promise<SpaceStanding> {
		const [row] = await tables
			.select()
			.from(spaces)
			.leftJoin(dropIns, eq(dropIns.space, spaces.slug))
			.where(eq(spaces.slug, slug));
		if (!row) throw new Refusal('not_found');
		return standingFrom(row.spaces, row.drop_ins);
	}

	async function change(slug: string, values: Partial<typeof spaces.$inferInsert>): Promise<void> {
		await tables.update(spaces).set(values).where(eq(spaces.slug, slug));
		changes.announce({ space: slug, subject: 'space' });
	}

	return {
		all: () => faces(false),
		async archived(actor) {
			requireOverall(actor, 'space:create');
			return (await faces(true)).filter((face) => face.isArchived);
		},
		bySlug,
		standing,
		async standingOfDocument(name) {
			const [row] = await tables
				.select()
				.from(documents)
				.innerJoin(spaces, eq(spaces.slug, documents.space))
				.leftJoin(dropIns, eq(dropIns.space, spaces.slug))
				.where(eq(documents.name, name));
			if (!row) return null;
			return {
				standing: standingFrom(row.spaces, row.drop_ins),
				kind: row.documents.kind,
				isArchived: row.documents.archivedAt !== null
			};
		},
		async editFace(actor, slug, edit) {
			requireAccess(actor, 'space:settings', await standing(slug));
			const before = await bySlug(slug);
			// A contact that somebody typed in just now needs no confirming.
			const contactConfirmedAt = edit.contact === before.contact ? undefined : now();
			await change(slug, { ...edit, ...(contactConfirmedAt && { contactConfirmedAt }) });
		},
		async setTimes(actor, slug, times) {
			requireAccess(actor, 'space:settings', await standing(slug));
			await tables.transaction(async (tx) => {
				await tx.delete(meetingTimes).where(eq(meetingTimes.space, slug));
				if (times.length > 0) {
					await tx
						.insert(meetingTimes)
						.values(times.map(({ weekday, startsAt }) => ({ space: slug, weekday, startsAt })));
				}
			});
			await change(slug, { timesConfirmedAt: now() });
		},
		async confirm(actor, slug, what) {
			requireAccess(actor, 'space:write', await standing(slug));
			await change(slug, what === 'times' ? { timesConfirmedAt: now() } : { contactConfirmedAt: now() });
		},
		async setOpenToMembers(actor, slug, open) {
			requireAccess(actor, 'space:settings', await standing(slug));
			await change(slug, { openToMembers: open });
		},
		async create(actor, { slug, organization, shape, ...face }) {
			requireOverall(actor, 'space:create');
			const position = (await faces(true)).length;
			const values = { slug, organization, shape, position, kind: 'group' as const, ...face };
			const inserted = await tables.insert(spaces).values(values).onConflictDoNothing().returning();
			if (inserted.length === 0) throw new Refusal('slug_taken');
			await start(await bySlug(slug));
			changes.announce({ space: slug, subject: 'space' });
		},
		async archive(actor, slug) {
			requireAccess(actor, 'space:archive', await standing(slug));
			await change(slug, { archivedAt: now() });
		},
		async restore(actor, slug) {
			requireAccess(actor, 'space:archive', await standing(slug));
			await change(slug, { archivedAt: null });
		}
	};
}

type SpaceRow = typeof spaces.$inferSelect;

function standingFrom(space: SpaceRow, dropIn: typeof dropIns.$inferSelect | null): SpaceStanding {
	return {
		slug: space.slug,
		kind: space.kind,
		openToMembers: space.openToMembers,
		door: dropIn?.door ?? 'closed',
		archived: space.archivedAt !== null
	};
}

function rhythmOf({ rhythmEn, rhythmEs }: SpaceRow): Bilingual | null {
	const [en, es] = [rhythmEn ?? rhythmEs, rhythmEs ?? rhythmEn];
	return en !== null && es !== null ? { en, es } : null;
}

function faceOf(row: SpaceRow, times: readonly MeetingTime[]): SpaceFace {
	return {
		slug: row.slug,
		organization: row.organization,
		kind: row.kind,
		name: { en: row.nameEn, es: row.nameEs },
		purpose: { en: row.purposeEn, es: row.purposeEs },
		caution: row.cautionEn && row.cautionEs ? { en: row.cautionEn, es: row.cautionEs } : null,
		contact: row.contact,
		isContactConfirmed: row.contactConfirmedAt !== null,
		times: times.map(({ weekday, startsAt }) => ({ weekday, startsAt })),
		rhythm: rhythmOf(row),
		areTimesConfirmed: row.timesConfirmedAt !== null,
		openToMembers: row.openToMembers,
		shape: row.shape,
		isArchived: row.archivedAt !== null
	};
}
