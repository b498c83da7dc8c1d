// Several people editing one document over a network that drops them: each replica talks to a hub, goes away, edits on,
// comes back with its state vector, joins late. Seeded, so that a run that fails can be played again.
import * as Y from 'yjs';
import type { Editing } from '../support/edits.ts';
import type { Random } from '../support/random.ts';

export interface Replica {
	name: string;
	doc: Y.Doc;
	isOnline: boolean;
}

export interface Network {
	replicas: Replica[];
	join(name: string): Replica;
	drop(replica: Replica): void;
	reconnect(replica: Replica): void;
	/** Everybody comes back. */
	settle(): void;
}

export function createNetwork(start: (doc: Y.Doc) => void): Network {
	const hub = new Y.Doc();
	start(hub);
	const replicas: Replica[] = [];
	hub.on('update', (bytes: Uint8Array, origin: unknown) => {
		for (const replica of replicas) if (replica.isOnline && replica !== origin) Y.applyUpdate(replica.doc, bytes, hub);
	});

	function reconnect(replica: Replica): void {
		replica.isOnline = true;
		const missingHere = Y.encodeStateAsUpdate(hub, Y.encodeStateVector(replica.doc));
		const missingThere = Y.encodeStateAsUpdate(replica.doc, Y.encodeStateVector(hub));
		Y.applyUpdate(replica.doc, missingHere, hub);
		Y.applyUpdate(hub, missingThere, replica);
	}

	return {
		replicas,
		join(name) {
			const replica: Replica = { name, doc: new Y.Doc(), isOnline: false };
			replica.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
				if (origin !== hub && replica.isOnline) Y.applyUpdate(hub, bytes, replica);
			});
			replicas.push(replica);
			reconnect(replica);
			return replica;
		},
		drop(replica) {
			replica.isOnline = false;
		},
		reconnect,
		settle() {
			for (let round = 0; round < 2; round++) for (const replica of replicas) reconnect(replica);
		}
	};
}

export interface Schedule extends Editing {
	random: Random;
	steps?: number;
}

/** Four people, edits, drops and late joins; returns the replicas after everybody has come back. */
export function playSchedule({ random, start, edit, steps = 120 }: Schedule): Replica[] {
	const network = createNetwork(start);
	network.join('alice');
	network.join('bob');
	for (let step = 0; step < steps; step++) {
		if (network.replicas.length < 4 && random.chance(0.03)) network.join(`late ${step}`);
		const replica = random.pick(network.replicas);
		const luck = random.next();
		if (luck < 0.1) network.drop(replica);
		else if (luck < 0.2) network.reconnect(replica);
		else edit(replica.doc, random, replica.name);
	}
	network.settle();
	return network.replicas;
}
