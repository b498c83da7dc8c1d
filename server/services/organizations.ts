// The efforts that share this instance: what the home page says of each, in its own words.
import { asc, eq } from 'drizzle-orm';
import { organizations, type OrganizationLink } from '#db/index.ts';
import { requireOverall } from '#shared/domain/access.ts';
import type { Actor } from '#shared/domain/actors.ts';
import { Refusal } from '#shared/domain/refusals.ts';
import type { Bilingual } from '#shared/domain/spaces.ts';
import type { Tables } from '../db/client.ts';

export interface Organization {
	slug: string;
	name: string;
	purpose: Bilingual;
	/** Null until a steward sets it; never filled with the other's. */
	contact: string | null;
	links: OrganizationLink[];
}

export interface Organizations {
	all(): Promise<Organization[]>;
	edit(actor: Actor, slug: string, edit: Omit<Organization, 'slug'>): Promise<void>;
}

export function createOrganizations(tables: Tables): Organizations {
	return {
		async all() {
			const rows = await tables.select().from(organizations).orderBy(asc(organizations.position));
			return rows.map(({ slug, name, purposeEn, purposeEs, contact, links }) => ({
				slug,
				name,
				purpose: { en: purposeEn, es: purposeEs },
				contact,
				links
			}));
		},
		async edit(actor, slug, { name, purpose, contact, links }) {
			requireOverall(actor, 'organization:edit');
			const values = { name, purposeEn: purpose.en, purposeEs: purpose.es, contact, links };
			const edited = await tables.update(organizations).set(values).where(eq(organizations.slug, slug)).returning();
			if (edited.length === 0) throw new Refusal('not_found');
		}
	};
}
