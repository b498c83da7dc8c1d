// Puts copied rows into an empty database of the same schema, whole or not at all. In: batches from copy-out.ts, directly
// or through a file. Out: one transaction. Foreign keys are checked at its end, so the order of tables does not matter.
import type { ISql, TransactionSql } from 'postgres';
import type { Database } from '../db/client.ts';
import { countRows, quoted, tablesOf, type Batch, type Cell, type Contents, type CopiedTable } from './copy-out.ts';

export interface CopyIn {
	contents: Contents;
	batches: AsyncIterable<Batch>;
	/** In the same transaction, once everything is there. */
	finish(tx: TransactionSql): Promise<void>;
	onRows(count: number): void;
}

/** The names of tables that hold something. */
export async function tablesInUse(sql: ISql): Promise<string[]> {
	const inUse: string[] = [];
	for (const { name } of await tablesOf(sql)) if ((await countRows(sql, name)) > 0) inUse.push(name);
	return inUse;
}

/** Rejects, with the database as it was, if a batch cannot be read, a row is refused, or the counts are not what was said. */
export async function copyIn({ sql }: Pick<Database, 'sql'>, copy: CopyIn): Promise<void> {
	await sql.begin(async (tx) => {
		const typesByTable = await typesOf(tx, copy.contents);
		const foreignKeys = await tx<{ table: string; name: string }[]>`
			select conrelid::regclass::text as table, conname as name from pg_constraint
			where contype = 'f' and connamespace = 'public'::regnamespace`;
		const alterEach = async (how: string) => {
			for (const { table, name } of foreignKeys)
				await tx.unsafe(`alter table ${table} alter constraint ${quoted(name)} ${how}`);
		};
		await alterEach('deferrable initially deferred');
		const countByTable = new Map<string, number>();
		for await (const { table, rows } of copy.batches) {
			await insert(tx, { table, types: typesByTable.get(table.name) ?? [], rows });
			countByTable.set(table.name, (countByTable.get(table.name) ?? 0) + rows.length);
			copy.onRows(rows.length);
		}
		for (const { name, rows } of copy.contents.tables) {
			const arrived = countByTable.get(name) ?? 0;
			if (arrived !== rows) throw new Error(`${arrived} rows of ${name} came, but ${rows} were announced.`);
		}
		await tx.unsafe('set constraints all immediate');
		await alterEach('not deferrable');
		await continueNumbering(tx);
		await copy.finish(tx);
	});
}

/**
 * The types of every column, from the database itself. A file's word on names is not taken: they become part of a
 * statement, so each must be one that this schema has.
 */
async function typesOf(sql: ISql, { tables }: Contents): Promise<Map<string, string[]>> {
	const own = new Map((await tablesOf(sql)).map((table) => [table.name, table]));
	const rows = await sql<{ table: string; column: string; type: string }[]>`
		select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
		from pg_attribute a join pg_class c on c.oid = a.attrelid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`;
	const typeByColumn = new Map(rows.map(({ table, column, type }) => [`${table}.${column}`, type]));
	return new Map(
		tables.map(({ name, columns }) => {
			if (JSON.stringify(columns) !== JSON.stringify(own.get(name)?.columns))
				throw new Error(`The table ${name} has other columns here than in what is copied.`);
			return [name, columns.map((column) => typeByColumn.get(`${name}.${column.name}`) ?? 'text')];
		})
	);
}

interface Insert {
	table: CopiedTable;
	types: string[];
	rows: Batch['rows'];
}

async function insert(tx: TransactionSql, { table, types, rows }: Insert): Promise<void> {
	const columns = table.columns.map(({ name }) => quoted(name)).join(', ');
	const sources = table.columns.map(({ isBytes }, index) => `$${index + 1}::${isBytes ? 'bytea' : 'text'}[]`);
	const names = table.columns.map((_, index) => `c${index}`);
	const casts = names.map((name, index) => `${name}::${types[index] ?? 'text'}`);
	await tx.unsafe(
		`insert into ${quoted(table.name)} (${columns}) overriding system value
		select ${casts.join(', ')} from unnest(${sources.join(', ')}) as copied (${names.join(', ')})`,
		table.columns.map((_, index) => arrayOf(rows.map((row) => row[index] ?? null)))
	);
}

/** Postgres's own way to write an array, because the driver takes a null or a Buffer among texts for something else. */
function arrayOf(cells: readonly Cell[]): string {
	const elements = cells.map((cell) => {
		if (cell === null) return 'NULL';
		if (typeof cell !== 'string') return `"\\\\x${Buffer.from(cell).toString('hex')}"`;
		return `"${cell.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
	});
	return `{${elements.join(',')}}`;
}

/** Columns that number their rows by themselves go on after the highest number that was copied. */
async function continueNumbering(tx: TransactionSql): Promise<void> {
	const numbered = await tx<{ table: string; column: string; sequence: string }[]>`
		select table_name as table, column_name as column,
			pg_get_serial_sequence(quote_ident(table_name), column_name) as sequence
		from information_schema.columns
		where table_schema = 'public' and pg_get_serial_sequence(quote_ident(table_name), column_name) is not null`;
	for (const { table, column, sequence } of numbered) {
		await tx`select setval(${sequence}, coalesce((select max(${tx(column)}) from ${tx(table)}), 0) + 1, false)`;
	}
}
