// Folders and server databases to copy between, and what is stored in one, as text that two engines agree on.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openExistingDatabase, type Database } from '../../server/db/client.ts';
import { createDatabaseOn } from './postgres.ts';

export interface TestPlace {
	dataDir: string;
	databaseUrl: string | null;
	/** For a process that should use it. */
	env: Record<string, string>;
}

export interface Places {
	/** A folder that does not exist yet, and with `onServer` an empty database on the server of DATABASE_URL. */
	make(engine: 'embedded' | 'server'): Promise<TestPlace>;
	/** A path for a file. */
	file(name: string): string;
	remove(): Promise<void>;
}

export function createPlaces(): Places {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-places-'));
	const made: { drop(): Promise<void> }[] = [];
	return {
		async make(engine) {
			const dataDir = path.join(folder, `place-${made.length}`);
			const server = process.env['DATABASE_URL'];
			const onServer = engine === 'server' && server ? await createDatabaseOn(server) : null;
			made.push(onServer ?? { drop: () => Promise.resolve() });
			const databaseUrl = onServer?.url ?? null;
			return { dataDir, databaseUrl, env: { DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' } };
		},
		file: (name) => path.join(folder, name),
		async remove() {
			for (const { drop } of made) await drop();
			fs.rmSync(folder, { recursive: true, force: true });
		}
	};
}

export async function within<Value>(place: TestPlace, work: (database: Database) => Promise<Value>): Promise<Value> {
	const database = await openExistingDatabase(place);
	try {
		return await work(database);
	} finally {
		await database.close();
	}
}

/** Every row of every table of ours, as Postgres writes it, by table. */
export function rowsByTable({ sql }: Database): Promise<Record<string, string[]>> {
	return sql.begin(async (tx) => {
		await tx`set local timezone to 'UTC'`;
		const tables = await tx<{ name: string }[]>`
			select table_name as name from information_schema.tables where table_schema = 'public' order by 1`;
		const found: Record<string, string[]> = {};
		for (const { name } of tables) {
			const rows = await tx<{ row: string }[]>`select t::text as row from ${tx(name)} t`;
			found[name] = rows.map(({ row }) => row).sort();
		}
		return found;
	});
}
