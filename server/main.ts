// The composition root: read it top to bottom to know the system. `npm start` runs start(); `npm run dev` gives Vite's
// own HTTP server to openForDevelopment().
import { createServer, type Server as HttpServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { createApp, type App } from './app.ts';
import { buildIfNeeded } from './build.ts';
import { readConfig, type Config } from './config.ts';
import { setCurrentApp } from './current-app.ts';
import { openDatabase, type Database } from './db/client.ts';
import { migrate } from './db/migrate.ts';
import { seed } from './db/seed.ts';
import { createLog, type Log } from './log.ts';
import { createPageHandler } from './pages.ts';
import { endOnUncaught } from './process-end.ts';

export interface Running {
	app: App;
	address: string;
	/** The link for the first steward; null once there is one. */
	claimLink: string | null;
	stop(): Promise<void>;
}

/** Everything but the web server: database, schema, starting content, services, gateways. */
async function open(config: Config, log: Log): Promise<{ app: App; database: Database }> {
	const database = await openDatabase(config);
	await migrate(database);
	const app = createApp({ config, database, log });
	await seed({ tables: database.tables, documents: app.services.documents });
	setCurrentApp(app);
	app
		.tidy()
		.catch((error: unknown) => log.error({ err: error }, 'tidying up failed, it is tried again at the next start'));
	return { app, database };
}

/** Serves on config.host and config.port until stop(). */
export async function start(config: Config = readConfig(process.env)): Promise<Running> {
	const log = createLog(config.logLevel);
	const ending = endOnUncaught(log);
	await buildIfNeeded();
	const { app, database } = await open(config, log);
	ending.watch(database);

	const server = createServer(await createPageHandler(config));
	app.attach(server);
	server.on('upgrade', (request, socket, head) => {
		socket.on('error', () => {}); // a peer that is gone before the handshake; 'close' follows
		const isLive = request.url?.startsWith('/socket.io/') ?? false; // socket.io listens for these itself
		if (!isLive && !app.handleUpgrade(request, socket, head)) socket.destroy();
	});
	const port = await listen(server, config);
	const address = config.origin?.origin ?? `http://localhost:${port}`;
	const claim = await app.services.invitations.renewClaim();

	return {
		app,
		address,
		claimLink: claim === null ? null : `${address}/claim#${claim}`,
		async stop() {
			server.close();
			await app.close();
			server.closeAllConnections();
			await database.close();
		}
	};
}

/** For the Vite plugin: the same app, gateways and database on the development server. */
export async function openForDevelopment(server: HttpServer): Promise<void> {
	const config = readConfig(process.env);
	const log = createLog(config.logLevel);
	const { app, database } = await open(config, log);
	app.attach(server);
	server.on('upgrade', (request, socket, head) => void app.handleUpgrade(request, socket, head));
	const claim = await app.services.invitations.renewClaim();
	server.once('listening', () => {
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : config.port;
		if (claim) process.stdout.write(`\n  Claim this instance: http://localhost:${port}/claim#${claim}\n`);
	});
	server.once('close', () => void app.close().then(() => database.close()));
}

/** Addresses of this machine on its networks: what phones in the hall can open. */
export function networkAddresses(port: number): string[] {
	return Object.values(networkInterfaces())
		.flatMap((entries) => entries ?? [])
		.filter(({ family, internal }) => family === 'IPv4' && !internal)
		.map(({ address }) => `http://${address}:${port}`);
}

function listen(server: HttpServer, { port, host }: Config): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const inUse = error.code === 'EADDRINUSE';
			reject(
				inUse ? new Error(`Port ${port} is in use. Stop the other program, or set PORT to another number.`) : error
			);
		});
		server.listen(port, host, () => {
			const address = server.address();
			resolve(typeof address === 'object' && address ? address.port : port);
		});
	});
}
