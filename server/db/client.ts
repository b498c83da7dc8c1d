// The one door to the database: postgres.js and drizzle over either the embedded database or a PostgreSQL server.
import path from 'node:path';
import postgres, { type Sql } from 'postgres';
import { findEmbeddedPostgres, hasEmbeddedPostgres, openEmbeddedPostgres } from './embedded-postgres.ts';
import { createPool, type Tables } from './pool.ts';

export type { Tables } from './pool.ts';
/** Inside `tables.transaction(async (tx) => …)`: use only `tx` there. The embedded database has one session, so a query
 * on `tables` would wait for a transaction that waits for it. */
export type Transaction = Parameters<Parameters<Tables['transaction']>[0]>[0];

export interface Database {
	engine: 'embedded' | 'server';
	/** For the hot path and for what drizzle has no words for. Note: its timestamps come as strings. */
	sql: Sql;
	tables: Tables;
	/** Rejects when the database is gone for good and the process must end. Never settles for a server database. */
	lost: Promise<never>;
	/** After isKnownDriverCrash: replaces the connections, one of which is of no use any more. */
	renew(): void;
	close(): Promise<void>;
}

export interface DatabaseOptions {
	databaseUrl: string | null;
	dataDir: string;
}

/** Opens the embedded database under dataDir, or connects to databaseUrl if there is one. */
export async function openDatabase({ databaseUrl, dataDir }: DatabaseOptions): Promise<Database> {
	if (databaseUrl !== null) {
		const pool = createPool(() => postgres(databaseUrl, { max: 10, onnotice: () => {}, connect_timeout: 5 }));
		return { engine: 'server', ...pool, lost: new Promise<never>(() => {}) };
	}
	const embedded = await openEmbeddedPostgres(folderIn(dataDir));
	const pool = createPool(() => postgres({ ...embedded.options, onnotice: () => {} }));
	return {
		engine: 'embedded',
		...pool,
		lost: embedded.lost,
		async close() {
			await pool.close();
			await embedded.close();
		}
	};
}

/**
 * What is there already, also while Rootbridge runs on it: the embedded database is then reached through the running
 * process, which lets one client at a time have a turn. Throws a sentence if nothing is there.
 */
export async function openExistingDatabase({ databaseUrl, dataDir }: DatabaseOptions): Promise<Database> {
	if (databaseUrl !== null) return openDatabase({ databaseUrl, dataDir });
	requireEmbedded(dataDir);
	const running = await findEmbeddedPostgres(folderIn(dataDir));
	if (!running) return openDatabase({ databaseUrl, dataDir });
	const pool = createPool(() => postgres({ ...running, onnotice: () => {} }));
	return { engine: 'embedded', ...pool, lost: new Promise<never>(() => {}) };
}

/** Throws a sentence if there is no embedded database: opening one would make it. */
export function requireEmbedded(dataDir: string): void {
	if (!hasEmbeddedPostgres(folderIn(dataDir)))
		throw new Error(`There is no database of Rootbridge in this folder: ${dataDir}. Set DATA_DIR to the right one.`);
}

const folderIn = (dataDir: string) => path.join(dataDir, 'postgres');

/** Node's and postgres.js's codes for "nobody answers there", and Postgres's for "I am going away" or "not yet". */
const awayCodes = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'EPIPE',
	'ENOTFOUND',
	'ETIMEDOUT',
	'CONNECTION_CLOSED',
	'CONNECTION_ENDED',
	'CONNECTION_DESTROYED',
	'CONNECT_TIMEOUT',
	'57P01',
	'57P02',
	'57P03',
	'08006',
	'08003',
	'53300',
	'53100' // its disk is full: the same to whoever asks, and mended by whoever looks after it
]);

/** Whether an error means that the database cannot be reached, as opposed to a mistake of ours. */
export function isDatabaseAway(thrown: unknown): boolean {
	for (let error = thrown; error instanceof Error; error = error.cause) {
		const { code = '', syscall } = error as NodeJS.ErrnoException;
		// ENOENT is a missing socket of the embedded database, but only while connecting: else it is a missing file.
		if (awayCodes.has(code) || (code === 'ENOENT' && syscall === 'connect')) return true;
	}
	return false;
}

/**
 * postgres.js 3.4.9 throws outside of any promise when a connection closes inside a transaction (porsager/postgres
 * #1208). The query's own promise rejects as well, so exactly this stack can be passed over, and the connections renewed;
 * everything else ends us.
 */
export function isKnownDriverCrash(thrown: unknown): boolean {
	return (
		thrown instanceof TypeError &&
		/reading 'write'/.test(thrown.message) &&
		/nextWrite[\s\S]*postgres/.test(thrown.stack ?? '')
	);
}
