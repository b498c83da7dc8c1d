// Everything in a database at one moment, row by row. In: a connection. Out: batches for a backup file or for another
// database. One read-only transaction reads it all, so people may go on typing: what they commit meanwhile is not in it.
import type { ISql, ReservedSql, Sql } from 'postgres';
import { appliedMigrations } from '../db/migrate.ts';

/** A value as Postgres writes it out, which every Postgres reads back to the same value; bytes are bytes. */
export type Cell = string | Uint8Array | null;
export type Row = Cell[];

export interface Column {
	name: string;
	isBytes: boolean;
}

export interface CopiedTable {
	name: string;
	columns: Column[];
	rows: number;
}

export interface Contents {
	/** Hashes of the migrations that made these tables, oldest first. */
	migrations: string[];
	tables: CopiedTable[];
}

export interface Batch {
	table: CopiedTable;
	rows: Row[];
}

export interface Copy {
	contents: Contents;
	/** Every row of every table, in the order of `contents`. */
	batches(): AsyncGenerator<Batch>;
	/** On the transaction's own connection, for what else must be of the same moment. */
	connection: ReservedSql;
	close(): Promise<void>;
}

/** What one batch may weigh: enough that the round trips do not count, little enough for a small machine. */
const batchBytes = 4 * 1024 * 1024;
const mostRowsInBatch = 128;

/** Close it soon: the embedded database has one session, and everybody's edits wait for this transaction's end. */
export async function openCopy(sql: Sql, { leaveOut }: { leaveOut: readonly string[] }): Promise<Copy> {
	const connection = await sql.reserve();
	const close = async () => {
		await connection.unsafe('rollback'); // nothing was written
		connection.release();
	};
	try {
		await connection.unsafe('begin isolation level repeatable read read only');
		// Moments are written out in the session's zone and style: one that every server reads back the same.
		await connection.unsafe(`set local timezone to 'UTC'`);
		await connection.unsafe(`set local datestyle to 'ISO, YMD'`);
		const tables = (await tablesOf(connection)).filter(({ name }) => !leaveOut.includes(name));
		const counted: CopiedTable[] = [];
		for (const table of tables) counted.push({ ...table, rows: await countRows(connection, table.name) });
		const contents = { migrations: await appliedMigrations(connection), tables: counted };
		return { contents, connection, close, batches: () => readBatches(connection, counted) };
	} catch (error) {
		await close();
		throw error;
	}
}

/** The tables of our schema with their columns, by name. Generated columns are none of them: they follow by themselves. */
export async function tablesOf(sql: ISql): Promise<Omit<CopiedTable, 'rows'>[]> {
	const columns = await sql<{ table: string; column: string; type: string }[]>`
		select c.table_name as table, c.column_name as column, c.data_type as type
		from information_schema.columns c
		join information_schema.tables t using (table_schema, table_name)
		where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
		order by c.table_name collate "C", c.ordinal_position`;
	const tables = new Map<string, Column[]>();
	for (const { table, column, type } of columns) {
		const known = tables.get(table) ?? [];
		tables.set(table, [...known, { name: column, isBytes: type === 'bytea' }]);
	}
	return [...tables].map(([name, own]) => ({ name, columns: own }));
}

export async function countRows(sql: ISql, table: string): Promise<number> {
	const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${sql(table)}`;
	return row?.rows ?? 0;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

async function* readBatches(connection: ReservedSql, tables: readonly CopiedTable[]): AsyncGenerator<Batch> {
	for (const table of tables) {
		const wanted = table.columns.map(({ name, isBytes }) => (isBytes ? quoted(name) : `${quoted(name)}::text`));
		await connection.unsafe(
			`declare copied no scroll cursor for select ${wanted.join(', ')} from ${quoted(table.name)}`
		);
		let count = 16;
		for (;;) {
			const rows = (await connection.unsafe(`fetch ${count} from copied`).values()) as Row[];
			if (rows.length === 0) break;
			yield { table, rows };
			const rowBytes = rows.reduce((sum, row) => sum + weightOf(row), 0) / rows.length;
			count = Math.max(1, Math.min(mostRowsInBatch, Math.floor(batchBytes / (rowBytes + 1))));
		}
		await connection.unsafe('close copied');
	}
}

function weightOf(row: Row): number {
	return row.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
}
