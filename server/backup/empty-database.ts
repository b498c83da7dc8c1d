// What a restore and a move write into: an empty database, brought to the schema that the rows were copied from.
import fs from 'node:fs';
import { openDatabase, type Database, type DatabaseOptions } from '../db/client.ts';
import { appliedMigrations, migrateUpTo } from '../db/migrate.ts';
import { tablesInUse } from './copy-in.ts';

/** Throws a sentence, with nothing changed, if there is anything in it or Rootbridge runs on it. */
export async function openEmptyDatabase(place: DatabaseOptions, migrations: readonly string[]): Promise<Database> {
	if (place.databaseUrl === null) fs.mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
	const database = await openDatabase(place);
	try {
		const where = place.databaseUrl === null ? `The folder ${place.dataDir}` : 'The database that DATABASE_URL names';
		if ((await tablesInUse(database.sql)).length > 0)
			throw new Error(
				`${where} is not empty. Nothing was changed. Give an empty one: what is there is never replaced.`
			);
		const applied = await appliedMigrations(database.sql);
		if (applied.some((hash, index) => hash !== migrations[index]))
			throw new Error(`${where} has been prepared for another version. Nothing was changed. Give a new, empty one.`);
		await migrateUpTo(database, migrations.length);
		return database;
	} catch (error) {
		await database.close();
		throw error;
	}
}
