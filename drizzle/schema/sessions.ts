// Signed-in browsers. Only the SHA-256 of a session's id is stored: a stolen table opens no session.
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { members } from './members.ts';

export const sessions = pgTable(
	'sessions',
	{
		idHash: text('id_hash').primaryKey(),
		member: text('member')
			.notNull()
			.references(() => members.id, { onDelete: 'cascade' }),
		/** Idle end: moved forward while the session is used. */
		expiresAt: moment('expires_at').notNull(),
		/** The absolute end counts from here. */
		createdAt: moment('created_at').notNull().defaultNow()
	},
	(table) => [index('sessions_member').on(table.member)]
);
