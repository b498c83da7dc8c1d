// Connections that can be replaced under whoever holds them.
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instanceFacts } from '../../../../drizzle/schema/index.ts';
import { createPool } from '../../../../server/db/pool.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';

let test: TestDatabase;

beforeAll(async () => {
	test = await openTestDatabase();
});
afterAll(() => test.remove());

it('lets what is under way end on the old connections, and gives new ones to what comes', async () => {
	const { options } = test.database.sql;
	let opened = 0;
	const pool = createPool(() => {
		opened++;
		const address = test.databaseUrl;
		return address ? postgres(address) : postgres({ ...options, path: options.path, ssl: false } as never);
	});
	const { sql, tables } = pool;
	const slow = sql`select pg_sleep(0.3)`.execute();
	pool.renew();
	const [row] = await sql`select 1 as n`;
	expect([opened, Number(row?.['n'])]).toEqual([2, 1]);
	expect(await slow).toHaveLength(1);
	await tables.transaction((tx) => tx.insert(instanceFacts).values({ key: 'demo', value: 1 }));
	expect(await tables.select().from(instanceFacts)).toMatchObject([{ key: 'demo', value: 1 }]);
	await pool.close();
	await expect(sql`select 1`.execute()).rejects.toMatchObject({ code: 'CONNECTION_ENDED' });
});
