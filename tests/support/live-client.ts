// A page's socket.io connection, with the cookie and Origin header that a browser would send by itself, and everything it
// was told kept for checking.
import { io, type Socket } from 'socket.io-client';
import type { Change, ClientEvents, Presence, ServerEvents } from '../../src/shared/protocol/live-events.ts';
import { until } from './until.ts';

export interface LiveClientOptions {
	origin: string;
	cookie: string;
	headers?: Record<string, string>;
}

export class LiveClient {
	readonly socket: Socket<ServerEvents, ClientEvents>;
	readonly changes: Change[] = [];
	/** What was last said of each space. */
	readonly presence: Record<string, Presence[]> = {};
	/** How often anything was said of who is there. */
	timesTold = 0;
	/** Why the connection was refused. */
	refusal: Error | null = null;
	isGone = false;
	#questions = 0;

	constructor({ origin, cookie, headers }: LiveClientOptions) {
		this.socket = io(origin, {
			transports: ['websocket'],
			extraHeaders: { cookie, origin, ...headers },
			reconnection: false,
			forceNew: true
		});
		this.socket.on('changed', (change) => this.changes.push(change));
		this.socket.on('presence', (space, people) => {
			this.presence[space] = people;
			this.timesTold++;
		});
		this.socket.on('connect_error', (error) => (this.refusal = error));
		this.socket.on('disconnect', () => (this.isGone = true));
	}

	async connected(): Promise<this> {
		await until(() => this.socket.connected, { what: 'connected' });
		return this;
	}

	watch(space: string): Promise<boolean> {
		return this.socket.emitWithAck('watch', space);
	}

	/**
	 * Everything that the server has sent to this client by now is here: a question that changes nothing is answered on the
	 * same connection, after it.
	 */
	heardAll(): Promise<void> {
		const question = this.socket.io.socket(`/no-such-namespace-${this.#questions++}`);
		return new Promise((resolve) => question.once('connect_error', () => resolve()));
	}

	namesIn(space: string): string[] {
		return (this.presence[space] ?? []).map(({ name }) => name);
	}

	close(): void {
		this.socket.disconnect();
	}
}
