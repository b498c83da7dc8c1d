// Facts about this installation that no other table holds: one row a fact.
import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';

export const instanceFacts = pgTable('instance_facts', {
	/** See server/services/instance.ts for the keys. */
	key: text('key').primaryKey(),
	value: jsonb('value').notNull()
});
