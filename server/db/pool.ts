// The driver's connections, and drizzle over them, under two names that stay the same when the connections are replaced.
// postgres.js 3.4.9 never uses a connection again properly that closed inside a transaction (see isKnownDriverCrash in
// client.ts): each later query on it waits for connect_timeout and fails. After ten of these a restart would have ended
// us slowly instead of at once, so one such crash replaces the whole pool. In: a way to open one. Out: sql and tables.
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import * as schema from '#db/index.ts';

export type Tables = PostgresJsDatabase<typeof schema>;

export interface Pool {
	sql: Sql;
	tables: Tables;
	/** What is under way on the old connections may end there; what comes from now on gets new ones. */
	renew(): void;
	close(): Promise<void>;
}

/** For queries that are under way when a pool is closed. Less than what a stop may take as a whole. */
const endTimeoutSeconds = 2;

export function createPool(open: () => Sql): Pool {
	const make = () => {
		const sql = open();
		return { sql, tables: drizzle(sql, { schema }) };
	};
	let current = make();
	return {
		sql: standIn(() => current.sql),
		tables: standIn(() => current.tables),
		renew() {
			const old = current.sql;
			current = make();
			void old.end({ timeout: endTimeoutSeconds });
		},
		close: () => current.sql.end({ timeout: endTimeoutSeconds })
	};
}

/** Whatever is asked of it, the one of this moment answers. */
function standIn<Thing extends object>(now: () => Thing): Thing {
	const target = (() => {}) as unknown as Thing; // only a function can be called through a proxy
	return new Proxy(target, {
		apply: (_, __, args: unknown[]) => (now() as unknown as (...args: unknown[]) => unknown)(...args),
		get(_, name) {
			const thing = now();
			const value: unknown = Reflect.get(thing, name, thing);
			return typeof value === 'function' ? (value.bind(thing) as unknown) : value;
		},
		has: (_, name) => name in now()
	});
}
