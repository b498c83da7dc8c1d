// The real application on a real port, without the pages: services, live path and live gateway, over a real database.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, type App } from '../../server/app.ts';
import type { Config } from '../../server/config.ts';
import { readConfig } from '../../server/config.ts';
import { seed } from '../../server/db/seed.ts';
import { createLog } from '../../server/log.ts';
import type { Role } from '../../src/shared/domain/actors.ts';
import { anonymous, system, type Member } from '../../src/shared/domain/actors.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';

export interface TestApp {
	app: App;
	database: TestDatabase['database'];
	/** "http://127.0.0.1:54321" */
	origin: string;
	/** Somebody with an account and a session. */
	person(name: string, roles: Record<string, Role>, options?: { isSteward?: boolean }): Promise<Person>;
	/** Somebody who dropped in on the board; the door must be open. */
	guest(name: string): Promise<{ cookie: string; id: string }>;
	close(): Promise<void>;
}

export interface Person extends Member {
	/** A Cookie header with the session. */
	cookie: string;
}

export interface TestAppOptions {
	now?: () => Date;
	/** The starting content, for tests that are about it. */
	seeded?: boolean;
	config?: Partial<Config>;
}

export async function startTestApp({ now, seeded = true, config: overrides }: TestAppOptions = {}): Promise<TestApp> {
	const { database, dataDir, remove } = await openTestDatabase();
	const config = { ...readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), ...overrides };
	const app = createApp({ config, database, log: createLog(config.logLevel), ...(now && { now }) });
	if (seeded) await seed({ tables: database.tables, documents: app.services.documents });
	const server = createServer((_, response) => response.writeHead(404).end());
	app.attach(server);
	server.on('upgrade', (request, socket, head) => {
		if (!request.url?.startsWith('/socket.io/') && !app.handleUpgrade(request, socket, head)) socket.destroy();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	return {
		app,
		database,
		origin,
		async person(name, roles, { isSteward = false } = {}) {
			const id = await joinThrough(app, name, roles);
			if (isSteward) await database.sql`update members set is_steward = true where id = ${id}`;
			const cookie = await app.visitors.signIn(id, false);
			const member = await app.services.members.load(id);
			if (!member) throw new Error(`${name} could not be made`);
			return { ...member, cookie: `${cookie.name}=${cookie.value}` };
		},
		async guest(name) {
			const cookie = await app.visitors.enter(anonymous, { space: 'board', name }, false);
			const guest = await app.services.guests.resolve(cookie.value);
			return { cookie: `${cookie.name}=${cookie.value}`, id: guest?.id ?? '' };
		},
		async close() {
			await app.close();
			server.closeAllConnections();
			server.close();
			await remove();
		}
	};
}

/** Takes the way that people take: an invitation for the first space, and a steward's placing for the others. */
async function joinThrough(app: App, name: string, roles: Record<string, Role>): Promise<string> {
	const [first = ['communications', 'member'] as [string, Role], ...others] = Object.entries(roles);
	const secret = await app.services.invitations.create(system, { space: first[0], role: first[1], uses: 1, days: 1 });
	const newMember = {
		signInName: `${name}-${Math.random()}`,
		displayName: name,
		pronouns: null,
		password: 'not a secret'
	};
	const id = await app.services.invitations.accept(secret, newMember, []);
	for (const [space, role] of others) await app.services.members.place(system, { member: id, space, role });
	return id;
}
