// The one door to the database, and which of its failures mean "away".
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { count } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { instanceFacts, members, memberships } from '../../../../drizzle/schema/index.ts';
import { isDatabaseAway, isKnownDriverCrash, openDatabase } from '../../../../server/db/client.ts';
import { Refusal, refusalCode } from '../../../../src/shared/domain/refusals.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database.ts';
import type { DriverCrash } from '../../../support/driver-crash.ts';

let test: TestDatabase;
let folder: string;

beforeAll(async () => {
	test = await openTestDatabase();
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-client-'));
	fs.cpSync(inject('templateFolder'), folder, { recursive: true });
});
afterAll(async () => {
	await test.remove();
	fs.rmSync(folder, { recursive: true, force: true });
});

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
	work.then(
		() => {
			throw new Error('this was to fail');
		},
		(error: unknown) => error
	);

async function closedPort(): Promise<number> {
	const server = net.createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

describe('a database that is away', () => {
	it.each(['127.0.0.1', 'localhost'])('is recognised when nobody answers at %s', async (host) => {
		const away = await openDatabase({
			databaseUrl: `postgres://postgres@${host}:${await closedPort()}/x`,
			dataDir: ''
		});
		expect(isDatabaseAway(await failureOf(away.sql`select 1`))).toBe(true);
		expect(isDatabaseAway(await failureOf(away.tables.select().from(members)))).toBe(true);
		expect(isDatabaseAway(await failureOf(away.tables.transaction((tx) => tx.select().from(members))))).toBe(true);
		await away.close();
	});

	it('is recognised when its socket is not there, and when the connection was closed here', async () => {
		const sql = postgres({ path: path.join(folder, '.s.PGSQL.5432'), username: 'postgres' });
		expect(isDatabaseAway(await failureOf(sql`select 1`))).toBe(true);
		await sql.end({ timeout: 0 });
		expect(isDatabaseAway(await failureOf(sql`select 1`))).toBe(true);
	});

	it('is recognised when the server says that it goes, or is not up yet, also inside another error', () => {
		for (const code of ['57P01', '57P02', '57P03', '53300', '53100', '08006']) {
			const said = Object.assign(new Error('FATAL'), { code });
			expect(isDatabaseAway(said)).toBe(true);
			expect(isDatabaseAway(new Error('Failed query', { cause: said }))).toBe(true);
		}
	});

	it('is not what a mistake of ours looks like', async () => {
		const { sql, tables } = test.database;
		const twice = tables.insert(instanceFacts).values([
			{ key: 'demo', value: 1 },
			{ key: 'demo', value: 2 }
		]);
		const mistakes = [
			await failureOf(sql`select from where`),
			await failureOf(sql`select 1 / 0`),
			await failureOf(sql`select * from no_such_table`),
			await failureOf(twice),
			await failureOf(tables.insert(memberships).values({ member: 'm_nobody', space: 'nowhere', role: 'member' })),
			await failureOf(fs.promises.readFile(path.join(folder, 'no such file'))),
			new TypeError('x is not a function'),
			new Refusal('not_found')
		];
		expect(mistakes.map(isDatabaseAway)).toEqual(mistakes.map(() => false));
	});

	it.each([null, undefined, '57P01', { code: 'ECONNREFUSED' }, [], 0])(
		'is not what is no error at all: %j',
		(thrown) => {
			expect(isDatabaseAway(thrown)).toBe(false);
		}
	);
});

describe('the crash of the driver that may be passed over', () => {
	it('is recognised when a connection goes away inside a transaction, which fails as "away"; the next query works', async () => {
		const script = fileURLToPath(new URL('../../../support/driver-crash.ts', import.meta.url));
		const { stdout } = await promisify(execFile)(process.execPath, [script, folder]);
		const { transaction, thrown, afterwards } = JSON.parse(stdout) as DriverCrash;
		expect(transaction).toBe('away');
		expect(thrown.map(({ isKnown }) => isKnown)).toEqual([true]); // without a crash this line has nothing to prove
		expect(afterwards).toBe(3);
	});

	it('is nothing else: not another place that reads "write", not another error there, not what is no error', () => {
		const nothing: { write(): void } | null = JSON.parse('null') as null;
		const nextWrite = () => (nothing as unknown as { write(): void }).write();
		let elsewhere: unknown;
		try {
			nextWrite();
		} catch (error) {
			elsewhere = error;
		}
		expect(String(elsewhere)).toContain("reading 'write'");
		const stack = 'at nextWrite (node_modules/postgres/src/connection.js:255:22)';
		const others = [
			Object.assign(new TypeError("Cannot read properties of null (reading 'end')"), { stack }),
			Object.assign(new Error("Cannot read properties of null (reading 'write')"), { stack }),
			{ name: 'TypeError', message: "reading 'write'", stack },
			stack,
			null
		];
		expect([elsewhere, ...others].map(isKnownDriverCrash)).toEqual([elsewhere, ...others].map(() => false));
	});
});

describe('the database', () => {
	it('undoes a transaction that ends with a refusal, and passes the refusal on by its code', async () => {
		const { tables } = test.database;
		const refused = await failureOf(
			tables.transaction(async (tx) => {
				await tx.insert(instanceFacts).values({ key: 'half', value: true });
				throw new Refusal('invitation_invalid');
			})
		);
		expect(refusalCode(refused)).toBe('invitation_invalid');
		const [row] = await tables.select({ count: count() }).from(instanceFacts);
		expect(row?.count).toBe(0);
	});

	it('serves many who ask at once, and keeps their answers apart', async () => {
		const { sql } = test.database;
		const answers = await Promise.all(
			Array.from({ length: 200 }, (_, index) =>
				index % 10 === 9
					? failureOf(sql`select ${index}::int / 0`).then(() => index)
					: sql`select ${index}::int as n`.then(([row]) => Number(row?.['n']))
			)
		);
		expect(answers).toEqual(answers.map((_, index) => index));
	});
});
