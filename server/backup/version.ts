// Which Rootbridge this is, and whether it understands the tables of another one.
import fs from 'node:fs';
import { knownMigrations } from '../db/migrate.ts';

export function programVersion(): string {
	const text = fs.readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
	return (JSON.parse(text) as { version: string }).version;
}

/** Throws a sentence unless the tables were made by this version or an earlier one. */
export function refuseOtherTables({ migrations, app }: { migrations: readonly string[]; app: string }): void {
	const known = knownMigrations();
	if (migrations.length > known.length)
		throw new Error(
			`This was written by a newer version of Rootbridge (${app}). Install that version and try again. Nothing was changed.`
		);
	if (migrations.length === 0 || migrations.some((hash, index) => hash !== known[index]))
		throw new Error(
			`The tables in this were not made by any version of Rootbridge that this one follows (it says ${app}). Nothing was changed.`
		);
}
