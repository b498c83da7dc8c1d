// The efforts that share this instance. Their names, contacts and links stay apart unless a steward joins them.
import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { inEnglish, inSpanish } from './columns.ts';

export interface OrganizationLink {
	label: string;
	url: string;
}

export const organizations = pgTable('organizations', {
	slug: text('slug').primaryKey(),
	name: text('name').notNull(),
	purposeEn: inEnglish('purpose').notNull(),
	purposeEs: inSpanish('purpose').notNull(),
	contact: text('contact'),
	links: jsonb('links').$type<OrganizationLink[]>().notNull().default([]),
	position: integer('position').notNull()
});
