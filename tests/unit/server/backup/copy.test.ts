// Rows out of one database and into another, on whichever engine the tests run.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyIn, tablesInUse } from '../../../../server/backup/copy-in.ts';
import { openCopy, type Batch, type Contents } from '../../../../server/backup/copy-out.ts';
import { refuseOtherTables } from '../../../../server/backup/version.ts';
import { knownMigrations } from '../../../../server/db/migrate.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { rowsByTable } from '../../../support/places.ts';

let from: TestDatabase;
let to: TestDatabase;
beforeEach(async () => {
	from = await openTestDatabase();
	to = await openTestDatabase();
	const { sql } = from.database;
	await sql`
		insert into organizations (slug, name, purpose_en, purpose_es, position, links)
		values ('o', ${'quoted "name", {braces}, \\back, NULL, ñ 🌱'}, '', E'two\nlines\t', 0, '[{"label": "null", "url": null}]')`;
	await sql`
		insert into spaces (slug, organization, kind, name_en, name_es, purpose_en, purpose_es, shape, position, contact_confirmed_at)
		values ('parole', 'o', 'group', 'NULL', '', '', '', 'circle', 0, '2026-03-08 07:00:00.123456+00')`;
	await sql`insert into documents (name, kind, space, created_by) values ('d', 'agenda', 'parole', 'x')`;
	await sql`
		insert into document_updates (document, seq, actor, bytes, checksum)
		select 'd', n, 'x', case when n % 100 = 0 then ''::bytea else decode(md5(n::text), 'hex') end, sha256('x')
		from generate_series(1, 2500) n`;
	await sql`
		insert into entry_people (document, entry, actor, contact_readers, contact)
		values ('d', 'e', 'a', array['members', 'with "quote"', 'null', ''], null), ('d', 'e', 'b', array[]::text[], '\\x00ff')`;
	await sql`insert into meeting_times (space, weekday, starts_at) values ('parole', 4, '19:30')`;
});
afterEach(async () => {
	await from.remove();
	await to.remove();
});

async function copyAcross(change: (contents: Contents) => Contents = (contents) => contents): Promise<number> {
	const copy = await openCopy(from.database.sql, { leaveOut: ['sessions'] });
	let rows = 0;
	try {
		await copyIn(to.database, {
			contents: change(copy.contents),
			batches: copy.batches(),
			onRows: (count) => (rows += count),
			finish: () => Promise.resolve()
		});
	} finally {
		await copy.close();
	}
	return rows;
}

describe('copying rows', () => {
	it('brings every value over as it is, in whichever order the tables come', async () => {
		expect(await tablesInUse(to.database.sql)).toEqual([]);
		expect(await copyAcross((contents) => ({ ...contents, tables: contents.tables.toReversed() }))).toBe(2506);
		expect(await rowsByTable(to.database)).toEqual(await rowsByTable(from.database));
		expect(await tablesInUse(to.database.sql)).toContain('documents');
	});

	it('takes no notice of what is committed meanwhile', async () => {
		// The embedded database has one session: there, whoever commits meanwhile waits.
		const copy = await openCopy(from.database.sql, { leaveOut: [] });
		const writing = from.database.sql`insert into document_updates (document, seq, actor, bytes, checksum)
			values ('d', 2501, 'x', '', '')`.execute();
		let rows = 0;
		for await (const batch of copy.batches()) if (batch.table.name === 'document_updates') rows += batch.rows.length;
		expect(rows).toBe(2500);
		await copy.close();
		await writing;
	});

	it('leaves the target as it was if rows are missing, refused, or of another table', async () => {
		const fewer = copyAcross(({ tables, ...rest }) => ({
			...rest,
			tables: tables.map((table) => (table.name === 'meeting_times' ? { ...table, rows: 2 } : table))
		}));
		await expect(fewer).rejects.toThrow('1 rows of meeting_times came, but 2 were announced');
		const renamed = copyAcross(({ tables, ...rest }) => ({
			...rest,
			tables: tables.map((table) => ({ ...table, name: `${table.name}"; drop table members; --` }))
		}));
		await expect(renamed).rejects.toThrow('other columns here');
		await from.database.sql`alter table documents drop constraint documents_space_spaces_slug_fk`;
		await from.database.sql`update documents set space = 'nowhere'`;
		await expect(copyAcross()).rejects.toThrow('foreign key');
		expect(await tablesInUse(to.database.sql)).toEqual([]);
		const constraints = await to.database.sql`select 1 from pg_constraint where contype = 'f' and condeferrable`;
		expect(constraints).toHaveLength(0);
	});

	it('goes on numbering where the copied rows end', async () => {
		for (const { database } of [from, to])
			await database.sql`create table numbered (id int generated always as identity primary key, word text)`;
		await from.database.sql`insert into numbered (word) values ('one'), ('two')`;
		await copyAcross();
		await to.database.sql`insert into numbered (word) values ('three')`;
		expect((await to.database.sql`select id from numbered order by id`).map(({ id }) => Number(id))).toEqual([1, 2, 3]);
	});

	it('knows whether the tables are of this version or an earlier one', () => {
		const migrations = knownMigrations();
		const told = (hashes: string[]) => () => refuseOtherTables({ migrations: hashes, app: '9.9.9' });
		expect(told(migrations)).not.toThrow();
		expect(told([...migrations, 'later'])).toThrow('a newer version of Rootbridge (9.9.9)');
		expect(told(['another'])).toThrow('not made by any version');
		expect(told([])).toThrow('not made by any version');
	});

	it('keeps batches small enough for a small machine', async () => {
		await from.database.sql`
			insert into document_updates (document, seq, actor, bytes, checksum)
			select 'd', n, 'x', decode(repeat('00', 1000000), 'hex'), '' from generate_series(3001, 3030) n`;
		const copy = await openCopy(from.database.sql, { leaveOut: [] });
		let largest = 0;
		for await (const { rows } of copy.batches()) largest = Math.max(largest, bytesOf(rows));
		await copy.close();
		expect(largest).toBeLessThan(32_000_000);
	});
});

function bytesOf(rows: Batch['rows']): number {
	return rows.flat().reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
}
