// One-time and N-use links into the instance. Only the SHA-256 of the secret is stored.
import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { spaces } from './spaces.ts';

export const invitations = pgTable(
	'invitations',
	{
		id: uuid('id').primaryKey().defaultRandom(),
		secretHash: text('secret_hash').notNull().unique(),
		/** "claim" makes the first steward; "join" makes a member of one space. */
		kind: text('kind', { enum: ['claim', 'join'] }).notNull(),
		space: text('space').references(() => spaces.slug, { onDelete: 'cascade', onUpdate: 'cascade' }),
		role: text('role', { enum: ['member', 'coordinator'] }).notNull(),
		usesLeft: integer('uses_left').notNull(),
		/** Actor id; "system" for the claim link. */
		createdBy: text('created_by').notNull(),
		createdAt: moment('created_at').notNull().defaultNow(),
		expiresAt: moment('expires_at').notNull(),
		revokedAt: moment('revoked_at')
	},
	(table) => [index('invitations_space').on(table.space)]
);
