// Run as a process of its own, because what it provokes is thrown outside of any promise: the connection goes away under a
// query inside a transaction. Prints one line of JSON: how the transaction ended, what was thrown beside it, and what a
// query afterwards says. argv: a folder to make the database in.
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { isDatabaseAway, isKnownDriverCrash } from '../../server/db/client.ts';
import { openEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';

export interface DriverCrash {
	transaction: 'committed' | 'away' | 'refused';
	thrown: { message: string; isKnown: boolean }[];
	afterwards: number;
}

const folder = process.argv[2] ?? '';
const thrown: DriverCrash['thrown'] = [];
process.on('uncaughtException', (error) => {
	thrown.push({ message: error.message, isKnown: isKnownDriverCrash(error) });
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

const sql = postgres({ ...embedded.options, path: address });
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
await sql.end({ timeout: 0.1 }); // the connection that went away never says that it is closed
between.close();
await embedded.close();
process.stdout.write(
	JSON.stringify({ transaction, thrown, afterwards: Number(row?.['afterwards']) } satisfies DriverCrash)
);
