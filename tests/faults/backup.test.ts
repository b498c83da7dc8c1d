// F13: a backup that is made while people type holds everything of one moment, and a restore brings it back, on either
// engine. A damaged backup is refused before the target is touched.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createSecretBox } from '../../server/auth/secret-box.ts';
import { makeBackup } from '../../server/backup/make-backup.ts';
import { restore } from '../../server/backup/restore.ts';
import { readPlace } from '../../server/config.ts';
import type { Database } from '../../server/db/client.ts';
import { boxPlace } from '../../server/services/entries.ts';
import { docOf, examine } from '../../server/sync/examination.ts';
import { documentNames, readStored, type StoredDocument } from '../../server/sync/stored-document.ts';
import { addItem, readAgenda } from '../../src/shared/documents/agenda.ts';
import { readDocument } from '../../src/shared/documents/kinds.ts';
import { startChild, type Child } from '../support/child.ts';
import { runCommand } from '../support/command.ts';
import { createPlaces, rowsByTable, within, type TestPlace } from '../support/places.ts';
import { createRandom, someSeed } from '../support/random.ts';
import { SyncClient } from '../support/sync-client.ts';
import { until } from '../support/until.ts';

const passphrase = 'five random words are good';
const contact = 'ask for Carla at the library';
const places = createPlaces();
afterAll(() => places.remove());

const onServer = !!process.env['DATABASE_URL'];
type Engine = 'embedded' | 'server';
const ways: [Engine, Engine][] = onServer
	? [
			['embedded', 'server'],
			['server', 'embedded']
		]
	: [['embedded', 'embedded']];

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A document up to a seq, replayed from its log: what it holds and what has been deleted. */
function hashUpTo({ base, updates, kind }: StoredDocument, seq: number): string {
	const parts = [...(base ? [base] : []), ...updates.filter((row) => row.seq <= seq)];
	const doc = docOf(parts.map(({ bytes }) => bytes));
	return sha(Y.encodeSnapshotV2(Y.snapshot(doc))) + JSON.stringify(readDocument(kind, doc));
}

async function documentsOf({ tables }: Database): Promise<StoredDocument[]> {
	const all: StoredDocument[] = [];
	for (const name of await documentNames(tables)) {
		const stored = await readStored(tables, name);
		if (stored) all.push(stored);
	}
	return all;
}

/** A contact that only the place's SECRET_KEY opens. */
async function sealContact(place: TestPlace): Promise<void> {
	const key = readPlace(place.env).secretKey;
	if (!key) throw new Error('the place has no key');
	await within(place, async ({ sql }) => {
		const [board] = await sql`select name from documents where kind = 'community-board'`;
		const document = board?.['name'] as string;
		const box = createSecretBox(key).seal(contact, boxPlace(document, 'entry', 'm_host'));
		await sql`insert into entry_people (document, entry, actor, contact)
			values (${document}, 'entry', 'm_host', ${Buffer.from(box)})`;
	});
}

function openContact(place: TestPlace): Promise<string | null> {
	const key = readPlace(place.env).secretKey;
	return within(place, async ({ sql }) => {
		const [row] = await sql<{ document: string; contact: Uint8Array }[]>`
			select document, contact from entry_people where contact is not null`;
		return row && key ? createSecretBox(key).open(row.contact, boxPlace(row.document, 'entry', 'm_host')) : null;
	});
}

/** Somebody who goes on typing until stopped. */
function typist(child: Child, cookie: string) {
	const client = new SyncClient({ origin: child.origin, cookie, document: child.document });
	const idByMessage = new Map<number, string>();
	let isTyping = true;
	const done = (async () => {
		await client.synced();
		while (isTyping) {
			const id = addItem(client.doc, { title: { en: `typed as ${client.sent} with "quotes", \\ and Ñandú 🌱` } });
			idByMessage.set(client.sent, id);
			await wait(5);
		}
	})();
	return {
		client,
		acked: () => [...idByMessage].filter(([message]) => message <= client.acked).map(([, id]) => id),
		async stop() {
			isTyping = false;
			await done;
			await client.saved();
			client.close();
		}
	};
}

