// What can be set from outside, and what is said when it cannot be used.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';

let dir: string;

beforeEach(() => {
	dir = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-config-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const read = (env: Record<string, string | undefined> = {}) => readConfig({ DATA_DIR: dir, ...env });
function write(name: string, text: string): string {
	const file = path.join(dir, name);
	fs.writeFileSync(file, text);
	return file;
}

describe('the configuration', () => {
	it('needs nothing', () => {
		const config = read();
		expect(config).toMatchObject({
			host: '0.0.0.0',
			port: 3000,
			origin: null,
			dataDir: dir,
			databaseUrl: null,
			trustedProxies: 0,
			logLevel: 'info'
		});
		expect(config.secretKey).toHaveLength(32);
	});

	it('takes a line of .env that was left empty as not set', () => {
		const names = ['HOST', 'PORT', 'ORIGIN', 'DATABASE_URL', 'DATABASE_URL_FILE', 'SECRET_KEY', 'SECRET_KEY_FILE'];
		const empty = Object.fromEntries([...names, 'TRUST_PROXY', 'LOG_LEVEL'].map((name) => [name, '']));
		expect(read(empty)).toEqual(read());
		const here = process.cwd();
		process.chdir(dir);
		try {
			// An empty DATA_DIR is the usual folder, never the working directory itself.
			expect(readConfig({ DATA_DIR: '' }).dataDir).toBe(path.join(fs.realpathSync(dir), 'data'));
		} finally {
			process.chdir(here);
		}
	});

	it('takes what is set', () => {
		const key = randomBytes(32);
		const config = read({
			HOST: '127.0.0.1',
			PORT: '8080',
			ORIGIN: 'https://rootbridge.example.org',
			DATABASE_URL: 'postgres://db.example.org/rootbridge',
			SECRET_KEY: key.toString('base64'),
			TRUST_PROXY: '1',
			LOG_LEVEL: 'debug'
		});
		expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, trustedProxies: 1, logLevel: 'debug' });
		expect(config.origin?.origin).toBe('https://rootbridge.example.org');
		expect(config.databaseUrl).toBe('postgres://db.example.org/rootbridge');
		expect(config.secretKey).toEqual(key);
	});

	it('makes its data folder for its owner alone', () => {
		const made = readConfig({ DATA_DIR: path.join(dir, 'deep', 'data') });
		expect(fs.statSync(made.dataDir).mode & 0o777).toBe(0o700);
	});
});

describe('the secret key', () => {
	it('is made at the first start, kept for the next ones, and readable by its owner alone', () => {
		const first = read().secretKey;
		expect(read().secretKey).toEqual(first);
		expect(fs.statSync(path.join(dir, 'secret-key')).mode & 0o777).toBe(0o600);
		fs.rmSync(path.join(dir, 'secret-key'));
		expect(read().secretKey).not.toEqual(first);
	});

	it('is not written down when it is given', () => {
		read({ SECRET_KEY: randomBytes(32).toString('base64') });
		expect(fs.existsSync(path.join(dir, 'secret-key'))).toBe(false);
	});

	it('can come from a file, as the address of the database can', () => {
		const key = randomBytes(32);
		const config = read({
			SECRET_KEY_FILE: write('key', `${key.toString('base64')}\n`),
			DATABASE_URL_FILE: write('url', ' postgres://db.example.org/rootbridge \n')
		});
		expect(config.secretKey).toEqual(key);
		expect(config.databaseUrl).toBe('postgres://db.example.org/rootbridge');
	});
});

describe('a value that cannot be used', () => {
	const unusable: [string, string][] = [
		['PORT', 'http'],
		['PORT', '-1'],
		['PORT', '65536'],
		['PORT', '80.5'],
		['PORT', ' '],
		['PORT', '0x50'],
		['TRUST_PROXY', 'yes'],
		['TRUST_PROXY', '11'],
		['ORIGIN', 'rootbridge.example.org'],
		['ORIGIN', 'https://rootbridge.example.org/sub'],
		['ORIGIN', 'ftp://rootbridge.example.org'],
		['ORIGIN', 'javascript:alert(1)'],
		['SECRET_KEY', 'too short'],
		['SECRET_KEY', randomBytes(32).toString('hex')],
		['LOG_LEVEL', 'loud'],
		['DATABASE_URL_FILE', '/no/such/file'],
		['SECRET_KEY_FILE', '/no/such/file']
	];

	it.each(unusable)('is refused with a sentence that names its variable: %s="%s"', (name, text) => {
		expect(() => read({ [name]: text })).toThrow(name);
		expect(() => read({ [name]: text })).toThrow(/must be|cannot be read/);
	});

	it.each(['DATABASE_URL_FILE', 'SECRET_KEY_FILE'])('is refused when the file of %s is empty', (name) => {
		// A secret that was not mounted must not quietly start another database, or another key.
		expect(() => read({ [name]: write('empty', '\n') })).toThrow(`${name} names a file that is empty`);
	});

	it('is never repeated when it is a secret', () => {
		expect(() => read({ SECRET_KEY: 'nearly-a-key' })).not.toThrow('nearly-a-key');
	});
});
