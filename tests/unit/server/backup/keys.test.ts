// What a restore does about the SECRET_KEY.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BackupHeader } from '../../../../server/backup/backup-file.ts';
import { fingerprintOf, planKey } from '../../../../server/backup/keys.ts';

const key = randomBytes(32);
const other = randomBytes(32);
const header = (given: Partial<BackupHeader>): BackupHeader => ({
	app: '',
	createdAt: '',
	migrations: [],
	tables: [],
	sealedContacts: 3,
	keyFingerprint: fingerprintOf(key),
	secretKey: null,
	...given
});
const withKey = header({ secretKey: key.toString('base64') });

describe('the key of a restored backup', () => {
	it('stays the one of the place if it is the right one', () => {
		expect(planKey(header({}), key, false)).toEqual({ kind: 'nothing' });
		expect(planKey(withKey, key, false)).toEqual({ kind: 'nothing' });
	});

	it('comes from an encrypted backup if the place has none', () => {
		expect(planKey(withKey, null, false)).toEqual({ kind: 'keep', key });
	});

	it('does not matter where nothing is sealed', () => {
		expect(planKey(header({ sealedContacts: 0 }), other, false)).toEqual({ kind: 'nothing' });
		expect(planKey(header({ sealedContacts: 0 }), null, false)).toEqual({ kind: 'nothing' });
	});

	it('is asked for when contacts would be lost, unless somebody agreed to lose them', () => {
		expect(() => planKey(withKey, other, false)).toThrow('another one than the backup’s'.replace('’', "'"));
		expect(() => planKey(header({}), other, false)).toThrow('another one');
		expect(() => planKey(header({}), null, false)).toThrow('Set SECRET_KEY to the one of the old place');
		expect(planKey(header({}), other, true)).toEqual({ kind: 'lose' });
		expect(planKey(header({}), null, true)).toEqual({ kind: 'lose' });
	});
});