describe.each(ways)('F13: from %s to %s', { timeout: 300_000 }, (from, to) => {
	let source: TestPlace;
	let child: Child;
	beforeAll(async () => {
		source = await places.make(from);
		child = await startChild(source.env);
		await sealContact(source);
	});
	afterAll(() => child.kill());

	it('a backup under typing is everything of one moment, and comes back whole', async () => {
		const people = [typist(child, child.cookies[0]), typist(child, child.cookies[1])];
		await until(() => people.every((person) => person.acked().length > 20), { what: 'typing', boundMs: 5_000 });
		const ackedBefore = people.flatMap((person) => person.acked());
		const file = places.file(`typing-${from}`);
		fs.writeFileSync(places.file('passphrase'), `${passphrase}\n`);
		const made = await runCommand(['backup', file, '--passphrase-file', places.file('passphrase')], source.env);
		expect(made, made.shown).toMatchObject({ code: 0 });
		expect(made.shown).toMatch(/Backing up: (\d+) of \1 rows/);
		const ackedDuring = people.flatMap((person) => person.acked()).length - ackedBefore.length;
		for (const person of people) await person.stop();
		expect(ackedDuring).toBeGreaterThan(20); // else nobody typed

		const target = await places.make(to);
		const restored = await runCommand(['restore', file, '--passphrase-file', places.file('passphrase')], target.env);
		expect(restored, restored.shown).toMatchObject({ code: 0 });
		const before = await within(source, async (database) => ({
			documents: await documentsOf(database),
			rows: await rowsByTable(database)
		}));
		const after = await within(target, async (database) => ({
			documents: await documentsOf(database),
			rows: await rowsByTable(database)
		}));

		expect(after.documents.map(({ name }) => name)).toEqual(before.documents.map(({ name }) => name));
		for (const [index, copy] of after.documents.entries()) {
			const original = before.documents[index];
			if (!original) throw new Error('not there');
			expect(examine(copy)).toEqual([]);
			expect(copy.head).toBeLessThanOrEqual(original.head);
			expect(hashUpTo(copy, copy.head)).toBe(hashUpTo(original, copy.head));
			expect(copy.updates).toEqual(original.updates.filter(({ seq }) => seq <= copy.head));
		}
		const typed = after.documents.find(({ name }) => name === child.document);
		const items = new Set(
			readAgenda(docOf((typed?.updates ?? []).map(({ bytes }) => bytes))).items.map(({ id }) => id)
		);
		expect(ackedBefore.filter((id) => !items.has(id))).toEqual([]);
		expect(typed?.head).toBeLessThan(before.documents.find(({ name }) => name === child.document)?.head ?? 0);

		for (const table of [
			'members',
			'memberships',
			'organizations',
			'spaces',
			'invitations',
			'document_clients',
			'entry_people'
		])
			expect(after.rows[table], table).toEqual(before.rows[table]);
		expect(before.rows['sessions']).toHaveLength(2);
		expect(after.rows['sessions']).toEqual([]);
		// The key came with the encrypted backup.
		expect(await openContact(target)).toBe(contact);
	});

	it('raises the generation of every document, above that of an earlier restore of the same backup', async () => {
		const file = places.file(`generations-${from}`);
		await makeBackup(readPlace(source.env), file, passphrase);
		const generationsAfterRestore = async () => {
			const target = await places.make(to);
			await restore({
				place: readPlace(target.env),
				file,
				passphrase,
				mayLoseContacts: false,
				then: () => Promise.resolve()
			});
			return within(target, async ({ sql }) =>
				(await sql`select generation from documents order by name`).map((row) => Number(row['generation']))
			);
		};
		const first = await generationsAfterRestore();
		await wait(1_100);
		const second = await generationsAfterRestore();
		expect(first.length).toBeGreaterThan(5);
		expect(first.every((generation) => generation > 1)).toBe(true);
		expect(second.every((generation, index) => generation > (first[index] ?? 0))).toBe(true);
	});

	it('an unencrypted backup has no key in it, and its contacts are not lost by accident', async () => {
		const file = places.file(`open-${from}`);
		const made = await runCommand(['backup', file], source.env);
		expect(made.code, made.shown).toBe(0);
		expect(made.said).toContain('It is not encrypted');
		expect(made.said).toContain('Keep that key elsewhere: without it the private contacts (1) cannot be read');
		const key = readPlace(source.env).secretKey;

		const target = await places.make(to);
		const refused = await runCommand(['restore', file], target.env);
		expect(refused.code).toBe(1);
		expect(refused.shown).toContain('Set SECRET_KEY to the one of the old place');
		expect(fs.existsSync(target.dataDir)).toBe(false);

		const env = { ...target.env, SECRET_KEY: key?.toString('base64') ?? '' };
		expect((await runCommand(['restore', file], env)).code).toBe(0);
		expect(await openContact({ ...target, env })).toBe(contact);

		const without = await places.make(to);
		const lost = await runCommand(['restore', file, '--lose-contacts'], without.env);
		expect(lost.code, lost.shown).toBe(0);
		expect(lost.said).toContain('The key of the private contacts (1) is missing');
	});

	it('a target with anything in it is refused and stays as it is', async () => {
		const file = places.file(`again-${from}`);
		await makeBackup(readPlace(source.env), file, passphrase);
		const target = await places.make(to);
		const into = () =>
			restore({
				place: readPlace(target.env),
				file,
				passphrase,
				mayLoseContacts: false,
				then: () => Promise.resolve()
			});
		await into();
		const before = await within(target, rowsByTable);
		await expect(into()).rejects.toThrow('is not empty. Nothing was changed.');
		expect(await within(target, rowsByTable)).toEqual(before);
	});
});

