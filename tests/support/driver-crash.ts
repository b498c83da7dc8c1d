// Run as a process of its own, because what it provokes is thrown outside of any promise: the connection goes away under a
// query inside a transaction. Prints one line of JSON: how the transaction ended, what was thrown beside it, and what a
// query afterwards says. argv: a folder to make the database in.
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { isDatabaseAway, isKnownDriverCrash } from '../../server/db/client.ts';
import { openEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import { createPool } from '../../server/db/pool.ts';

export interface DriverCrash {
	transaction: 'committed' | 'away' | 'refused';
	thrown: { message: string; isKnown: boolean }[];
	afterwards: number;
}

const folder = process.argv[2] ?? '';
const thrown: DriverCrash['thrown'] = [];
process.on('uncaughtException', (error) => {
	thrown.push({ message: error.message, isKnown: isKnownDriverCrash(error) });
	pool.renew();
});

const embedded = await openEmbeddedPostgres(path.join(folder, 'postgres'));
const sockets = new Set<net.Socket>();
const between = net.createServer((socket) => {
	const onward = net.connect(embedded.options.path);
	for (const end of [socket, onward]) end.on('error', () => {});
	socket.pipe(onward).pipe(socket);
	sockets.add(socket.on('close', () => onward.destroy()));
});
const address = path.join(folder, '.s.PGSQL.5433');
await new Promise<void>((resolve) => between.listen(address, resolve));

// One connection, so that what comes afterwards cannot do without the one that crashed.
const pool = createPool(() => postgres({ ...embedded.options, path: address, max: 1 }));
const { sql } = pool;
const transaction = await sql
	.begin(async (tx) => {
		await tx`select 1`;
		const slow = tx`select pg_sleep(0.5)`.execute();
		await wait(100);
		for (const socket of sockets) socket.destroy();
		await slow;
		return 'committed' as const;
	})
	.catch((error: unknown) => (isDatabaseAway(error) ? ('away' as const) : ('refused' as const)));
await wait(100);
const [row] = await sql`select 3 as afterwards`;
await pool.close();
between.close();
await embedded.close();
process.stdout.write(
	JSON.stringify({ transaction, thrown, afterwards: Number(row?.['afterwards']) } satisfies DriverCrash)
);
