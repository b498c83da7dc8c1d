// F3: the power goes. Writes and syncs of the embedded database are recorded while somebody works on it, the folder is
// left as a cut after any of them would leave it, and opened again: every row that was acknowledged by then is there.
// POWER_CUTS=… tries more places than the few of a usual run, POWER_CUTS=all every one.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openDatabase } from '../../server/db/client.ts';
import { migrate } from '../../server/db/migrate.ts';
import { openEmbeddedPostgres } from '../../server/db/embedded-postgres.ts';
import type { FileEvent } from '../support/file-trace.ts';
import { createPowerCut, readTrace } from '../support/power-cut.ts';
import { createRandom, someSeed } from '../support/random.ts';

const support = (name: string) => fileURLToPath(new URL(`../support/${name}`, import.meta.url));
const seed = someSeed();
const random = createRandom(seed);
const wanted = process.env['POWER_CUTS'] ?? '12';
let folder: string;
let before: string;
let trace: FileEvent[];

beforeAll(async () => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-power-'));
	const [dataDir, traceFile] = [path.join(folder, 'live'), path.join(folder, 'trace')];
	await prepare(dataDir);
	before = path.join(folder, 'before');
	fs.cpSync(path.join(dataDir, 'postgres', 'data'), before, { recursive: true });
	await promisify(execFile)(process.execPath, ['--import', support('file-trace.ts'), support('traced-writer.ts')], {
		env: {
			...process.env,
			SEED: String(seed),
			DATA_DIR: dataDir,
			TRACE_FILE: traceFile,
			TRACE_FOLDER: path.join(dataDir, 'postgres', 'data')
		}
	});
	trace = readTrace(traceFile);
}, 300_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** An empty database with its tables: the template of the run, if this run has one. */
async function prepare(dataDir: string): Promise<void> {
	if (fs.existsSync(path.join(inject('templateFolder'), 'postgres'))) {
		fs.cpSync(inject('templateFolder'), dataDir, { recursive: true });
		return;
	}
	const database = await openDatabase({ databaseUrl: null, dataDir });
	await migrate(database);
	await database.close();
}

/** Places to cut at, in order: after the first ack, spread over the whole of the work. */
function places(): number[] {
	const first = trace.findIndex((event) => event.do === 'ack') + 1;
	const all = Array.from({ length: trace.length - first }, (_, index) => first + index);
	if (wanted === 'all') return all;
	const share = all.length / Number(wanted);
	return Array.from(
		{ length: Number(wanted) },
		(_, index) => all[Math.floor((index + random.next()) * share)] ?? first
	);
}

interface Left {
	rows: Set<string>;
	/** Documents whose head and rows do not agree, and rows that do not match their checksum. */
	broken: unknown[];
}

/** What a start finds in the folder. */
async function reopen(target: string): Promise<Left> {
	const embedded = await openEmbeddedPostgres(path.dirname(target));
	const sql = postgres({ ...embedded.options, onnotice: () => {} });
	try {
		const rows = await sql<{ row: string }[]>`
			select document || ' ' || seq || ' ' || encode(sha256(bytes), 'hex') as row from document_updates`;
		const broken = await sql`
			select d.name, d.head from documents d left join document_updates u on u.document = d.name
			group by d.name, d.head
			having count(u.seq) <> d.head or max(u.seq) <> d.head or bool_or(sha256(u.bytes) <> u.checksum)`;
		return { rows: new Set(rows.map(({ row }) => row)), broken: [...broken] };
	} finally {
		await sql.end({ timeout: 5 });
		await embedded.close();
	}
}

/** Cuts at one place after the other and looks at what is left; returns what was acknowledged and is not there. */
async function cutAt(events: readonly number[], areSyncsReal: boolean): Promise<string[]> {
	const cut = createPowerCut(before, trace, { areSyncsReal });
	const lost: string[] = [];
	for (const event of events) {
		cut.advanceTo(event);
		const target = path.join(folder, 'cut', 'data');
		cut.leave(target, random);
		const { rows, broken } = await reopen(target).catch((error: unknown) => ({
			rows: new Set<string>(),
			broken: [String(error)]
		}));
		fs.rmSync(path.dirname(target), { recursive: true, force: true });
		const where = `cut at ${event} of ${trace.length} (seed ${seed})`;
		for (const row of cut.acked) if (!rows.has(row)) lost.push(`${where}: ${row}`);
		for (const one of broken) lost.push(`${where}: ${JSON.stringify(one)}`);
	}
	return lost;
}

it(`[R40] F3: a loss of power costs no row that was acked, ${wanted} cuts (seed ${seed})`, { timeout: 0 }, async () => {
	const events = places();
	const writes = trace.filter((event) => event.do === 'write').length;
	const syncs = trace.filter((event) => event.do === 'sync').length;
	const acks = trace.filter((event) => event.do === 'ack').length;
	process.stdout.write(
		`F3: ${events.length} cuts in ${writes} writes, ${syncs} syncs and ${acks} acks (seed ${seed})\n`
	);
	expect(acks).toBeGreaterThan(100);
	expect(syncs).toBeGreaterThan(acks / 2); // two that are committed at once share a sync
	expect(await cutAt(events, true)).toEqual([]);
});

it('F3: on a disk whose syncs mean nothing the same cut loses acked rows, and this check sees it', async () => {
	const lost: string[] = [];
	for (let attempt = 0; lost.length === 0 && attempt < 5; attempt++) {
		lost.push(...(await cutAt([Math.floor(trace.length * 0.9)], false)));
	}
	expect(lost.length).toBeGreaterThan(0);
});