describe('F13: a damaged backup', { timeout: 300_000 }, () => {
	const seed = someSeed();
	const random = createRandom(seed);
	let plain: Buffer;
	let secret: Buffer;
	let target: TestPlace;
	beforeAll(async () => {
		const source = await places.make(onServer ? 'server' : 'embedded');
		const child = await startChild(source.env);
		await child.kill('SIGTERM');
		await makeBackup(readPlace(source.env), places.file('plain'), null);
		await makeBackup(readPlace(source.env), places.file('secret'), passphrase);
		plain = fs.readFileSync(places.file('plain'));
		secret = fs.readFileSync(places.file('secret'));
		target = await places.make(onServer ? 'server' : 'embedded');
	});

	async function expectRefused(bytes: Uint8Array, given: string | null, what: string): Promise<void> {
		const file = places.file('damaged');
		fs.writeFileSync(file, bytes);
		const attempt = restore({
			place: readPlace(target.env),
			file,
			passphrase: given,
			mayLoseContacts: true,
			then: () => Promise.resolve()
		});
		await expect(attempt, what).rejects.toThrow(
			/This backup is damaged|This backup cannot be opened|not a backup of Rootbridge/
		);
		expect(fs.existsSync(target.dataDir), what).toBe(false);
	}

	async function expectUntouched(): Promise<void> {
		if (target.databaseUrl !== null) expect(await within(target, rowsByTable)).toEqual({});
	}

	it(`cut short anywhere is refused before the target is touched (seed ${seed})`, async () => {
		const lengths = [0, 1, 20, 21, 52, plain.length - 33, plain.length - 32, plain.length - 1];
		for (let count = 0; count < 30; count++) lengths.push(random.below(plain.length));
		for (const length of lengths) await expectRefused(plain.subarray(0, length), null, `cut to ${length}`);
		await expectUntouched();
	});

	it(`with one bit turned anywhere, or bytes added, is refused (seed ${seed})`, async () => {
		const positions = [...Array(34).keys()].concat(plain.length - 33, plain.length - 32, plain.length - 1);
		for (let count = 0; count < 60; count++) positions.push(random.below(plain.length));
		for (const position of positions) {
			const turned = Buffer.from(plain);
			turned[position] = (turned[position] ?? 0) ^ (1 << random.below(8));
			await expectRefused(turned, null, `bit turned at ${position}`);
		}
		await expectRefused(Buffer.concat([plain, Buffer.alloc(1)]), null, 'a byte more');
		await expectRefused(Buffer.concat([plain, plain]), null, 'twice');
		await expectUntouched();
	});

	it(`encrypted, is refused as well, and so is another passphrase (seed ${seed})`, async () => {
		await expectRefused(secret, 'five other words are better', 'wrong passphrase');
		await expectRefused(secret.subarray(0, secret.length - 1), passphrase, 'cut');
		await expectRefused(Buffer.concat([secret, Buffer.alloc(20)]), passphrase, 'longer');
		for (let count = 0; count < 4; count++) {
			const turned = Buffer.from(secret);
			const position = 200 + random.below(secret.length - 200);
			turned[position] = (turned[position] ?? 0) ^ 1;
			await expectRefused(turned, passphrase, `bit turned at ${position}`);
		}
		await expectUntouched();
	});

	it('is told from a whole one, which the same target then takes', async () => {
		fs.writeFileSync(places.file('whole'), secret);
		const whole = { place: readPlace(target.env), file: places.file('whole'), passphrase };
		await restore({ ...whole, mayLoseContacts: false, then: () => Promise.resolve() });
		expect((await within(target, documentsOf)).length).toBeGreaterThan(5);
	});
});

describe.runIf(onServer)('F13: moving to a server', { timeout: 300_000 }, () => {
	it('brings every row, sign-ins too, refuses while Rootbridge runs, and keeps the old folder', async () => {
		const source = await places.make('embedded');
		const target = await places.make('server');
		const env = { DATA_DIR: source.dataDir, DATABASE_URL: target.databaseUrl ?? '' };
		const child = await startChild(source.env);
		const running = await runCommand(['move'], env);
		expect(running.code).toBe(1);
		expect(running.shown).toContain('already running on this folder');
		await child.kill('SIGTERM');
		const before = await within(source, rowsByTable);

		const moved = await runCommand(['move'], env);
		expect(moved.code, moved.shown).toBe(0);
		expect(await within(target, rowsByTable)).toEqual(before);
		expect(fs.readdirSync(source.dataDir).filter((name) => name.startsWith('postgres'))).toEqual([
			expect.stringMatching(/^postgres-moved-\d{4}-\d\d-\d\d$/)
		]);
		expect(fs.existsSync(path.join(source.dataDir, 'secret-key'))).toBe(true);

		const next = await startChild(env);
		const reader = new SyncClient({ origin: next.origin, cookie: next.cookies[0], document: next.document });
		await reader.synced();
		reader.close();
		await next.kill('SIGTERM');
	});
});
