// Worker thread of embedded-postgres.ts: owns the data folder and speaks the Postgres wire protocol on a Unix socket.
//
// PGlite is one Postgres backend, hence one session. A connection therefore gets the session for a whole *turn*: from its
// first message until a Sync or simple Query leaves no transaction open. Everybody else's messages wait in their own queue.
// Handing the session over any earlier mixes up unnamed statements and error states of different connections.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { readPanic } from './panic.ts';
import type { WorkerInput, WorkerMessage } from './embedded-postgres.ts';

const { dir, socketPath, idleInTransactionMs } = workerData as WorkerInput;

// --- 1. One process per folder. The kernel drops this lock when its holder dies, however it dies. It also drops it when
// the holder's own process opens and closes the lock file (a backup, say), hence the second question: does anyone answer?

const ownerFile = path.join(dir, 'owner');

class FolderInUse extends Error {
	readonly pid: string;
	constructor(pid: string, cause?: unknown) {
		super(`${dir} is in use by process ${pid}`, { cause });
		this.pid = pid;
	}
}

function answers(socket: string): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = net
			.connect(socket, () => {
				probe.destroy();
				resolve(true);
			})
			.on('error', () => resolve(false));
	});
}

async function lockFolder(): Promise<DatabaseSync> {
	const owner = fs.existsSync(ownerFile) ? fs.readFileSync(ownerFile, 'utf8').split('\n') : [];
	const [pid = 'unknown', socket = socketPath] = owner;
	const lock = new DatabaseSync(path.join(dir, 'lock'), { timeout: 0 });
	try {
		lock.exec('begin exclusive');
	} catch (cause) {
		throw new FolderInUse(pid, cause);
	}
	if (await answers(socket)) throw new FolderInUse(pid);
	fs.rmSync(socket, { force: true }); // left by a killed process
	fs.writeFileSync(ownerFile, `${process.pid}\n${socketPath}`);
	return lock;
}

// --- 2. PGlite that really reaches the disk: as shipped it runs with fsync off, and its NODEFS ignores fsync.

interface EmscriptenNodeFs {
	stream_ops: { fsync?: (stream: { nfd?: number; node: unknown }) => number };
	realPath(node: unknown): string;
}
interface EmscriptenModule {
	NODEFS?: EmscriptenNodeFs;
}

function syncToDisk(file: string): void {
	const fd = fs.openSync(file, 'r');
	try {
		fs.fsyncSync(fd);
	} finally {
		fs.closeSync(fd);
	}
}

class SyncingNodeFS extends NodeFS {
	syncs = 0;
	override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]) {
		const result = await super.init(pg, options);
		const addFsync = (module: EmscriptenModule) => {
			const nodeFs = module.NODEFS;
			if (!nodeFs) throw new Error('PGlite has changed inside: cannot add fsync');
			nodeFs.stream_ops.fsync = (stream) => {
				this.syncs++;
				if (stream.nfd === undefined) syncToDisk(nodeFs.realPath(stream.node));
				else fs.fsyncSync(stream.nfd);
				return 0;
			};
		};
		const { preRun } = result.emscriptenOpts;
		result.emscriptenOpts.preRun = [...(Array.isArray(preRun) ? preRun : []), addFsync];
		return result;
	}
}

async function openDatabase(folder: string): Promise<{ pg: PGlite; vfs: SyncingNodeFS }> {
	const vfs = new SyncingNodeFS(folder);
	const settings = ['fsync=on', 'wal_sync_method=fsync', 'shared_buffers=16MB', 'max_connections=5'];
	const startParams = [
		...PGlite.defaultStartParams.filter((param) => param !== '-F'),
		...settings.flatMap((setting) => ['-c', setting])
	];
	const pg = await PGlite.create({ fs: vfs, startParams });
	const setting = (await pg.query<{ fsync: string }>('show fsync')).rows[0]?.fsync;
	const before = vfs.syncs;
	await pg.exec('checkpoint');
	if (setting !== 'on' || vfs.syncs === before) throw new Error('PGlite does not sync to disk, refusing to start');
	return { pg, vfs };
}

/** The first start happens beside the final place, so that being killed in the middle of it leaves nothing half made. */
async function createDataFolder(folder: string): Promise<void> {
	const partial = `${folder}.partial`;
	fs.rmSync(partial, { recursive: true, force: true });
	await (await openDatabase(partial)).pg.close();
	const made = fs.readdirSync(partial, { recursive: true, encoding: 'utf8' });
	for (const name of [...made, '.']) syncToDisk(path.join(partial, name));
	fs.renameSync(partial, folder);
	syncToDisk(dir);
}

// --- 3. The wire protocol: cut the stream into messages, run them in turns.

const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);
const startup = { version3: 196_608, tls: 80_877_103, gss: 80_877_104 };
const types = { parse: 0x50, query: 0x51, sync: 0x53, terminate: 0x58 };
/** A message this long is not one that our own driver sends. */
const maxMessageBytes = 2 ** 30;

function message(type: string, body: string): Buffer {
	const frame = Buffer.alloc(5 + Buffer.byteLength(body));
	frame.write(type, 0);
	frame.writeInt32BE(frame.length - 1, 1);
	frame.write(body, 5);
	return frame;
}

