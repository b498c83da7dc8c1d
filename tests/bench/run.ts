// `npm run bench`: prints how fast and how heavy this is on the machine at hand; it asserts nothing. With DATABASE_URL also
// on that server, in databases of its own. `npm run bench -- --readme` writes the table into README.md, between
// <!-- bench --> and <!-- /bench -->.
import os from 'node:os';
import { buildIfNeeded } from '../../server/build.ts';
import { createDatabaseOn } from '../support/postgres.ts';
import { writeIntoReadme } from '../support/readme.ts';
import { measureColdStart, type FreshDatabase } from './cold-start.ts';
import { tableOf, type Measured } from './figures.ts';
import { measureLatency } from './latency.ts';

const rounds = 3;

function embedded(): Promise<FreshDatabase> {
	return Promise.resolve({ env: { DATABASE_URL: '' }, drop: () => Promise.resolve() });
}

async function onServer(server: string): Promise<FreshDatabase> {
	const { url, drop } = await createDatabaseOn(server);
	return { env: { DATABASE_URL: url }, drop };
}

interface Column extends Measured {
	utilization: number;
}

async function measure(title: string, fresh: () => Promise<FreshDatabase>): Promise<Column> {
	process.stderr.write(`${title}\n`);
	const starts = await measureColdStart(fresh, rounds);
	const database = await fresh();
	const { figures, utilization } = await measureLatency(database.env, rounds);
	await database.drop();
	return { title, figures: [...figures, ...starts], utilization };
}

function machine(): string {
	const cpus = os.cpus();
	const memory = `${Math.round(os.totalmem() / 2 ** 30)} GiB`;
	return `${cpus.length} cores (${cpus[0]?.model.trim() ?? 'unknown'}), ${memory}, ${os.type()}, Node ${process.version}`;
}

// The servers under test get their database from here alone.
const server = process.env['DATABASE_URL'];
delete process.env['DATABASE_URL'];
await buildIfNeeded();
const loadBefore = os.loadavg()[0] ?? 0;
const columns = [await measure('embedded database', embedded)];
if (server) columns.push(await measure('PostgreSQL server', () => onServer(server)));
const busy = Math.round(Math.max(...columns.map(({ utilization }) => utilization)) * 100);
const about = `Medians of ${rounds} rounds on ${machine()}. Server, database and load on the same machine; the load generator’s own event loop was at most ${busy} % busy.`;
const text = `${tableOf(columns)}\n\n${about}`;
process.stdout.write(`\n${text}\n\nLoad of the machine before the first round: ${loadBefore.toFixed(1)}\n`);
if (process.argv.includes('--readme')) writeIntoReadme('bench', text);
