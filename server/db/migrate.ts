// Brings the schema up to date at start, on either engine. Several nodes may start at once: one migrates, the others wait.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import type { Sql } from 'postgres';
import type { Database } from './client.ts';

const migrationsFolder = fileURLToPath(new URL('../../drizzle/migrations', import.meta.url));
/** Any number, as long as every node uses the same one. */
const migrationLock = 413_413;

/** Applies what is missing. Throws a sentence that says what to do; the data is then as it was before. */
export async function migrate(database: Database, folder = migrationsFolder): Promise<void> {
	await refuseNewerData(database, folder);
	// Only one process can have the embedded database open; its advisory locks would not exclude anyone anyway.
	const unlock = database.engine === 'server' ? await lockOutOtherNodes(database.sql) : null;
	try {
		await applyMigrations(database.tables, { migrationsFolder: folder });
	} catch (cause) {
		throw new Error(
			`The database could not be brought up to date. Nothing was changed. Start the earlier version again, or restore a backup. The database says: ${reasonOf(cause)}`,
			{ cause }
		);
	} finally {
		await unlock?.();
	}
}

/** The migrations that this program knows, oldest first, each by the hash of its statements. */
export function knownMigrations(folder = migrationsFolder): string[] {
	return readMigrationFiles({ migrationsFolder: folder }).map(({ hash }) => hash);
}

/** The migrations that made a database what it is, oldest first. */
export async function appliedMigrations(sql: Sql): Promise<string[]> {
	const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
	if (!table?.['name']) return [];
	const rows = await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by id`;
	return rows.map(({ hash }) => hash);
}

/** As far as an earlier version went: for rows that were copied from there. */
export async function migrateUpTo(database: Database, count: number): Promise<void> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-migrations-'));
	try {
		fs.cpSync(migrationsFolder, folder, { recursive: true });
		const file = path.join(folder, 'meta', '_journal.json');
		const journal = JSON.parse(fs.readFileSync(file, 'utf8')) as { entries: unknown[] };
		fs.writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
		await migrate(database, folder);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

async function lockOutOtherNodes(sql: Sql): Promise<() => Promise<void>> {
	const connection = await sql.reserve();
	await connection`select pg_advisory_lock(${migrationLock})`;
	return async () => {
		await connection`select pg_advisory_unlock(${migrationLock})`;
		connection.release();
	};
}

/** An older program must not write into newer tables. */
async function refuseNewerData(database: Database, folder: string): Promise<void> {
	const journal = JSON.parse(fs.readFileSync(path.join(folder, 'meta', '_journal.json'), 'utf8')) as {
		entries: unknown[];
	};
	const [table] = await database.sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
	if (!table?.['name']) return;
	const [row] = await database.sql`select count(*)::int as applied from drizzle.__drizzle_migrations`;
	if (Number(row?.['applied']) > journal.entries.length) {
		throw new Error('This data was written by a newer version of Rootbridge. Start that version, or restore a backup.');
	}
}

function reasonOf(thrown: unknown): string {
	const deepest = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
	return deepest instanceof Error ? deepest.message : String(deepest);
}
