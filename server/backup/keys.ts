// The SECRET_KEY and backups. Private contacts are sealed under it: a restore without it loses them, and a file that
// carries it openly gives them away. So it goes into encrypted backups alone, and every backup carries its fingerprint.
import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import { createSecretBox } from '../auth/secret-box.ts';
import { boxPlace } from '../services/entries.ts';
import type { BackupHeader } from './backup-file.ts';

export const fingerprintOf = (key: Buffer) => createHash('sha256').update(key).digest('hex');

export async function countSealed(sql: Sql): Promise<number> {
	const [row] = await sql<{ sealed: number }[]>`
		select count(*)::int as sealed from entry_people where contact is not null`;
	return row?.sealed ?? 0;
}

/** Throws a sentence if the key at hand is not the one that the contacts are sealed under. */
export async function refuseWrongKey(sql: Sql, key: Buffer | null): Promise<void> {
	if (!key) return;
	const [row] = await sql<{ document: string; entry: string; actor: string; contact: Uint8Array }[]>`
		select document, entry, actor, contact from entry_people where contact is not null
		order by created_at desc limit 1`;
	if (!row || createSecretBox(key).open(row.contact, boxPlace(row.document, row.entry, row.actor)) !== null) return;
	throw new Error(
		'The SECRET_KEY set here does not open the private contacts: it is not the one that Rootbridge runs with. Set the same SECRET_KEY, SECRET_KEY_FILE and DATA_DIR for this command.'
	);
}

export type KeyPlan =
	/** The place has the right one, or the backup needs none. */
	| { kind: 'nothing' }
	/** The backup brings it, and the place has none. */
	| { kind: 'keep'; key: Buffer }
	/** Somebody said that the contacts may be lost. */
	| { kind: 'lose' };

/** What a restore has to do about the key. Throws a sentence if it would lose contacts that nobody agreed to lose. */
export function planKey(header: BackupHeader, own: Buffer | null, mayLoseContacts: boolean): KeyPlan {
	const { keyFingerprint, secretKey, sealedContacts } = header;
	if (own && keyFingerprint === fingerprintOf(own)) return { kind: 'nothing' };
	if (!own && secretKey !== null) return { kind: 'keep', key: Buffer.from(secretKey, 'base64') };
	if (sealedContacts === 0) return { kind: 'nothing' };
	if (mayLoseContacts) return { kind: 'lose' };
	throw new Error(
		own
			? `The SECRET_KEY set here is another one than the backup's, so its private contacts (${sealedContacts}) could not be read. Set SECRET_KEY to the backup's${secretKey === null ? '' : ', or leave it unset and remove the file secret-key from the data folder: the backup brings its own'}.${orLose}`
			: `This backup does not hold the SECRET_KEY that its private contacts (${sealedContacts}) are sealed under, because it is not encrypted. Set SECRET_KEY to the one of the old place (the file secret-key in its data folder).${orLose}`
	);
}

const orLose = ' Nothing was changed. If that key is gone for good, add --lose-contacts.';
