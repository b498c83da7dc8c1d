// Run as a process of its own, because what it provokes is thrown outside of any promise: a transaction on the embedded
// database stays idle until the database hangs up on it. Prints one line of JSON: how the transaction ended, what was
// thrown beside it, and what a query afterwards says. argv: the folder.
import postgres from 'postgres';
import { setTimeout as wait } from 'node:timers/promises';
import { isDatabaseAway, isKnownDriverCrash } from '../../server/db/client.ts';
import { openEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';

export interface DriverCrash {
	transaction: { code: string; isAway: boolean };
	thrown: { message: string; isKnown: boolean }[];
	afterwards: number;
}

const thrown: DriverCrash['thrown'] = [];
process.on('uncaughtException', (error) => {
	thrown.push({ message: error.message, isKnown: isKnownDriverCrash(error) });
});

const embedded = await openEmbeddedPostgres(process.argv[2] ?? '', { idleInTransactionMs: 200 });
const sql = postgres(embedded.options);
const transaction = await sql
	.begin(async (tx) => {
		await tx`select 1`;
		await wait(600);
		await tx`select 2`;
		return { code: 'committed', isAway: false };
	})
	.catch((error: unknown) => ({
		code: (error as NodeJS.ErrnoException).code ?? String(error),
		isAway: isDatabaseAway(error)
	}));
const [row] = await sql`select 3 as afterwards`;
await sql.end({ timeout: 5 });
await embedded.close();
process.stdout.write(
	JSON.stringify({ transaction, thrown, afterwards: Number(row?.['afterwards']) } satisfies DriverCrash)
);
