// Everything that is in the database, as text to search in: every column of every table, bytes as they stand.
import type { Database } from '../../server/db/client.ts';

type Cell = string | number | boolean | Date | Uint8Array | object | null;

export interface StoredRow {
	table: string;
	/** Every column, one after the other. */
	text: string;
}

export async function storedRows({ sql }: Pick<Database, 'sql'>): Promise<StoredRow[]> {
	const tables = await sql<{ name: string }[]>`
		select table_schema || '.' || table_name as name from information_schema.tables
		where table_schema in ('public', 'drizzle') and table_type = 'BASE TABLE'`;
	const rows: StoredRow[] = [];
	for (const { name: table } of tables) {
		for (const row of await sql.unsafe<Record<string, Cell>[]>(`select * from ${table}`)) {
			rows.push({ table: table.replace('public.', ''), text: Object.values(row).map(cellText).join('\n') });
		}
	}
	return rows;
}

/** The tables in which a text stands, each once. Texts are looked for as they are and in the forms that bytes take. */
export async function tablesWith(database: Pick<Database, 'sql'>, wanted: string): Promise<string[]> {
	const bytes = Buffer.from(wanted);
	const forms = [wanted, bytes.toString('latin1'), bytes.toString('base64url'), bytes.toString('hex')];
	const rows = await storedRows(database);
	return [...new Set(rows.filter(({ text }) => forms.some((form) => text.includes(form))).map(({ table }) => table))];
}

function cellText(cell: Cell): string {
	if (cell instanceof Uint8Array) return Buffer.from(cell).toString('latin1');
	return typeof cell === 'string' ? cell : JSON.stringify(cell);
}
