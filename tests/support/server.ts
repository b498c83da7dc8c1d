// The program as people start it (server/cli.ts), as a child process on a folder and a port of its own. It can be stopped,
// killed and started again on the same folder and port.
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFaultyPort, type FaultyPort } from './faulty-port.ts';
import { freePort } from './free-port.ts';
import { createDatabaseOn } from './postgres.ts';

const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));

export interface Server {
	/** "http://localhost:54321" */
	readonly origin: string;
	/** The secret of the claim link of the last start; null once there is a steward. */
	readonly claim: string | null;
	/** Everything it has printed. */
	readonly output: string;
	readonly pid: number;
	/** The way to its database; null unless it was asked for, and there is a database server to go to. */
	readonly wayToDatabase: FaultyPort | null;
	/** SIGTERM, and start again. */
	restart(): Promise<void>;
	/** kill -9, and start again. */
	crash(): Promise<void>;
	stop(signal?: NodeJS.Signals): Promise<number | null>;
	start(): Promise<void>;
	/** Stops it and removes its folder and database. */
	remove(): Promise<void>;
}

export interface ServerOptions {
	command?: 'start' | 'demo';
	env?: Record<string, string>;
	/** With DATABASE_URL: the server is reached through a port with the faults of a network. */
	hasFaultyDatabase?: boolean;
}

/** With DATABASE_URL in the tests' own environment, a new database on that server; else the embedded one. */
export async function startServer({
	command = 'start',
	env = {},
	hasFaultyDatabase = false
}: ServerOptions = {}): Promise<Server> {
	const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-e2e-'));
	const port = await freePort();
	const onServer = process.env['DATABASE_URL'] ? await createDatabaseOn(process.env['DATABASE_URL']) : null;
	const wayToDatabase = onServer && hasFaultyDatabase ? await faultyWayTo(onServer.url) : null;
	const origin = `http://localhost:${port}`;
	let child: ChildProcess | null = null;
	let output = '';
	let claim: string | null = null;

	async function start(): Promise<void> {
		const from = output.length;
		const started = spawn(process.execPath, [cli, command], {
			env: {
				...process.env,
				NODE_ENV: 'production',
				LOG_LEVEL: 'warn',
				DATA_DIR: dataDir,
				PORT: String(port),
				DATABASE_URL: wayToDatabase?.url ?? onServer?.url ?? '',
				...env
			},
			stdio: ['ignore', 'pipe', 'pipe']
		});
		child = started;
		const note = (chunk: Buffer) => (output += chunk.toString());
		started.stdout.on('data', note);
		started.stderr.on('data', note);
		await new Promise<void>((resolve, reject) => {
			const look = setInterval(() => {
				if (!output.slice(from).includes('Rootbridge is ready')) return;
				clearInterval(look);
				// The lines after it come with the same write or the next one.
				setTimeout(resolve, 50);
			}, 20);
			started.once('exit', (code) => {
				clearInterval(look);
				reject(new Error(`the server ended with ${code}: ${output.slice(from)}`));
			});
		});
		claim = /claim#(\w+)/.exec(output.slice(from))?.[1] ?? null;
	}

	async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
		const running = child;
		if (!running || running.exitCode !== null || running.signalCode !== null) return running?.exitCode ?? null;
		const gone = new Promise<number | null>((resolve) => running.once('exit', (code) => resolve(code)));
		running.kill(signal);
		return gone;
	}

	await start();
	return {
		origin,
		get claim() {
			return claim;
		},
		get output() {
			return output;
		},
		wayToDatabase: wayToDatabase?.way ?? null,
		get pid() {
			return child?.pid ?? 0;
		},
		async restart() {
			await stop();
			await start();
		},
		async crash() {
			await stop('SIGKILL');
			await start();
		},
		stop,
		start,
		async remove() {
			await stop();
			await wayToDatabase?.way.close();
			await onServer?.drop();
			fs.rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

async function faultyWayTo(databaseUrl: string): Promise<{ way: FaultyPort; url: string }> {
	const url = new URL(databaseUrl);
	const way = await openFaultyPort({ host: url.hostname, port: Number(url.port || 5432) });
	url.hostname = '127.0.0.1';
	url.port = String(way.port);
	return { way, url: url.href };
}
