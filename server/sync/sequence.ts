// The order in which items of an update would stand among those that are there, worked out beside the document: as yjs
// does it (Item.js, integrate), on a chain of its own that begins as the stored one. In: items whose place is known. Out:
// whether they say of their neighbors what can be true.
//
// An item says between which two it was written. If its right neighbor does not come after its left one, replicas that got
// the same items in another order put it in different places, or lose it, and nothing ever mends that. And each item that
// claims to span a long stretch makes yjs walk through all of it: those steps are counted.
import * as Y from 'yjs';
import { limits } from '#shared/protocol/limits.ts';
import type { Id } from './update-reader.ts';

/** A run of characters, or one thing, in a sequence. */
interface Run extends Id {
	length: number;
	origin: Id | null;
	rightOrigin: Id | null;
	/** Undefined: whatever follows the stored item. */
	next: Run | null | undefined;
	item: Y.Item | null;
}

export interface Insertion extends Id {
	length: number;
	origin: Id | null;
	rightOrigin: Id | null;
	/** What begins the sequence as it is stored; asked only if there is no origin. */
	first: () => Y.Item | null;
	/** The sequence: one object, and the key in it. */
	holder: object;
	key: string | null;
}

export class Sequences {
	readonly #store: Y.Doc['store'];
	readonly #runsByItem = new Map<Y.Item, Run[]>();
	readonly #insertedByClient = new Map<number, Run[]>();
	readonly #heads = new Map<object, Map<string | null, Run | null>>();
	#steps = 0;

	constructor(store: Y.Doc['store']) {
		this.#store = store;
	}

	/** False: its neighbors cannot be such, or it would take too long to find out. */
	insert(insertion: Insertion): boolean {
		const { client, clock, length, origin, rightOrigin } = insertion;
		// The right one first: cut afterwards, a right neighbor inside the left one would move the left one's end.
		const right = rightOrigin && this.#startingAt(rightOrigin);
		const left = origin && this.#endingAt(origin);
		const run: Run = { client, clock, length, origin, rightOrigin, next: null, item: null };
		const first = left ? this.#after(left) : this.#head(insertion);
		const found = this.#findPlace(run, { left, right, first });
		if (!found) return false;
		if (found.after) {
			run.next = this.#after(found.after);
			found.after.next = run;
		} else {
			run.next = first;
			this.#heads.get(insertion.holder)?.set(insertion.key, run);
		}
		const inserted = this.#insertedByClient.get(client);
		if (inserted) inserted.push(run);
		else this.#insertedByClient.set(client, [run]);
		return true;
	}

	/** After which run it goes (null: first of all), by the rules of yjs. Null: its right neighbor is not to the right. */
	#findPlace(
		run: Run,
		{ left, right, first }: Record<'left' | 'right' | 'first', Run | null>
	): { after: Run | null } | null {
		let after = left;
		let isPlaced = false;
		const passed = new Set<Run>();
		let conflicting = new Set<Run>();
		for (let other = first; other !== right; other = this.#after(other)) {
			if (other === null || ++this.#steps > limits.maxConflictSteps) return null;
			if (other.client === run.client) return null;
			if (isPlaced) continue;
			passed.add(other);
			conflicting.add(other);
			const beside = other.origin && this.#at(other.origin);
			if (isSameId(run.origin, other.origin)) {
				if (other.client < run.client) {
					after = other;
					conflicting = new Set();
				} else isPlaced = isSameId(run.rightOrigin, other.rightOrigin);
			} else if (beside && passed.has(beside)) {
				if (conflicting.has(beside)) continue;
				after = other;
				conflicting = new Set();
			} else isPlaced = true;
		}
		return { after };
	}

	#head({ holder, key, first }: Insertion): Run | null {
		const heads = this.#heads.get(holder) ?? new Map<string | null, Run | null>();
		this.#heads.set(holder, heads);
		const known = heads.get(key);
		if (known !== undefined) return known;
		const item = first();
		const head = item && (this.#runsOf(item)[0] ?? null);
		heads.set(key, head);
		return head;
	}

	#after(run: Run): Run | null {
		if (run.next === undefined) run.next = run.item?.right ? (this.#runsOf(run.item.right)[0] ?? null) : null;
		return run.next;
	}

	#runsOf(item: Y.Item): Run[] {
		const known = this.#runsByItem.get(item);
		if (known) return known;
		const { id, length, origin, rightOrigin } = item;
		const runs = [{ client: id.client, clock: id.clock, length, origin, rightOrigin, next: undefined, item }];
		this.#runsByItem.set(item, runs);
		return runs;
	}

	/** The runs among which this place is, and the index of the one that holds it. */
	#locate({ client, clock }: Id): { runs: Run[]; index: number } | null {
		if (clock < Y.getState(this.#store, client)) {
			const struct: Y.AbstractStruct = Y.getItem(this.#store, Y.createID(client, clock));
			if (!(struct instanceof Y.Item)) return null;
			const runs = this.#runsOf(struct);
			return { runs, index: lastUpTo(runs, clock) };
		}
		const runs = this.#insertedByClient.get(client);
		return runs ? { runs, index: lastUpTo(runs, clock) } : null;
	}

	#at(id: Id): Run | null {
		const found = this.#locate(id);
		return found?.runs[found.index] ?? null;
	}

	#endingAt(id: Id): Run | null {
		return this.#cut(id, id.clock + 1)?.left ?? null;
	}

	#startingAt(id: Id): Run | null {
		const { left, right } = this.#cut(id, id.clock) ?? {};
		return right ?? left ?? null;
	}

	/** The run that holds this place, in two if the clock lies inside it. */
	#cut(id: Id, clock: number): { left: Run; right: Run | null } | null {
		const found = this.#locate(id);
		const left = found?.runs[found.index];
		if (!found || !left) return null;
		if (clock <= left.clock || clock >= left.clock + left.length) return { left, right: null };
		const { client, rightOrigin, next, item } = left;
		const origin = { client, clock: clock - 1 };
		const right: Run = { client, clock, length: left.clock + left.length - clock, origin, rightOrigin, next, item };
		left.length = clock - left.clock;
		left.next = right;
		found.runs.splice(found.index + 1, 0, right);
		return { left, right };
	}
}

/** The index of the last of these, in the order of their clocks, that begins at this clock or before. */
export function lastUpTo(runs: readonly Id[], clock: number): number {
	let [low, high] = [0, runs.length - 1];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((runs[middle]?.clock ?? Infinity) <= clock) low = middle;
		else high = middle - 1;
	}
	return low;
}

function isSameId(a: Id | null, b: Id | null): boolean {
	return a === null || b === null ? a === b : a.client === b.client && a.clock === b.clock;
}
