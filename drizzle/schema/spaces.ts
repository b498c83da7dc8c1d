// The spaces people meet in: working groups and the community board. A sixth group is a row, never code.
import { boolean, index, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { inEnglish, inSpanish, moment } from './columns.ts';
import { organizations } from './organizations.ts';

export const spaces = pgTable('spaces', {
	slug: text('slug').primaryKey(),
	organization: text('organization')
		.notNull()
		.references(() => organizations.slug),
	kind: text('kind', { enum: ['group', 'board'] }).notNull(),
	nameEn: inEnglish('name').notNull(),
	nameEs: inSpanish('name').notNull(),
	purposeEn: inEnglish('purpose').notNull(),
	purposeEs: inSpanish('purpose').notNull(),
	/** A line shown above agenda, tasks and drafts: what must not be written here. */
	cautionEn: inEnglish('caution'),
	cautionEs: inSpanish('caution'),
	/** How often it meets, in words, for what no list of weekly times can say. Null: to be decided. */
	rhythmEn: inEnglish('rhythm'),
	rhythmEs: inSpanish('rhythm'),
	/** Public address. Null: people are pointed to the organization's. */
	contact: text('contact'),
	/** Null until a member has confirmed it: starting contacts and times come from an old published page. */
	contactConfirmedAt: moment('contact_confirmed_at'),
	timesConfirmedAt: moment('times_confirmed_at'),
	/** Whether members of other spaces may read here. */
	openToMembers: boolean('open_to_members').notNull().default(false),
	/** A group is told apart by shape and color and name, never by color alone. */
	shape: text('shape').notNull(),
	position: integer('position').notNull(),
	archivedAt: moment('archived_at')
});

export const meetingTimes = pgTable(
	'meeting_times',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		space: text('space')
			.notNull()
			.references(() => spaces.slug, { onDelete: 'cascade', onUpdate: 'cascade' }),
		/** 0 is Sunday. */
		weekday: smallint('weekday').notNull(),
		/** Local time, "19:30". */
		startsAt: text('starts_at').notNull(),
		timeZone: text('time_zone').notNull().default('America/New_York')
	},
	(table) => [index('meeting_times_space').on(table.space)]
);
