// What this device keeps of a document: every update (y-indexeddb), and whether anything of it is not yet known to be in
// the log. That mark is written in the transaction of the update itself, so no edit can be on the device without it.
import { addAutoKey, put, transact } from 'lib0/indexeddb';
import { IndexeddbPersistence, PREFERRED_TRIM_SIZE, storeState } from 'y-indexeddb';
import type * as Y from 'yjs';

const prefix = 'rootbridge/';
const markPrefix = 'unacked/';
/** Many small updates become one after this much quiet. Arbitrary: y-indexeddb's own figure. */
const trimDelayMs = 1_000;

export interface DeviceStore {
	/** Resolves when the document has what was stored. False: this browser keeps nothing for us. */
	ready: Promise<boolean>;
	/** Whether an earlier visit, or another tab, left something that was not acked. Known once ready. */
	hadUnacked(): boolean;
	/** Everything that this tab has written, and everything it found at its start, is in the log now. */
	acked(): void;
	close(): Promise<void>;
	/**
	 * Forgets everything stored of the document, and closes. Another tab that has it open keeps its own copy in memory, and
	 * what it writes from then on is stored again.
	 */
	discard(): Promise<void>;
}

export function openDeviceStore(doc: Y.Doc, { actor, document }: { actor: string; document: string }): DeviceStore {
	const persistence = new IndexeddbPersistence(`${prefix}${actor}/${document}`, doc);
	const ownMark = `${markPrefix}${doc.clientID}`;
	let stamp = 0;
	let found = new Map<string, unknown>();
	let trimTimer: ReturnType<typeof setTimeout> | null = null;

	// y-indexeddb's own listener stores the update alone; ours stores it with the mark.
	doc.off('update', persistence._storeUpdate);
	const store = (update: Uint8Array, origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
		if (!persistence.db || origin === persistence) return;
		const [updates, marks] = transact(persistence.db, ['updates', 'custom']);
		if (!updates || !marks) return;
		void addAutoKey(updates, update as unknown as ArrayBuffer); // lib0's type is narrower than what IndexedDB takes
		if (local) void put(marks, ++stamp, ownMark);
		if (++persistence._dbsize >= PREFERRED_TRIM_SIZE) trimTimer ??= setTimeout(trim, trimDelayMs);
	};
	const trim = () => {
		trimTimer = null;
		void storeState(persistence, false);
	};
	doc.on('update', store);

	const isOpen = persistence._db.then(
		() => persistence.whenSynced.then(() => true),
		() => false // private windows of some browsers, or no room left: nothing can be kept here
	);
	const ready = isOpen.then(async (isKept) => {
		if (isKept && persistence.db) found = await readMarks(persistence.db);
		return isKept;
	});

	async function close(): Promise<void> {
		if (trimTimer) clearTimeout(trimTimer);
		doc.off('update', store);
		await persistence.destroy();
	}

	return {
		ready,
		hadUnacked: () => found.size > 0,
		acked() {
			const { db } = persistence;
			if (!db) return;
			const cleared = new Map(found);
			found = new Map();
			if (stamp > 0) cleared.set(ownMark, stamp);
			clearMarks(db, cleared);
		},
		close,
		async discard() {
			await isOpen;
			if (persistence.db) await clear(persistence.db);
			await close();
		}
	};
}

function clear(db: IDBDatabase): Promise<void> {
	return new Promise((resolve, reject) => {
		const transaction = db.transaction(['updates', 'custom'], 'readwrite');
		transaction.objectStore('updates').clear();
		transaction.objectStore('custom').clear();
		transaction.oncomplete = () => resolve();
		transaction.onerror = transaction.onabort = () => reject(new Error('the stored document could not be cleared'));
	});
}

function readMarks(db: IDBDatabase): Promise<Map<string, unknown>> {
	return new Promise((resolve) => {
		const marks = new Map<string, unknown>();
		const request = db.transaction('custom', 'readonly').objectStore('custom').openCursor();
		request.onsuccess = () => {
			const cursor = request.result;
			if (!cursor) return resolve(marks);
			if (typeof cursor.key === 'string' && cursor.key.startsWith(markPrefix)) marks.set(cursor.key, cursor.value);
			cursor.continue();
		};
		request.onerror = () => resolve(marks);
	});
}

/** Another tab may have set its mark again meanwhile: only marks that still are what we saw are cleared. */
function clearMarks(db: IDBDatabase, cleared: ReadonlyMap<string, unknown>): void {
	const store = db.transaction('custom', 'readwrite').objectStore('custom');
	for (const [key, value] of cleared) {
		const request = store.get(key);
		request.onsuccess = () => {
			if (request.result === value) store.delete(key);
		};
	}
}

/** The names of the stores that this person's documents have on this device. */
export async function deviceStoresOf(actor: string): Promise<string[]> {
	if (typeof indexedDB === 'undefined' || !('databases' in indexedDB)) return [];
	const databases = await indexedDB.databases();
	return databases.flatMap(({ name }) => (name?.startsWith(`${prefix}${actor}/`) ? [name] : []));
}

/** Whether a store holds anything that is not known to be in the log. */
export function hasUnacked(storeName: string): Promise<boolean> {
	return new Promise((resolve) => {
		const request = indexedDB.open(storeName);
		request.onerror = () => resolve(false);
		request.onsuccess = () => {
			const db = request.result;
			if (!db.objectStoreNames.contains('custom')) {
				db.close();
				return resolve(false);
			}
			void readMarks(db).then((marks) => {
				db.close();
				resolve(marks.size > 0);
			});
		};
	});
}

export function deleteStore(storeName: string): Promise<void> {
	return new Promise((resolve) => {
		const request = indexedDB.deleteDatabase(storeName);
		request.onsuccess = request.onerror = request.onblocked = () => resolve();
	});
}
