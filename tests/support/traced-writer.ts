// Run as a process of its own with file-trace.ts preloaded: somebody's edits, states and documents on the embedded database
// in DATA_DIR, each of them noted in the trace once it is acknowledged. Two at a time, as rooms and compaction are.
import { createHash } from 'node:crypto';
import { openDatabase } from '../../server/db/client.ts';
import { createUpdateStorage } from '../../server/sync/storage-postgres.ts';
import { note } from './file-trace.ts';
import { createRandom } from './random.ts';

/** As it stands in the trace, and in what is read from a folder that was cut. */
export const rowText = (document: string, seq: number, bytes: Uint8Array) =>
	`${document} ${seq} ${createHash('sha256').update(bytes).digest('hex')}`;

const appendsEach = 60;
const random = createRandom(Number(process.env['SEED'] ?? 1));
const database = await openDatabase({ databaseUrl: null, dataDir: process.env['DATA_DIR'] ?? '' });
const storage = createUpdateStorage(database);
await database.sql`insert into organizations (slug, name, purpose_en, purpose_es, position) values ('o', 'O', '', '', 0)`;
await database.sql`
	insert into spaces (slug, organization, kind, name_en, name_es, purpose_en, purpose_es, shape, position)
	values ('parole', 'o', 'group', '', '', '', '', 'circle', 0)`;

const bytesOf = (length: number) => Uint8Array.from({ length }, () => random.below(256));

async function write(document: string): Promise<void> {
	const first = bytesOf(100);
	const about = { kind: 'letter' as const, space: 'parole', createdBy: 'system', clientId: 7, content: { title: 'x' } };
	await storage.create({ name: document, bytes: first, ...about });
	note({ do: 'ack', row: rowText(document, 1, first) });
	for (let head = 1; head <= appendsEach; head++) {
		// Now and then an update that fills more than a page, and more than the first pages of the log.
		const bytes = bytesOf(random.chance(0.1) ? 20_000 : 20 + random.below(500));
		await storage.append([{ document, expectedHead: head, updates: [{ actor: 'm_alice', bytes }] }]);
		note({ do: 'ack', row: rowText(document, head + 1, bytes) });
		if (head % 20 === 0) await storage.compact({ document, seq: head, state: bytesOf(4_000), content: { head } });
		if (head === appendsEach / 2) await database.sql`checkpoint`;
	}
}

await Promise.all([write('letter-aaaaaaaaaaaaaaaa'), write('letter-bbbbbbbbbbbbbbbb')]);
await database.close();
