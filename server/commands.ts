// What `rootbridge backup`, `restore`, `move` and `doctor` understand and say. In: words of the command line and the
// environment. Out: sentences on stdout, progress on stderr, the exit code. No content and no names of people.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { isEncrypted } from './backup/encryption.ts';
import { makeBackup } from './backup/make-backup.ts';
import { readPassphrase } from './backup/passphrase.ts';
import { move, restore, type RestoreReport } from './backup/restore.ts';
import { readPlace } from './config.ts';
import { openDatabase, openExistingDatabase, requireEmbedded, type Database } from './db/client.ts';
import { refuseOtherTables, programVersion } from './backup/version.ts';
import { appliedMigrations } from './db/migrate.ts';
import { examine, findingAsText } from './sync/examination.ts';
import { repairDocument } from './sync/repair.ts';
import { documentNames, readStored } from './sync/stored-document.ts';

export interface Words {
	args: string[];
	env: Record<string, string | undefined>;
	tell(line: string): void;
}

/** The exit code: 0, or 1 if something is to be done about what was said. */
export type Command = (words: Words) => Promise<number>;

export const backupCommand: Command = async ({ args, env, tell }) => {
	const { file, values } = readArgs(args, 'backup FILE [--encrypt] [--passphrase-file FILE]', {
		encrypt: { type: 'boolean' },
		'passphrase-file': { type: 'string' }
	});
	const passphraseFile = textOf(values['passphrase-file']);
	const isPrivate = values['encrypt'] === true || passphraseFile !== null;
	const passphrase = isPrivate ? await readPassphrase({ file: passphraseFile, isNew: true }) : null;
	const { bytes, rows, header, readMs } = await makeBackup(readPlace(env), file, passphrase);
	tell(`Backed up: ${rows} rows, read in ${(readMs / 1000).toFixed(1)} s, ${kilobytes(bytes)} KB in ${file}.`);
	if (!isPrivate) {
		tell('It is not encrypted: whoever gets the file can read everything in it. Use --encrypt to set a passphrase.');
	} else if (header.secretKey !== null) {
		tell('It is encrypted, and holds the SECRET_KEY. Without its passphrase nobody can open it, you neither.');
	}
	if (header.sealedContacts > 0 && header.secretKey === null) {
		const why = isPrivate ? 'none is set here' : 'it is not encrypted';
		tell(
			`The SECRET_KEY is not in it, because ${why}. Keep that key elsewhere: without it the private contacts (${header.sealedContacts}) cannot be read.`
		);
	}
	tell('Sign-ins are not in it: after a restore everybody signs in again.');
	return 0;
};

export const restoreCommand: Command = async ({ args, env, tell }) => {
	const { file, values } = readArgs(args, 'restore FILE [--passphrase-file FILE] [--lose-contacts]', {
		'passphrase-file': { type: 'string' },
		'lose-contacts': { type: 'boolean' }
	});
	const passphraseFile = textOf(values['passphrase-file']);
	if (!fs.existsSync(file)) throw new Error(`There is no file ${file}.`);
	const passphrase = isEncrypted(file) ? await readPassphrase({ file: passphraseFile, isNew: false }) : null;
	let unsound = 0;
	const { header, key } = await restore({
		place: readPlace(env),
		file,
		passphrase,
		mayLoseContacts: values['lose-contacts'] === true,
		then: async (database) => void (unsound = await tellFindings(database, tell))
	});
	tell(`Restored: everything as it was at ${header.createdAt}, and every document has been checked.`);
	tell(aboutKey(key, header));
	tell(
		'Everybody signs in again, guests enter again. Who has joined or left since that moment has not: look at People.'
	);
	return afterFindings(unsound, tell);
};

export const moveCommand: Command = async ({ args, env, tell }) => {
	readArgs(args, 'move', {}, { hasFile: false });
	let unsound = 0;
	const { keptIn } = await move({
		place: readPlace(env),
		then: async (database) => void (unsound = await tellFindings(database, tell))
	});
	tell('Moved to the database that DATABASE_URL names, and every document has been checked.');
	tell('Start Rootbridge with DATABASE_URL set from now on, and keep DATA_DIR: the secret key is in it.');
	tell(`The embedded database is kept as it was, in ${keptIn}. Delete it once you are content.`);
	return afterFindings(unsound, tell);
};

