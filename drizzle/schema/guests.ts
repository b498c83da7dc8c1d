// People who drop in with a name and no account. A guest belongs to one space and ends by itself.
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { spaces } from './spaces.ts';

export const guests = pgTable(
	'guests',
	{
		/** "g_" and 16 random characters: the actor id that documents hold. */
		id: text('id').primaryKey(),
		space: text('space')
			.notNull()
			.references(() => spaces.slug, { onDelete: 'cascade', onUpdate: 'cascade' }),
		name: text('name').notNull(),
		/** The small number on the guest badge: tells two guests of one name apart. */
		number: integer('number').notNull(),
		/** SHA-256 of the token in the guest's cookie. */
		tokenHash: text('token_hash').notNull().unique(),
		createdAt: moment('created_at').notNull().defaultNow(),
		expiresAt: moment('expires_at').notNull()
	},
	(table) => [index('guests_space').on(table.space)]
);
