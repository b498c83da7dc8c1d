// Facts about this installation: where it was claimed, whether it is the demo.
import { eq } from 'drizzle-orm';
import { instanceFacts } from '#db/index.ts';
import type { Tables } from '../db/client.ts';

interface Facts {
	/** The origin on which the first steward claimed the instance: absolute links use it when ORIGIN is not set. */
	origin: string;
	/** Everything in here is made up and may be removed with one button. */
	demo: boolean;
}

export interface Instance {
	get<Key extends keyof Facts>(key: Key): Promise<Facts[Key] | null>;
	set<Key extends keyof Facts>(key: Key, value: Facts[Key]): Promise<void>;
}

export function createInstance(tables: Tables): Instance {
	return {
		async get<Key extends keyof Facts>(key: Key) {
			const [row] = await tables.select().from(instanceFacts).where(eq(instanceFacts.key, key));
			return row ? (row.value as Facts[Key]) : null;
		},
		async set(key, value) {
			await tables
				.insert(instanceFacts)
				.values({ key, value })
				.onConflictDoUpdate({ target: instanceFacts.key, set: { value } });
		}
	};
}
