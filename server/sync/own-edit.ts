// An edit that the server makes for somebody: a form sent without JavaScript, a starting text. It takes the same way as
// everybody's: judged, committed, broadcast, under the name of whoever asked for it.
import * as Y from 'yjs';
import type { KnownActor } from '#shared/domain/actors.ts';
import { Refusal } from '#shared/domain/refusals.ts';
import type { Rooms } from './rooms.ts';

/** Resolves once committed, with what the change returned. Refuses with not_found or database_away. */
export async function editDocument<Result>(
	rooms: Rooms,
	{ name, actor }: { name: string; actor: KnownActor },
	change: (doc: Y.Doc) => Result
): Promise<Result> {
	const room = await rooms.open(name);
	if (!room) throw new Refusal('not_found');
	const doc = room.copy();
	const updates: Uint8Array[] = [];
	doc.on('update', (bytes) => updates.push(bytes));
	const result = change(doc);
	if (updates.length === 0) return result;
	await room.claim(actor.id, doc.clientID);
	await new Promise<void>((resolve, reject) => {
		const lost = () => reject(new Refusal('database_away'));
		const bytes = Y.mergeUpdates(updates);
		const outcome = room.submit({ actor: actor.id, bytes, from: null, settled: () => resolve(), lost });
		if (outcome !== 'queued') reject(new Error(`Document ${name} does not take the server's own edit: ${outcome}.`));
	});
	return result;
}
