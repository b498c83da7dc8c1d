// Places in a list that several people reorder at once. Each thing holds an order key; moving it writes only that key, to
// one between its new neighbours, so two people moving things never duplicate or lose one. Keys: fractional-indexing.
import { generateKeyBetween } from 'fractional-indexing';

/** Every key is bisected this often at random, so that two people inserting at one place get different keys. */
const JITTER_STEPS = 12;

export interface Ordered {
	id: string;
	order: string;
}

/** By order key, equal keys by id: the same sequence on every replica. */
export function byOrder(a: Ordered, b: Ordered): number {
	if (a.order !== b.order) return a.order < b.order ? -1 : 1;
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * A key between two neighbours; null stands for an end of the list. Neighbours with equal or unreadable keys (a replica
 * of another program may write any string) are treated as the end: the thing lands beside them, never nowhere.
 */
export function orderBetween(before: string | null, after: string | null, random: () => number = Math.random): string {
	let low = before;
	let high = after;
	let key = keyBetween(low, high);
	for (let step = 0; step < JITTER_STEPS; step++) {
		if (random() < 0.5) low = key;
		else high = key;
		key = keyBetween(low, high);
	}
	return key;
}

/** Key for a thing moved before `beforeId` (null: to the end) among `siblings`, which include or exclude it alike. */
export function orderBefore(siblings: readonly Ordered[], movedId: string | null, beforeId: string | null): string {
	const others = siblings.filter((sibling) => sibling.id !== movedId).sort(byOrder);
	const found = beforeId === null ? -1 : others.findIndex((sibling) => sibling.id === beforeId);
	const index = found === -1 ? others.length : found;
	const low = others[index - 1]?.order ?? null;
	// Two siblings with one key leave no room between them: the next that is really higher is the upper bound.
	const high = others.slice(index).find((sibling) => low === null || sibling.order > low)?.order ?? null;
	return orderBetween(low, high);
}

function keyBetween(low: string | null, high: string | null): string {
	const usable = low !== null && high !== null && low >= high ? null : high;
	try {
		return generateKeyBetween(low, usable);
	} catch {
		// Unreadable neighbours: find a place beside whichever of the two can be read.
		return readableKey(low)
			? generateKeyBetween(low, null)
			: generateKeyBetween(null, readableKey(usable) ? usable : null);
	}
}

function readableKey(key: string | null): boolean {
	if (key === null) return false;
	try {
		generateKeyBetween(key, null);
		return true;
	} catch {
		return false;
	}
}
