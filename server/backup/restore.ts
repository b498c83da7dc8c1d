// `rootbridge restore` and `rootbridge move`: everything into an empty database, on either engine, whole or not at all.
import fs from 'node:fs';
import path from 'node:path';
import type { TransactionSql } from 'postgres';
import { keepSecretKey, type Place } from '../config.ts';
import { openDatabase, requireEmbedded, type Database } from '../db/client.ts';
import { migrate } from '../db/migrate.ts';
import { readBackup, type BackupHeader } from './backup-file.ts';
import { copyIn } from './copy-in.ts';
import { openCopy } from './copy-out.ts';
import { openEmptyDatabase } from './empty-database.ts';
import { planKey, type KeyPlan } from './keys.ts';
import { showProgress } from './progress.ts';
import { programVersion, refuseOtherTables } from './version.ts';

export interface Restore {
	place: Place;
	file: string;
	passphrase: string | null;
	/** Go on although the key of the private contacts is gone. */
	mayLoseContacts: boolean;
	/** The restored database, before it is closed. */
	then(database: Database): Promise<void>;
}

export interface RestoreReport {
	header: BackupHeader;
	key: KeyPlan['kind'];
}

/** Reads the whole file once before it opens the place, and throws a sentence with the place as it was. */
export async function restore({ place, file, passphrase, mayLoseContacts, then }: Restore): Promise<RestoreReport> {
	const header = await check(file, passphrase);
	const key = planKey(header, place.secretKey, mayLoseContacts);
	const database = await openEmptyDatabase(place, header.migrations);
	try {
		// Before the rows: a start in between would make a key of its own, and the contacts would never open again.
		if (key.kind === 'keep') keepSecretKey(place.dataDir, key.key);
		const { batches, close } = await readBackup(file, passphrase);
		const progress = showProgress('Restoring', countOf(header.tables));
		await copyIn(database, { contents: header, batches, onRows: progress.add, finish: startAnew }).finally(close);
		progress.end();
		await migrate(database);
		await then(database);
	} finally {
		await database.close();
	}
	return { header, key: key.kind };
}

async function check(file: string, passphrase: string | null): Promise<BackupHeader> {
	const { header, batches, close } = await readBackup(file, passphrase);
	try {
		refuseOtherTables(header);
		const progress = showProgress('Checking', countOf(header.tables));
		for await (const { rows } of batches) progress.add(rows.length);
		progress.end();
	} finally {
		await close();
	}
	return header;
}

/**
 * Tabs that were open before may know edits that this state does not: a higher generation has them set theirs aside. It
 * counts seconds, because a backup that is restored twice must not give the same generation to two different pasts.
 */
async function startAnew(tx: TransactionSql): Promise<void> {
	await tx`update documents set generation = greatest(
		generation + 1, extract(epoch from now() - timestamptz '2026-01-01 00:00:00+00')::int)`;
	// A visit that has ended since must not come back to life; names stay beside what guests wrote.
	await tx`update guests set expires_at = now() where expires_at > now()`;
}

/** From the embedded database to a server. Nothing is lost on the way, so nobody is signed out and no edit set aside. */
export async function move({ place, then }: Pick<Restore, 'place' | 'then'>): Promise<{ keptIn: string }> {
	const { dataDir, databaseUrl } = place;
	if (databaseUrl === null) throw new Error('Set DATABASE_URL to the empty database that everything should move to.');
	requireEmbedded(dataDir);
	const source = await openDatabase({ databaseUrl: null, dataDir });
	try {
		const copy = await openCopy(source.sql, { leaveOut: [] });
		try {
			refuseOtherTables({ ...copy.contents, app: programVersion() });
			await moveInto(await openEmptyDatabase({ databaseUrl, dataDir }, copy.contents.migrations), copy, then);
		} finally {
			await copy.close();
		}
	} finally {
		await source.close();
	}
	// A start that forgets DATABASE_URL would go on with the old rows, and two pasts cannot be put together again.
	const keptIn = path.join(dataDir, `postgres-moved-${new Date().toISOString().slice(0, 10)}`);
	fs.renameSync(path.join(dataDir, 'postgres'), keptIn);
	return { keptIn };
}

async function moveInto(
	database: Database,
	copy: Awaited<ReturnType<typeof openCopy>>,
	then: Restore['then']
): Promise<void> {
	try {
		const progress = showProgress('Moving', countOf(copy.contents.tables));
		const finish = () => Promise.resolve();
		await copyIn(database, { contents: copy.contents, batches: copy.batches(), onRows: progress.add, finish });
		progress.end();
		await migrate(database);
		await then(database);
	} finally {
		await database.close();
	}
}

const countOf = (tables: readonly { rows: number }[]) => tables.reduce((sum, { rows }) => sum + rows, 0);
