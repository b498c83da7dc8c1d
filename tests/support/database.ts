// A database of its own for a test file: a copy of the template folder, or, with DATABASE_URL, a new database on that
// server. Both are gone afterwards.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../server/db/client.ts';
import { migrate } from '../../server/db/migrate.ts';
import { createDatabaseOn } from './postgres.ts';

export interface TestDatabase {
	database: Database;
	dataDir: string;
	databaseUrl: string | null;
	remove(): Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
	const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-test-'));
	const server = process.env['DATABASE_URL'];
	if (server) return openOnServer(server, dataDir);
	fs.cpSync(inject('templateFolder'), dataDir, { recursive: true });
	const database = await openDatabase({ databaseUrl: null, dataDir });
	return {
		database,
		dataDir,
		databaseUrl: null,
		async remove() {
			await database.close();
			fs.rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

async function openOnServer(server: string, dataDir: string): Promise<TestDatabase> {
	const temporary = await createDatabaseOn(server);
	const database = await openDatabase({ databaseUrl: temporary.url, dataDir });
	await migrate(database);
	return {
		database,
		dataDir,
		databaseUrl: temporary.url,
		async remove() {
			await database.close();
			await temporary.drop();
			fs.rmSync(dataDir, { recursive: true, force: true });
		}
	};
}
