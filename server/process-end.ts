// How the process ends: on a signal, in order and within a deadline; on what nobody can mend, at once and with a sentence.
// In: signals, uncaught errors, a database that is lost. Out: an exit code. (server/sync/SPEC.md, R26, R41, R42.)
import fs from 'node:fs';
import { isKnownDriverCrash, type Database } from './db/client.ts';
import type { Log } from './log.ts';

/** Whoever stops us waits this long before a kill -9, or less: systemd and Docker wait longer, a laptop's lid does not. */
const stopWithinMs = 4_500;

/** An error that nobody caught ends the process, unless it is the one of the driver that costs only its connection. */
export function endOnUncaught(log: Log): { watch(database: Pick<Database, 'lost' | 'renew'>): void } {
	let watched: Pick<Database, 'renew'> | null = null;
	process.on('uncaughtException', (error) => {
		if (!isKnownDriverCrash(error)) endWith(log, error, 'unexpected error');
		log.warn('a database connection closed inside a transaction');
		watched?.renew();
	});
	return {
		/** Without its database the process has nothing to serve: whoever started it starts it again. */
		watch(database) {
			watched = database;
			database.lost.catch((error: unknown) => {
				const why = error instanceof Error ? error.message : String(error);
				endWith(log, error, `the database is gone (${why})`);
			});
		}
	};
}

/** SIGTERM and SIGINT stop in order, once. What is not done by the deadline was not acked, or waits for the next start. */
export function stopOnSignals(stop: () => Promise<void>): void {
	let isStopping = false;
	const stopOnce = () => {
		if (isStopping) return;
		isStopping = true;
		setTimeout(
			() => endAtOnce('Rootbridge stops before everything was tidied: nothing that was saved is lost.'),
			stopWithinMs
		);
		stop().then(
			() => process.exit(0),
			(error: unknown) => endAtOnce(`Rootbridge could not stop cleanly: ${String(error)}`)
		);
	};
	process.on('SIGTERM', stopOnce);
	process.on('SIGINT', stopOnce);
}

function endWith(log: Log, error: unknown, message: string): never {
	log.fatal({ err: error }, message);
	endAtOnce(`Rootbridge stops: ${message}.`);
}

function endAtOnce(sentence: string): never {
	fs.writeSync(2, `${sentence}\n`);
	process.exit(1);
}