export const doctorCommand: Command = async ({ args, env, tell }) => {
	const { values } = readArgs(args, 'doctor [--repair]', { repair: { type: 'boolean' } }, { hasFile: false });
	const place = readPlace(env);
	if (values['repair'] !== true)
		return withDatabase(openExistingDatabase(place), async (database) => {
			return afterFindings(await tellFindings(database, tell), tell);
		});
	// While Rootbridge runs on the folder this is refused: nobody should type into what is being put right.
	if (place.databaseUrl === null) requireEmbedded(place.dataDir);
	return withDatabase(openDatabase(place), (database) => repairAll(database, tell));
};

async function withDatabase(
	opening: Promise<Database>,
	work: (database: Database) => Promise<number>
): Promise<number> {
	const database = await opening;
	try {
		refuseOtherTables({ migrations: await appliedMigrations(database.sql), app: programVersion() });
		return await work(database);
	} finally {
		await database.close();
	}
}

/** How many documents are not sound. */
async function tellFindings({ tables }: Database, tell: Words['tell']): Promise<number> {
	let unsound = 0;
	const names = await documentNames(tables);
	for (const name of names) {
		const stored = await readStored(tables, name);
		const findings = stored ? examine(stored) : [];
		for (const finding of findings) tell(findingAsText(finding));
		if (findings.length > 0) unsound++;
	}
	tell(`Documents examined: ${names.length}. Not sound: ${unsound}.`);
	return unsound;
}

async function repairAll({ tables }: Database, tell: Words['tell']): Promise<number> {
	let left = 0;
	for (const name of await documentNames(tables)) {
		const repair = await repairDocument(tables, name);
		if (!repair || repair.findings.length === 0) continue;
		for (const finding of repair.findings) tell(findingAsText(finding));
		const { replacement, lost } = repair;
		if (!replacement) {
			left++;
			tell(`${name}: nothing sound is left, so it stays closed and as it is. Restore a backup.`);
			continue;
		}
		const history = replacement.isBase ? ' Its history begins anew.' : '';
		const kept =
			lost.length === 0 ? 'Everything could be kept.' : `The edits of ${updatesAsText(lost)} could not be kept.`;
		tell(`${name}: repaired. ${kept}${history} What was taken out is in quarantine.`);
	}
	tell(left === 0 ? 'Every document is sound.' : `Documents that could not be repaired: ${left}.`);
	return left === 0 ? 0 : 1;
}

function afterFindings(unsound: number, tell: Words['tell']): number {
	if (unsound === 0) return 0;
	tell(
		'Documents that cannot be loaded stay closed until they are repaired: make a backup, stop Rootbridge, then run: rootbridge doctor --repair'
	);
	return 1;
}

function aboutKey(key: RestoreReport['key'], { sealedContacts }: RestoreReport['header']): string {
	switch (key) {
		case 'keep':
			return 'The backup’s SECRET_KEY is now in the data folder.';
		case 'lose':
			return `The key of the private contacts (${sealedContacts}) is missing: they stay unreadable.`;
		case 'nothing':
			return 'No private contact needs another SECRET_KEY than the one that is set here, or will be made.';
	}
}

function updatesAsText(seqs: readonly number[]): string {
	const shown = seqs.slice(0, 20).join(', ');
	return `${seqs.length === 1 ? 'update' : 'updates'} ${shown}${seqs.length > 20 ? ` and ${seqs.length - 20} more` : ''}`;
}

type Options = Record<string, { type: 'boolean' | 'string' }>;

/** Throws a sentence with how the command is written. */
function readArgs(args: string[], usage: string, options: Options, { hasFile = true } = {}) {
	const wrong = (cause?: unknown) => new Error(`Write it like this: rootbridge ${usage}`, { cause });
	let parsed: { values: Record<string, unknown>; positionals: string[] };
	try {
		parsed = parseArgs({ args, options, allowPositionals: true });
	} catch (cause) {
		throw wrong(cause);
	}
	const { values, positionals } = parsed;
	if (positionals.length !== (hasFile ? 1 : 0)) throw wrong();
	return { values, file: positionals[0] ?? '' };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
const kilobytes = (bytes: number) => Math.ceil(bytes / 1024);
