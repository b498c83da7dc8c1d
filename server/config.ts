// Everything that can be set from outside, read once at start. No variable is required; .env.example lists them all.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export interface Config {
	host: string;
	port: number;
	/** The address people use, when it is fixed. Null: whatever the request says. */
	origin: URL | null;
	dataDir: string;
	/** A PostgreSQL server; null for the embedded database under dataDir. */
	databaseUrl: string | null;
	/** 32 bytes; encrypts private contacts. */
	secretKey: Buffer;
	/** How many proxies in front of us may be believed about https. */
	trustedProxies: number;
	logLevel: string;
}

/** Where everything is kept: all that the commands beside `start` need to know. */
export interface Place extends Pick<Config, 'dataDir' | 'databaseUrl'> {
	/** Null if none is set and none has been made yet. */
	secretKey: Buffer | null;
}

/** A line left empty in .env counts as not set. */
type Environment = Record<string, string | undefined>;

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Reads the environment. Throws a sentence that names the variable which cannot be used. */
export function readConfig(env: Environment): Config {
	const dataDir = dataDirOf(env);
	fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	return {
		host: env['HOST'] || '0.0.0.0',
		port: readNumber(env, 'PORT', 3000, 65_535),
		origin: readOrigin(env['ORIGIN']),
		dataDir,
		databaseUrl: readSecret(env, 'DATABASE_URL'),
		secretKey: readSecretKey(env, dataDir),
		trustedProxies: readNumber(env, 'TRUST_PROXY', 0, 10),
		logLevel: readLogLevel(env['LOG_LEVEL'])
	};
}

/** The same, without making the folder or a key: a restore has to find them missing. */
export function readPlace(env: Environment): Place {
	const dataDir = dataDirOf(env);
	return { dataDir, databaseUrl: readSecret(env, 'DATABASE_URL'), secretKey: findSecretKey(env, dataDir) };
}

/** Puts a key where the next start looks for it. Replaces none. */
export function keepSecretKey(dataDir: string, key: Buffer): void {
	fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	fs.writeFileSync(keyFileIn(dataDir), key.toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
}

const dataDirOf = (env: Environment) => path.resolve(env['DATA_DIR'] || './data');
const keyFileIn = (dataDir: string) => path.join(dataDir, 'secret-key');

function readNumber(env: Environment, name: string, fallback: number, most: number): number {
	const text = env[name];
	if (!text) return fallback;
	const value = /^\d+$/.test(text) ? Number(text) : Infinity;
	if (value > most) {
		throw new Error(`${name} is "${text}", but must be a whole number from 0 to ${most}.`);
	}
	return value;
}

function readOrigin(text: string | undefined): URL | null {
	if (!text) return null;
	const url = URL.canParse(text) ? new URL(text) : null;
	if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
		throw new Error(`ORIGIN is "${text}", but must be an address such as https://rootbridge.example.org.`);
	}
	return url;
}

function readLogLevel(text: string | undefined): string {
	if (!text) return 'info';
	if (!logLevels.includes(text))
		throw new Error(`LOG_LEVEL is "${text}", but must be one of: ${logLevels.join(', ')}.`);
	return text;
}

/** NAME, or the content of the file that NAME_FILE names. */
function readSecret(env: Environment, name: string): string | null {
	const file = env[`${name}_FILE`];
	if (!file) return env[name] || null;
	let content: string;
	try {
		content = fs.readFileSync(file, 'utf8').trim();
	} catch (cause) {
		throw new Error(`${name}_FILE names a file that cannot be read: ${file}`, { cause });
	}
	// Not mounted, perhaps: another database or another key must not quietly take its place.
	if (content === '') throw new Error(`${name}_FILE names a file that is empty: ${file}`);
	return content;
}

/** SECRET_KEY, or one generated into the data folder at the first start and kept there. */
function readSecretKey(env: Environment, dataDir: string): Buffer {
	const found = findSecretKey(env, dataDir);
	if (found) return found;
	const made = randomBytes(32);
	keepSecretKey(dataDir, made);
	return made;
}

function findSecretKey(env: Environment, dataDir: string): Buffer | null {
	const file = keyFileIn(dataDir);
	const text = readSecret(env, 'SECRET_KEY') ?? (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : null);
	if (text === null) return null;
	const key = Buffer.from(text, 'base64');
	if (key.length !== 32)
		throw new Error('SECRET_KEY must be 32 bytes in base64. Make one with: openssl rand -base64 32');
	return key;
}
