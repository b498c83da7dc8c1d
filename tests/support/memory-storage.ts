// UpdateStorage in memory, for rules about order and timing: appends can be held back, and made to fail. That the real one
// keeps its promises is the contract suite's matter (tests/contracts/storage.test.ts).
import type { Append, Compaction, LogRow, NewDocument, UpdateStorage } from '../../server/sync/storage.ts';

interface Stored extends Pick<NewDocument, 'name' | 'kind' | 'space'> {
	rows: LogRow[];
	state: { seq: number; bytes: Uint8Array } | null;
	owners: Map<number, string>;
}

export interface MemoryStorage extends UpdateStorage {
	/** Every batch that was asked for, in order. */
	batches: (readonly Append[])[];
	compacted: Compaction[];
	rowsOf(name: string): LogRow[];
	ownerOf(name: string, clientId: number): string | null;
	/** From now on appends and claims wait; the returned function lets them go, and all later ones. */
	hold(): () => void;
	/** What appends and claims reject with, while it is set. */
	failure: Error | null;
	/** What load rejects with, while it is set. */
	loadFailure: Error | null;
	loads: number;
}

export function createMemoryStorage(): MemoryStorage {
	const documents = new Map<string, Stored>();
	let gate: Promise<void> = Promise.resolve();

	function stored(name: string): Stored {
		const document = documents.get(name);
		if (!document) throw new Error(`there is no document ${name}`);
		return document;
	}

	const storage: MemoryStorage = {
		batches: [],
		compacted: [],
		failure: null,
		loadFailure: null,
		loads: 0,
		rowsOf: (name) => stored(name).rows,
		ownerOf: (name, clientId) => stored(name).owners.get(clientId) ?? null,
		hold() {
			let release = () => {};
			gate = new Promise((resolve) => (release = resolve));
			return release;
		},
		create({ name, kind, space, createdBy, bytes, clientId }) {
			const rows = [{ seq: 1, actor: createdBy, bytes }];
			documents.set(name, { name, kind, space, rows, state: null, owners: new Map([[clientId, createdBy]]) });
			return Promise.resolve();
		},
		async load(name) {
			storage.loads++;
			await gate;
			if (storage.loadFailure) throw storage.loadFailure;
			const document = documents.get(name);
			if (!document) return null;
			const { kind, space, rows, state } = document;
			const tail = rows.filter(({ seq }) => seq > (state?.seq ?? 0));
			return { name, kind, space, head: rows.length, generation: 1, state, tail };
		},
		async append(batch) {
			storage.batches.push(batch);
			await gate;
			if (storage.failure) throw storage.failure;
			const committed = new Set<string>();
			for (const { document, expectedHead, updates } of batch) {
				const rows = documents.get(document)?.rows;
				if (rows?.length !== expectedHead) continue;
				for (const update of updates) rows.push({ ...update, seq: rows.length + 1 });
				committed.add(document);
			}
			return committed;
		},
		async claimClients(name, actor, clientIds) {
			await gate;
			if (storage.failure) throw storage.failure;
			const { owners } = stored(name);
			for (const clientId of clientIds) if (!owners.has(clientId)) owners.set(clientId, actor);
			return new Map(clientIds.map((clientId) => [clientId, owners.get(clientId) ?? actor]));
		},
		compact(compaction) {
			storage.compacted.push(compaction);
			stored(compaction.document).state = { seq: compaction.seq, bytes: compaction.state };
			return Promise.resolve();
		},
		behind: () => Promise.resolve([]),
		withRowsBefore: () => Promise.resolve([]),
		loadForBase: () => Promise.resolve({ base: null, rows: [] }),
		moveBase: () => Promise.resolve()
	};
	return storage;
}
