// What one hostile or broken tab can do to everybody else: nothing. Real sockets, a real database.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { updateFrame } from '../../server/sync/frames.ts';
import { addItem, readAgenda, startAgenda } from '../../src/shared/documents/agenda.ts';
import { schemaVersion } from '../../src/shared/documents/schema-version.ts';
import { closeCodes } from '../../src/shared/protocol/close-codes.ts';
import { messageTypes } from '../../src/shared/protocol/frames.ts';
import { limits } from '../../src/shared/protocol/limits.ts';
import { startTestApp, type Person, type TestApp } from '../support/app.ts';
import { SyncClient } from '../support/sync-client.ts';
import { until } from '../support/until.ts';

let test: TestApp;
let alice: Person;
let mallory: Person;

beforeAll(async () => {
	test = await startTestApp();
	alice = await test.person('Alice', { parole: 'member' });
	mallory = await test.person('Mallory', { parole: 'member' });
});
afterAll(() => test.close());

/** Asks for everybody's awareness: one byte, and nothing of it is stored. */
const tinyFrame = Uint8Array.of(messageTypes.queryAwareness);

const createDocument = () =>
	test.app.services.documents.create(alice, {
		space: 'parole',
		kind: 'agenda',
		start: (doc) => startAgenda(doc, { title: { en: 'Meeting' }, items: [] })
	});
const connect = (
	person: Person,
	document: string,
	options: Partial<ConstructorParameters<typeof SyncClient>[0]> = {}
) => new SyncClient({ origin: test.origin, cookie: person.cookie, document, ...options });
const closedBy = (code: number) =>
	Number(new RegExp(`rootbridge_sync_closed_total\\{code="${code}"\\} (\\d+)`).exec(test.app.metrics.text())?.[1] ?? 0);
const rowsOf = async (document: string) =>
	(await test.database.sql`select 1 from document_updates where document = ${document}`).length;

it('F27 [R50] [R54] ten thousand tiny frames close one connection, are counted, and a bystander writes on', async () => {
	const [attacked, quiet] = [await createDocument(), await createDocument()];
	const bystander = await connect(alice, quiet).synced();
	const flood = await connect(mallory, attacked).synced();
	const before = closedBy(closeCodes.tooMuch);
	for (let count = 0; count < 10_000; count++) flood.socket.send(tinyFrame);
	addItem(bystander.doc, { title: { en: 'Meanwhile' } });
	await bystander.saved();
	expect(await flood.closed()).toBe(closeCodes.tooMuch);
	expect(closedBy(closeCodes.tooMuch)).toBe(before + 1);
	// Coming back at once refills nothing; somebody else in the same room is not held responsible.
	const back = connect(mallory, attacked);
	back.socket.on('open', () => {
		for (let count = 0; count < limits.memberRate.framesBurst; count++) back.socket.send(tinyFrame);
	});
	expect(await back.closed()).toBe(closeCodes.tooMuch);
	await connect(alice, attacked).saved();
});

it('F27 [R50] too many tabs of one person are told to come back later, and other people are not', async () => {
	const document = await createDocument();
	const tabby = await test.person('Tabby', { parole: 'member' }); // with a whole allowance
	const tabs = await Promise.all(
		Array.from({ length: limits.maxConnectionsPerActor }, () => connect(tabby, document).synced())
	);
	expect(await connect(tabby, document).closed()).toBe(closeCodes.tooMuch);
	await connect(alice, document).saved();
	tabs.forEach((tab) => tab.close());
});

it('[R51] a connection that says nothing is closed', async () => {
	const document = await createDocument();
	const silent = new WebSocket(`${test.origin.replace('http', 'ws')}/sync/${document}`, {
		headers: { cookie: alice.cookie, origin: test.origin }
	});
	const code = new Promise((resolve) => silent.on('close', resolve));
	await until(() => silent.readyState === WebSocket.OPEN);
	expect(await code).toBe(closeCodes.silent);
});

it('F25 [R53] a tab of another version is sent away before it has seen anything, and nothing of it is stored', async () => {
	const document = await createDocument();
	const doc = new Y.Doc();
	addItem(doc, { title: { en: 'Typed in an old tab' } });
	for (const version of [schemaVersion - 1, schemaVersion + 1]) {
		const tab = connect(alice, document, { doc, query: `ack=1&client=${doc.clientID}&schema=${version}` });
		tab.socket.on('open', () => tab.socket.send(updateFrame(Y.encodeStateAsUpdate(doc))));
		expect(await tab.closed()).toBe(closeCodes.otherVersion);
		expect(tab.frames).toEqual([]);
	}
	expect(await rowsOf(document)).toBe(1);
	// Reloaded, the same edits are sent by the build that knows the schema.
	const query = `ack=1&client=${doc.clientID}&schema=${schemaVersion}`;
	const reloaded = await connect(alice, document, { doc, query }).saved();
	expect(readAgenda(reloaded.doc).items.map(({ title }) => title.en)).toEqual(['Typed in an old tab']);
});
