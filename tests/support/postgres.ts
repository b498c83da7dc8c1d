// Databases of our own on a PostgreSQL server that others use as well.
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';

/** A new, empty database on a server. */
export async function createDatabaseOn(server: string): Promise<{ url: string; drop(): Promise<void> }> {
	const name = `rootbridge_test_${randomBytes(6).toString('hex')}`;
	const run = async (statement: string) => {
		const sql = postgres(server, { max: 1, onnotice: () => {} });
		await sql.unsafe(statement);
		await sql.end();
	};
	await run(`create database ${name}`);
	const url = new URL(server);
	url.pathname = `/${name}`;
	return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}
