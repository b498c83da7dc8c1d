// A PostgreSQL server of a test's own, for suites that stop, fill or break one: from Debian's packages, in a folder of its
// own, on a port of its own, as a user that is not root. Never the one on loopback, which others use.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

const packages = '/usr/lib/postgresql';

export interface OwnPostgres {
	readonly url: string;
	readonly port: number;
	/** SIGINT waits for nobody and rolls back, SIGQUIT is a crash of the server, SIGKILL one of its machine. */
	stop(signal?: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void>;
	start(): Promise<void>;
	remove(): Promise<void>;
}

export interface OwnPostgresOptions {
	/** Where its folder goes; a temporary folder otherwise. */
	parent?: string;
	settings?: Record<string, string>;
}

/** The newest server that is installed; null if there is none, or if we are root and cannot become its user. */
export function findPostgres(): string | null {
	if (!fs.existsSync(packages)) return null;
	const [newest] = fs.readdirSync(packages).sort((a, b) => Number(b) - Number(a));
	const programs = newest ? path.join(packages, newest, 'bin') : null;
	const isUsable = programs !== null && fs.existsSync(path.join(programs, 'initdb'));
	return isUsable && (process.getuid?.() !== 0 || ownUser() !== null) ? programs : null;
}

/** The user that Debian's package makes: PostgreSQL refuses to run as root. */
function ownUser(): { uid: number; gid: number } | null {
	const line = fs
		.readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((entry) => entry.startsWith('postgres:'));
	const [, , uid, gid] = line?.split(':') ?? [];
	return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

export async function startOwnPostgres({ parent, settings = {} }: OwnPostgresOptions = {}): Promise<OwnPostgres> {
	const programs = findPostgres();
	if (!programs) throw new Error(`There is no PostgreSQL server in ${packages}.`);
	const folder = fs.mkdtempSync(path.join(parent ?? os.tmpdir(), 'rootbridge-pg-'));
	const user = process.getuid?.() === 0 ? ownUser() : null;
	if (user) fs.chownSync(folder, user.uid, user.gid);
	const as = { ...user, stdio: 'ignore', cwd: folder } as const;
	const data = path.join(folder, 'data');
	execFileSync(path.join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'], as);
	const port = await freePort();
	const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	const all = { listen_addresses: '127.0.0.1', unix_socket_directories: folder, ...settings };
	const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	let server: ChildProcess | null = null;

	async function answers(): Promise<boolean> {
		const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
		const answered = await sql`select 1`.then(
			() => true,
			() => false // not yet: that is the question
		);
		await sql.end({ timeout: 0 });
		return answered;
	}
	async function start(): Promise<void> {
		server = spawn(path.join(programs ?? '', 'postgres'), ['-D', data, '-p', String(port), ...args], as);
		await until(answers, { boundMs: 6_000, what: 'our own PostgreSQL server answers' });
	}
	async function stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
		const running = server;
		server = null;
		if (!running || running.exitCode !== null || running.signalCode !== null) return;
		const gone = once(running, 'exit');
		running.kill(signal);
		await gone;
	}

	await start();
	return {
		url,
		port,
		stop,
		start,
		async remove() {
			await stop('SIGQUIT');
			fs.rmSync(folder, { recursive: true, force: true });
		}
	};
}
