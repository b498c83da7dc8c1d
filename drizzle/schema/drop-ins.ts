// The board's drop-in: whether guests may write right now, and when the next one is.
import { pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { spaces } from './spaces.ts';

export const dropIns = pgTable('drop_ins', {
	space: text('space')
		.primaryKey()
		.references(() => spaces.slug, { onDelete: 'cascade', onUpdate: 'cascade' }),
	door: text('door', { enum: ['open', 'closed'] })
		.notNull()
		.default('closed'),
	/** The kind of entry the host is on now; null when nobody leads. */
	currentKind: text('current_kind'),
	/** Null: to be decided. */
	nextStartsAt: moment('next_starts_at'),
	openedAt: moment('opened_at')
});
