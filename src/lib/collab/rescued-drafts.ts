// What this device has set aside because the server refused it: plain text by document, until the person has copied it
// somewhere and lets it go. The name begins like a device store's, so a sign-out wipes it too.
import { del, get, getAllKeysValues, openDB, put, transact } from 'lib0/indexeddb';

const store = 'texts';

export interface RescuedDrafts {
	/** Null: nothing is set aside of this document, or this browser keeps nothing for us. */
	read(document: string): Promise<string | null>;
	/** Null lets it go. */
	keep(document: string, text: string | null): Promise<void>;
	all(): Promise<{ document: string; text: string }[]>;
}

export function openRescuedDrafts(actor: string): RescuedDrafts {
	const name = `rootbridge/${actor}/rescued`;

	/** Almost always there is none, and looking for it must not make one. */
	async function isThere(): Promise<boolean> {
		if (typeof indexedDB === 'undefined' || !('databases' in indexedDB)) return false;
		return (await indexedDB.databases()).some((database) => database.name === name);
	}

	/** Undefined where a private window, or a full device, allows no database. */
	async function within<Result>(work: (texts: IDBObjectStore) => Promise<Result>): Promise<Result | undefined> {
		const db = await openDB(name, (made) => made.createObjectStore(store)).catch(() => null);
		if (!db) return undefined;
		try {
			const [texts] = transact(db, [store]);
			return texts && (await work(texts));
		} finally {
			db.close();
		}
	}

	return {
		async read(document) {
			if (!(await isThere())) return null;
			const text: unknown = await within((texts) => get(texts, document));
			return typeof text === 'string' ? text : null;
		},
		async keep(document, text) {
			await within((texts) => (text === null ? del(texts, document) : put(texts, text, document)));
		},
		async all() {
			const found = ((await isThere()) && (await within((texts) => getAllKeysValues(texts)))) || [];
			return found.map(({ k, v }) => ({ document: String(k), text: String(v) }));
		}
	};
}
