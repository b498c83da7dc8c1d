// The application without a web server: services, live path and live gateway over one database. createApp makes it,
// main.ts owns it, close() ends it. SvelteKit's side gets it as event.locals.app.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { limits } from '#shared/protocol/limits.ts';
import { createSecretBox } from './auth/secret-box.ts';
import { createSessions } from './auth/sessions.ts';
import { createVisitors, type Visitors } from './auth/visitors.ts';
import type { Config } from './config.ts';
import { isDatabaseAway, type Database } from './db/client.ts';
import { createChanges } from './live/changes.ts';
import { createLiveGateway } from './live/gateway.ts';
import { createPresenceTeller, presenceInRooms } from './live/presence.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { isSecureRequest } from './request.ts';
import { createDocuments, type Documents } from './services/documents.ts';
import { createDropIns, type DropIns } from './services/drop-ins.ts';
import { createEntries, type Entries } from './services/entries.ts';
import { createGuests, type Guests } from './services/guests.ts';
import { createDemo, type Demo } from './services/demo.ts';
import { createInstance, type Instance } from './services/instance.ts';
import { createInvitations, type Invitations } from './services/invitations.ts';
import { createMembers, type Members } from './services/members.ts';
import { createOrganizations, type Organizations } from './services/organizations.ts';
import { createSpaces, type Spaces } from './services/spaces.ts';
import { createCompaction } from './sync/compaction.ts';
import { createSyncGateway } from './sync/gateway.ts';
import { createRooms, type Rooms } from './sync/rooms.ts';
import { createUpdateStorage } from './sync/storage-postgres.ts';
import { createUpdateLog } from './sync/update-log.ts';
import { startSpace } from './templates/start-space.ts';
import { createUpgradeGate } from './upgrade-gate.ts';

export interface App {
	config: Config;
	log: Log;
	services: {
		demo: Demo;
		documents: Documents;
		dropIns: DropIns;
		entries: Entries;
		guests: Guests;
		instance: Instance;
		invitations: Invitations;
		members: Members;
		organizations: Organizations;
		spaces: Spaces;
	};
	visitors: Visitors;
	metrics: Metrics;
	rooms: Rooms;
	/** Whether a failure means that the database cannot be reached, as opposed to a mistake of ours. */
	isDatabaseAway(thrown: unknown): boolean;
	/** Puts both gateways on a web server. */
	attach(server: HttpServer): void;
	/** True if the upgrade was ours. */
	handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
	/** Repairs what a stop left behind, and does what is due by date. */
	tidy(): Promise<void>;
	/** Ends every connection with "restart" and waits until what was under way is stored. */
	close(): Promise<void>;
}

export interface AppOptions {
	config: Config;
	database: Database;
	log: Log;
	now?: () => Date;
}

export function createApp({ config, database, log, now = () => new Date() }: AppOptions): App {
	const { tables } = database;
	const changes = createChanges();
	const couldNotBeAsked = (error: unknown) => log.warn({ err: error }, 'open connections could not be asked again');
	const storage = createUpdateStorage(database);

	const spaces = createSpaces({ tables, changes, now, start: (space) => startSpace(documents, space) });
	const members = createMembers({ tables, spaces, changes });
	const guests = createGuests({ tables, spaces, now });
	const documents: Documents = createDocuments({ tables, storage, spaces, changes, now });
	const visitors = createVisitors({
		sessions: createSessions(tables, now),
		members,
		guests,
		onLeft(actor) {
			sync.recheckActor(actor).catch(couldNotBeAsked);
			live.rejoinActor(actor);
		}
	});

	const updateLog = createUpdateLog(storage);
	const compaction = createCompaction({ storage, log });
	const presence = createPresenceTeller((space) => live.tellPresence(space, presenceIn(space)));
	const rooms = createRooms({ storage, updateLog, compaction, log, onPresence: (room) => presence.note(room.space) });
	const presenceIn = (space: string) => presenceInRooms(rooms.ofSpace(space));

	const gate = createUpgradeGate(config.origin);
	const identifyRequest = (request: IncomingMessage) =>
		visitors.whoIs(request.headers.cookie, isSecureRequest(request, config));
	const metrics = createMetrics({ rooms: () => rooms.count, connections: () => sync.connections });
	const sync = createSyncGateway({
		gate,
		rooms,
		log,
		onClosed: metrics.closed,
		identify: identifyRequest,
		rightsTo: documents.rightsTo
	});
	const live = createLiveGateway({
		gate,
		log,
		changes,
		identify: identifyRequest,
		standing: spaces.standing,
		presenceIn
	});
	const stopListening = changes.listen(({ space, subject }) => {
		if (subject === 'entries') return;
		sync.recheck(space).catch(couldNotBeAsked);
	});
	const asking = setInterval(() => {
		sync.recheckAll().catch(couldNotBeAsked);
		live.rejoinAll().catch(couldNotBeAsked);
	}, limits.recheckIntervalMs);
	asking.unref();

	const services = {
		documents,
		dropIns: createDropIns({ tables, spaces, changes, now }),
		entries: createEntries({
			tables,
			documents,
			spaces,
			rooms,
			secretBox: createSecretBox(config.secretKey),
			changes,
			namesOf: members.namesOf,
			async render(name) {
				const room = await rooms.open(name);
				if (room) await compaction.compactRoom(room);
			}
		}),
		guests,
		instance: createInstance(tables),
		invitations: createInvitations({ tables, spaces, changes, now }),
		members,
		organizations: createOrganizations(tables),
		spaces
	};

	return {
		config,
		log,
		services: { ...services, demo: createDemo({ tables, rooms, now, ...services }) },
		visitors,
		metrics,
		rooms,
		isDatabaseAway,
		attach: (server) => live.attach(server),
		handleUpgrade: (request, socket, head) => sync.handleUpgrade(request, socket, head),
		async tidy() {
			await compaction.catchUp();
			await compaction.moveBases(now());
		},
		async close() {
			stopListening();
			clearInterval(asking);
			presence.close();
			await rooms.close();
			sync.close();
			live.close();
			await compaction.close();
		}
	};
}
