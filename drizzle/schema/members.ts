// People with an account. No legal name, e-mail or pronouns are ever required.
import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { spaces } from './spaces.ts';

export const members = pgTable('members', {
	/** "m_" and 16 random characters: the actor id that documents hold. */
	id: text('id').primaryKey(),
	signInName: text('sign_in_name').notNull(),
	/** What is compared at sign-in: the sign-in name after NFKC and lower case. */
	signInKey: text('sign_in_key').notNull().unique(),
	displayName: text('display_name').notNull(),
	pronouns: text('pronouns'),
	/** argon2id, as a PHC string. */
	passwordHash: text('password_hash').notNull(),
	isSteward: boolean('is_steward').notNull().default(false),
	suspendedAt: moment('suspended_at'),
	createdAt: moment('created_at').notNull().defaultNow()
});

export const memberships = pgTable(
	'memberships',
	{
		member: text('member')
			.notNull()
			.references(() => members.id, { onDelete: 'cascade' }),
		space: text('space')
			.notNull()
			.references(() => spaces.slug, { onDelete: 'cascade', onUpdate: 'cascade' }),
		/** On the board a coordinator is called a host. */
		role: text('role', { enum: ['member', 'coordinator'] }).notNull(),
		createdAt: moment('created_at').notNull().defaultNow()
	},
	(table) => [primaryKey({ columns: [table.member, table.space] }), index('memberships_space').on(table.space)]
);
