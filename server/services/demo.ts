// The demo: a month of made-up meetings, tasks, letters and entries, and the one button that takes all of it away again.
import { count } from 'drizzle-orm';
import * as schema from '#db/index.ts';
import { requireOverall } from '#shared/domain/access.ts';
import type { Actor } from '#shared/domain/actors.ts';
import { Refusal } from '#shared/domain/refusals.ts';
import { closeCodes } from '#shared/protocol/close-codes.ts';
import type { Tables } from '../db/client.ts';
import { seed } from '../db/seed.ts';
import { fillDemo, type DemoServices } from '../demo/fill.ts';
import type { Rooms } from '../sync/rooms.ts';
import type { Instance } from './instance.ts';

export interface Demo {
	/**
	 * Fills an instance that nobody has claimed; does nothing to one that is the demo already. Throws a sentence if people
	 * have accounts here: nothing made up is ever mixed with what is real.
	 */
	fill(): Promise<void>;
	/** Takes away everything and starts anew. Returns the secret of the claim link. */
	remove(actor: Actor): Promise<string>;
}

export interface DemoOptions extends DemoServices {
	instance: Instance;
	rooms: Rooms;
}

export function createDemo(options: DemoOptions): Demo {
	const { tables, rooms, instance, documents, invitations } = options;
	return {
		async fill() {
			if (await instance.get('demo')) return;
			const [people] = await tables.select({ count: count() }).from(schema.members);
			if ((people?.count ?? 0) > 0) {
				throw new Error(
					'This instance is in use, so the demo is not put into it. Set DATA_DIR to an empty folder and try again.'
				);
			}
			await instance.set('demo', true);
			await fillDemo(options);
		},
		async remove(actor) {
			requireOverall(actor, 'demo:remove');
			if (!(await instance.get('demo'))) throw new Refusal('not_a_demo');
			const names = await tables.select({ name: schema.documents.name }).from(schema.documents);
			for (const { name } of names) rooms.end(name, closeCodes.notFound);
			await emptyEverything(tables);
			await seed({ tables, documents });
			const secret = await invitations.renewClaim();
			if (secret === null) throw new Error('The demo was removed, but somebody is still a steward.');
			return secret;
		}
	};
}

/** Tables with references before the ones they point to. */
async function emptyEverything(tables: Tables): Promise<void> {
	await tables.transaction(async (tx) => {
		await tx.delete(schema.entryPeople);
		await tx.delete(schema.documents); // its updates, states, clients and rendering go with it
		await tx.delete(schema.guests);
		await tx.delete(schema.dropIns);
		await tx.delete(schema.invitations);
		await tx.delete(schema.sessions);
		await tx.delete(schema.memberships);
		await tx.delete(schema.members);
		await tx.delete(schema.meetingTimes);
		await tx.delete(schema.spaces);
		await tx.delete(schema.organizations);
		await tx.delete(schema.instanceFacts);
	});
}
