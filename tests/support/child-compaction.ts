// Run as a process of its own, so that it can be killed: compacts what is behind, or moves the bases, on an existing data
// folder or server database, and kills itself before the statement of KILL_AT (or, past the last one, after the commit).
// Prints the statements it came to, so that the test knows how many points there are.
import fs from 'node:fs';
import { readConfig } from '../../server/config.ts';
import { openDatabase, type Database, type Tables, type Transaction } from '../../server/db/client.ts';
import { createLog } from '../../server/log.ts';
import { createCompaction } from '../../server/sync/compaction.ts';
import { createUpdateStorage } from '../../server/sync/storage-postgres.ts';
import { limits } from '../../src/shared/protocol/limits.ts';

const killAt = Number(process.env['KILL_AT']);
const step = process.env['STEP'] === 'base' ? 'base' : 'head';
let point = 0;

function reach(what: string): void {
	fs.writeSync(1, `${++point} ${what}\n`);
	if (point === killAt) process.kill(process.pid, 'SIGKILL');
}

const writes = new Set<string | symbol>(['insert', 'update', 'delete', 'select']);

/** The same transaction, that says before each statement which one comes. */
function watched(tx: Transaction): Transaction {
	return new Proxy(tx, {
		get(target, name) {
			const value: unknown = Reflect.get(target, name);
			if (typeof value !== 'function') return value;
			return (...args: unknown[]) => {
				if (writes.has(name)) reach(`before ${String(name)}`);
				return Reflect.apply(value, target, args) as unknown;
			};
		}
	});
}

/** Only the transactions that write: `load` reads in one of its own. */
function watchedTables(tables: Tables): Tables {
	return new Proxy(tables, {
		get(target, name) {
			const value: unknown = Reflect.get(target, name);
			if (name !== 'transaction') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
			return async (work: (tx: Transaction) => Promise<unknown>, config?: { accessMode?: string }) => {
				if (config?.accessMode === 'read only') return target.transaction(work, config as never);
				const result = await target.transaction(async (tx) => {
					const done = await work(watched(tx));
					reach('before commit');
					return done;
				});
				reach('after commit');
				return result;
			};
		}
	});
}

const database: Database = await openDatabase(readConfig(process.env));
const storage = createUpdateStorage({ ...database, tables: watchedTables(database.tables) });
const compaction = createCompaction({ storage, log: createLog('silent') });
if (step === 'head') await compaction.catchUp();
else await compaction.moveBases(new Date(Date.now() + (limits.rollbackDays + 1) * 86_400_000));
await compaction.close();
await database.close();