class Client {
	readonly socket: net.Socket;
	readonly statements = new Set<string>();
	readonly pending: Buffer[] = [];
	#chunks: Buffer[] = [];
	#size = 0;
	#needed = 8;
	#started = false;
	constructor(socket: net.Socket) {
		this.socket = socket;
	}

	receive(chunk: Buffer): void {
		this.#chunks.push(chunk);
		this.#size += chunk.length;
		if (this.#size < this.#needed) return;
		let data = Buffer.concat(this.#chunks);
		for (;;) {
			const head = this.#started ? 1 : 0; // only the messages before the start have no type byte
			this.#needed = data.length < head + 4 ? head + 4 : head + data.readUInt32BE(head);
			if (this.#needed > maxMessageBytes || this.#needed < head + 4) {
				this.socket.destroy();
				return;
			}
			if (data.length < this.#needed) break;
			this.#take(data.subarray(0, this.#needed));
			data = data.subarray(this.#needed);
		}
		this.#chunks = [data];
		this.#size = data.length;
	}

	#take(frame: Buffer): void {
		if (!this.#started) {
			const code = frame.length < 8 ? 0 : frame.readInt32BE(4);
			if (code === startup.tls || code === startup.gss) {
				this.socket.write('N');
				return;
			}
			if (code !== startup.version3) {
				this.socket.destroy(); // a CancelRequest cannot be done here: hang up, as Postgres does
				return;
			}
			this.#started = true;
		} else if (frame[0] === types.parse) {
			const name = frame.toString('utf8', 5, frame.indexOf(0, 5));
			if (name) this.statements.add(name);
		}
		if (frame[0] !== types.terminate) this.pending.push(frame); // the socket's end says it too
	}

	/** The connection is gone: undo whatever it left in the session. */
	abandon(): void {
		const close = [...this.statements].map((name) => message('C', `S${name}\0`));
		this.pending.splice(0, Infinity, Buffer.concat([SYNC, message('Q', 'rollback\0'), ...close, SYNC]));
	}
}

const clients = new Set<Client>();
let owner: Client | undefined;
let running = false;

async function execute(pg: PGlite, socket: net.Socket, frame: Buffer): Promise<void> {
	let panic: string | null = null;
	socket.cork();
	await pg.execProtocolRawStream(frame, {
		syncToFs: false,
		onRawData: (bytes) => {
			panic ??= readPanic(bytes);
			if (socket.writable) socket.write(Buffer.from(bytes));
		}
	});
	if (panic !== null) throw new Error(panic); // before anything of this turn is sent
	socket.uncork();
}

async function run(pg: PGlite): Promise<void> {
	if (running) return;
	running = true;
	for (;;) {
		const client: Client | undefined = owner ?? [...clients].find((waiting) => waiting.pending.length > 0);
		const frame = client?.pending.shift();
		if (!client || !frame) break;
		owner = client;
		const { socket } = client;
		socket.setTimeout(0);
		await execute(pg, socket, frame);
		const complete = frame[0] === 0 || frame[0] === types.sync || frame[0] === types.query; // 0: the start message
		if (!complete || pg.isInTransaction()) continue;
		owner = undefined;
		clients.delete(client);
		if (!socket.destroyed) clients.add(client); // to the end of the line
		await nextTurn();
	}
	if (owner && owner.socket.timeout !== idleInTransactionMs) owner.socket.setTimeout(idleInTransactionMs);
	running = false;
}

function serve(pg: PGlite): Promise<net.Server> {
	const fatal = (error: unknown) =>
		setImmediate(() => {
			throw error; // ends the worker, embedded-postgres.ts reports it
		});
	const server = net.createServer((socket) => {
		const client = new Client(socket);
		clients.add(client);
		socket.on('data', (chunk) => {
			client.receive(chunk);
			run(pg).catch(fatal);
		});
		socket.on('error', () => {}); // 'close' follows and does what is needed
		socket.on('close', () => {
			client.abandon();
			run(pg).catch(fatal);
		});
		socket.on('timeout', () => {
			const reason = 'transaction left idle for too long, the embedded database has one session only';
			socket.write(message('E', `SFATAL\0VFATAL\0C25P03\0M${reason}\0\0`));
			socket.destroySoon();
		});
	});
	return new Promise((resolve, reject) => {
		server.once('error', reject).listen(socketPath, () => resolve(server));
	});
}

// --- 4. Start, and stop in the reverse order.

function tell(report: WorkerMessage): void {
	parentPort?.postMessage(report);
}

async function open(lock: DatabaseSync): Promise<void> {
	const data = path.join(dir, 'data');
	if (!fs.existsSync(data)) await createDataFolder(data);
	const { pg, vfs } = await openDatabase(data);
	const server = await serve(pg);
	const close = async () => {
		server.close();
		for (const client of clients) client.socket.destroy();
		while (clients.size > 0) await nextTurn();
		await pg.close();
		fs.rmSync(socketPath, { force: true });
		fs.rmSync(ownerFile, { force: true });
		lock.close();
		parentPort?.close();
	};
	parentPort?.on('message', (request: 'close' | 'syncs') => {
		if (request === 'syncs') tell({ kind: 'syncs', syncs: vfs.syncs });
		else void close();
	});
	tell({ kind: 'ready' });
}

try {
	await open(await lockFolder());
} catch (error) {
	if (!(error instanceof FolderInUse)) throw error;
	tell({ kind: 'in-use', pid: error.pid });
}
