// A port that stands for a server and can be cut: what a database that goes away looks like from the app's side.
import net from 'node:net';

export interface CuttablePort {
	readonly port: number;
	/** Ends every connection, and refuses new ones. */
	cut(): void;
	mend(): void;
	close(): Promise<void>;
}

export async function openCuttablePort(target: { host: string; port: number }): Promise<CuttablePort> {
	const sockets = new Set<net.Socket>();
	let isCut = false;
	const server = net.createServer((near) => {
		if (isCut) return void near.destroy();
		const far = net.connect(target.port, target.host);
		for (const [one, other] of [
			[near, far],
			[far, near]
		] as const) {
			sockets.add(one);
			one.pipe(other);
			one.once('error', () => other.destroy());
			one.once('close', () => {
				sockets.delete(one);
				other.destroy();
			});
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port was given');
	const endAll = () => sockets.forEach((socket) => socket.destroy());
	return {
		port: address.port,
		cut() {
			isCut = true;
			endAll();
		},
		mend() {
			isCut = false;
		},
		close() {
			endAll();
			return new Promise((resolve) => server.close(() => resolve()));
		}
	};
}
