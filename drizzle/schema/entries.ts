// What belongs to an entry of the community board but must stay private or fade, and so is never in the document.
import { boolean, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, moment } from './columns.ts';
import { documents } from './documents.ts';

export const entryPeople = pgTable(
	'entry_people',
	{
		document: text('document')
			.notNull()
			.references(() => documents.name, { onDelete: 'cascade' }),
		entry: text('entry').notNull(),
		/** Only the row of the actor who really wrote the entry is ever shown (services/entries.ts). */
		actor: text('actor').notNull(),
		nameShown: text('name_shown'),
		/** A host wrote the entry for somebody who could not come. */
		isForSomebodyElse: boolean('is_for_somebody_else').notNull().default(false),
		/** AES-256-GCM under SECRET_KEY, see server/auth/secret-box.ts. */
		contact: bytea('contact'),
		/** Beside the hosts: "members", or actor ids. */
		contactReaders: text('contact_readers').array().notNull().default([]),
		createdAt: moment('created_at').notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.document, table.entry, table.actor] })]
);
