// Run as a process of its own, so that it can be killed: the application of app.ts on an existing data folder or server
// database. Prints one line of JSON when it is ready; makes two members and an agenda on its first run.
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type * as Y from 'yjs';
import { createApp, type App } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/db/client.ts';
import { migrate } from '../../server/db/migrate.ts';
import { seed } from '../../server/db/seed.ts';
import { createLog } from '../../server/log.ts';
import { endOnUncaught, stopOnSignals } from '../../server/process-end.ts';
import { startAgenda } from '../../src/shared/documents/agenda.ts';
import { system } from '../../src/shared/domain/actors.ts';

export interface ChildReady {
	origin: string;
	cookies: [string, string];
	document: string;
	/** Agendas that nobody has written in yet: a long run takes one after the other, so that none grows without end. */
	fresh: string[];
}

type Known = Omit<ChildReady, 'origin'>;

async function prepare(app: App): Promise<Known> {
	const { invitations, documents } = app.services;
	const cookies: string[] = [];
	for (const name of ['Alice', 'Bob']) {
		const secret = await invitations.create(system, { space: 'parole', role: 'member', uses: 1, days: 1 });
		const newMember = { signInName: name, displayName: name, pronouns: null, password: 'not a secret' };
		const cookie = await app.visitors.signIn(await invitations.accept(secret, newMember, []), false);
		cookies.push(`${cookie.name}=${cookie.value}`);
	}
	const agenda = await documents.current(system, 'parole', 'agenda');
	const fresh: string[] = [];
	for (let n = 0; n < 20; n++) {
		const start = (doc: Y.Doc) => startAgenda(doc, { title: { en: `Meeting ${n}` }, items: [] });
		fresh.push(await documents.create(system, { space: 'parole', kind: 'agenda', start }));
	}
	return { cookies: cookies as [string, string], document: agenda?.name ?? '', fresh };
}

const log = createLog(process.env['LOG_LEVEL'] ?? 'silent');
const ending = endOnUncaught(log);
const config = readConfig(process.env);
const database = await openDatabase(config).catch((error: unknown) => {
	// As server/cli.ts does with a start that is refused.
	process.stderr.write(`${String(error)}\n`);
	process.exit(1);
});
ending.watch(database);
await migrate(database);
const app = createApp({ config, database, log });
await seed({ tables: database.tables, documents: app.services.documents });
const file = path.join(config.dataDir, 'known.json');
if (!fs.existsSync(file)) fs.writeFileSync(file, JSON.stringify(await prepare(app)));
const known = JSON.parse(fs.readFileSync(file, 'utf8')) as Known;
await app.tidy();

const server = createServer((_, response) => response.writeHead(404).end());
app.attach(server);
server.on('upgrade', (request, socket, head) => {
	if (!app.handleUpgrade(request, socket, head)) socket.destroy();
});
// A child that is started again is found at the same place.
server.listen(Number(process.env['CHILD_PORT'] ?? 0), '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.stdout.write(`${JSON.stringify({ ...known, origin: `http://127.0.0.1:${port}` } satisfies ChildReady)}\n`);
});
stopOnSignals(async () => {
	server.close();
	await app.close();
	server.closeAllConnections();
	await database.close();
});
