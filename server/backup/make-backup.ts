// `rootbridge backup`: everything of one moment into one file, also while people type.
import fs from 'node:fs';
import type { Place } from '../config.ts';
import { openExistingDatabase } from '../db/client.ts';
import { writeBackup, type BackupHeader } from './backup-file.ts';
import { openCopy, type Copy } from './copy-out.ts';
import { countSealed, fingerprintOf, refuseWrongKey } from './keys.ts';
import { counted, showProgress } from './progress.ts';
import { programVersion } from './version.ts';

/** Whoever was signed in signs in again after a restore: a session that has ended since must not come back to life. */
const leftOut = ['sessions'];

export interface BackupReport {
	bytes: number;
	rows: number;
	header: BackupHeader;
	/** How long the database was read: on the embedded one, how long edits waited at most. */
	readMs: number;
}

export async function makeBackup(place: Place, file: string, passphrase: string | null): Promise<BackupReport> {
	if (fs.existsSync(file))
		throw new Error(`There is already a file ${file}: a backup never replaces one. Choose another name.`);
	const database = await openExistingDatabase(place);
	const report = { readMs: 0, rows: 0, header: null as BackupHeader | null };
	try {
		const open = async () => {
			const since = performance.now();
			const copy = await openCopy(database.sql, { leaveOut: leftOut });
			try {
				const header = await headerOf(copy, place.secretKey, passphrase !== null);
				report.header = header;
				report.rows = header.tables.reduce((sum, { rows }) => sum + rows, 0);
				const progress = showProgress('Backing up', report.rows);
				const close = async () => {
					await copy.close();
					report.readMs = performance.now() - since;
					progress.end();
				};
				return { header, batches: counted(copy.batches(), progress), close };
			} catch (error) {
				await copy.close();
				throw error;
			}
		};
		const { bytes } = await writeBackup(file, { open, passphrase });
		if (!report.header) throw new Error('The backup has no header.');
		return { ...report, header: report.header, bytes };
	} finally {
		await database.close();
	}
}

async function headerOf(
	{ contents, connection }: Copy,
	key: Buffer | null,
	isEncrypted: boolean
): Promise<BackupHeader> {
	await refuseWrongKey(connection, key);
	return {
		app: programVersion(),
		createdAt: new Date().toISOString(),
		...contents,
		sealedContacts: await countSealed(connection),
		keyFingerprint: key && fingerprintOf(key),
		secretKey: isEncrypted && key ? key.toString('base64') : null
	};
}
