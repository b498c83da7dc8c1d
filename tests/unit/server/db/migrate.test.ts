// The schema is brought up to date at start, whole or not at all.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../server/db/client.ts';
import { migrate } from '../../../../server/db/migrate.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { createDatabaseOn } from '../../../support/postgres.ts';

const ourFolder = fileURLToPath(new URL('../../../../drizzle/migrations', import.meta.url));
let test: TestDatabase;
let folder: string;

interface Journal {
	entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

beforeAll(async () => {
	test = await openTestDatabase();
	await test.database.sql`insert into instance_facts (key, value) values ('origin', '"https://kept.example.org"')`;
});
afterAll(() => test.remove());
beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-migrations-'));
	fs.cpSync(ourFolder, folder, { recursive: true });
	return () => fs.rmSync(folder, { recursive: true, force: true });
});

/** One more migration after ours. */
function addMigration(statements: string): void {
	const file = path.join(folder, 'meta', '_journal.json');
	const journal = JSON.parse(fs.readFileSync(file, 'utf8')) as Journal;
	const last = journal.entries.at(-1);
	if (!last) throw new Error('there are no migrations');
	const tag = `${String(last.idx + 1).padStart(4, '0')}_test`;
	journal.entries.push({ ...last, idx: last.idx + 1, when: Date.now(), tag });
	fs.writeFileSync(file, JSON.stringify(journal));
	fs.writeFileSync(path.join(folder, `${tag}.sql`), statements);
}

const applied = async () => (await test.database.sql`select hash from drizzle.__drizzle_migrations`).length;
const isThere = async (table: string) =>
	(await test.database.sql`select to_regclass(${table}) as name`)[0]?.['name'] !== null;
const keptFact = async () => (await test.database.sql`select value from instance_facts`)[0]?.['value'] as unknown;

describe('migrating', () => {
	it('a second time changes nothing', async () => {
		const before = await applied();
		await migrate(test.database);
		await migrate(test.database);
		expect(await applied()).toBe(before);
		expect(await keptFact()).toBe('https://kept.example.org');
	});

	it('that fails half way says what to do and what the database said, and leaves the data as it was', async () => {
		const before = await applied();
		addMigration(`
			create table half_done (id int);
			--> statement-breakpoint
			update instance_facts set value = '"https://changed.example.org"';
			--> statement-breakpoint
			alter table no_such_table add column x int;`);
		const failure = await migrate(test.database, folder).catch((error: unknown) => error as Error);
		expect(String(failure)).toMatch(
			/could not be brought up to date\. Nothing was changed\. Start the earlier version again, or restore a backup\..*"no_such_table" does not exist/
		);
		expect(await applied()).toBe(before);
		expect(await isThere('half_done')).toBe(false);
		expect(await keptFact()).toBe('https://kept.example.org');
		await migrate(test.database); // the earlier version starts again
	});

	it('that cannot be read as SQL does the same', async () => {
		addMigration('create table fine (id int);\n--> statement-breakpoint\nthis is not a statement');
		await expect(migrate(test.database, folder)).rejects.toThrow('Nothing was changed');
		expect(await isThere('fine')).toBe(false);
	});

	it('data of a newer version is refused by an older one, before anything is written', async () => {
		addMigration('create table newer (id int)');
		await migrate(test.database, folder);
		expect(await isThere('newer')).toBe(true);
		await expect(migrate(test.database)).rejects.toThrow(
			'This data was written by a newer version of Rootbridge. Start that version, or restore a backup.'
		);
		await migrate(test.database, folder); // the newer version goes on
		expect(await keptFact()).toBe('https://kept.example.org');
	});
});

// A folder has one process; several nodes are a matter of a server database.
const server = process.env['DATABASE_URL'];
if (server) {
	it('several nodes that start at once on an empty server all come up', async () => {
		const empty = await createDatabaseOn(server);
		const nodes = await Promise.all([1, 2, 3].map(() => openDatabase({ databaseUrl: empty.url, dataDir: '' })));
		await Promise.all(nodes.map((node) => migrate(node)));
		const [first] = nodes;
		const rows = first && (await first.sql`select hash from drizzle.__drizzle_migrations`);
		const { entries } = JSON.parse(fs.readFileSync(path.join(ourFolder, 'meta/_journal.json'), 'utf8')) as Journal;
		expect(rows).toHaveLength(entries.length);
		await Promise.all(nodes.map((node) => node.close()));
		await empty.drop();
	});
}
