// Where the items of an update land in a room's document, found out before anything of it is applied: yjs cannot take back
// half an update, and building the document anew for each bad one would cost the room far more than its sender.
// In: an update that the guard could read, and the judge's doc, which stays as it is. Out: whether it fits.
//
// On the wire an item beside another one carries neither parent nor key: it stands where its neighbor does. The order in
// which yjs integrates (encoding.js, integrateStructs) is followed here, struct by struct, so that an update that passes
// leaves nothing pending. Work: one search in the document for each struct and each of its references.
import * as Y from 'yjs';
import { limits } from '#shared/protocol/limits.ts';
import { mayHold, type Holder } from './grammar.ts';
import { collectedHolder, holderOfContent, Holders, type Ground } from './holders.ts';
import { lastUpTo, Sequences } from './sequence.ts';
import type { DeletedRange, Id, ItemStruct, ReadUpdate, Struct } from './update-reader.ts';

/**
 * gap: it builds on something, or deletes something, that is neither here nor in it. malformed: it contradicts itself or
 * what is known, as no program that speaks yjs does.
 */
export type Placement = 'fits' | 'gap' | 'malformed' | 'outside-schema' | 'too-deep';

interface Place {
	holder: Holder;
	key: string | null;
}

/** A struct of the update whose place is known. */
interface Placed extends Id {
	length: number;
	place: Place;
	/** What it is to those who stand in it; null if it is no type. */
	own: Holder | null;
}

const collected: Place = { holder: collectedHolder, key: null };

/** landsInCollected: some of it stands, or would stand, in what is deleted and collected here. */
export function placeUpdate(update: ReadUpdate, ground: Ground): { placement: Placement; landsInCollected: boolean } {
	const placing = new Placing(update, ground);
	return { placement: placing.result(), landsInCollected: placing.landsInCollected };
}

class Placing {
	readonly #update: ReadUpdate;
	readonly #store: Y.Doc['store'];
	/** How many structs of each client are dealt with. */
	readonly #dealt = new Map<number, number>();
	readonly #placedByClient = new Map<number, Placed[]>();
	readonly #holders: Holders;
	#deletesByClient: Map<number, DeletedRange[]> | null = null;
	readonly #sequences: Sequences;

	constructor(update: ReadUpdate, { doc, schema }: Ground) {
		this.#update = update;
		this.#store = doc.store;
		this.#sequences = new Sequences(doc.store);
		this.#holders = new Holders({ doc, schema });
	}

	landsInCollected = false;

	result(): Placement {
		for (const client of this.#update.structsByClient.keys()) {
			const placement = this.#placeAllOf(client);
			if (placement !== 'fits') return placement;
		}
		const deletesOnlyKnown = this.#update.deletes.every(
			({ client, clock, length }) => clock + length <= this.#clockOf(client)
		);
		return deletesOnlyKnown ? 'fits' : 'gap';
	}

	/** Whoever has to wait for another client's structs lets that one go ahead, one struct at a time. */
	#placeAllOf(client: number): Placement {
		const waiting = [client];
		const isWaiting = new Set(waiting);
		for (let head = waiting.at(-1); head !== undefined; head = waiting.at(-1)) {
			const struct = this.#nextOf(head);
			if (!struct) {
				isWaiting.delete(head);
				waiting.pop();
				continue;
			}
			const missing = this.#missingFor(struct);
			if (missing === 'malformed') return missing;
			if (missing === null) {
				const placement = this.#deal(struct);
				if (placement !== 'fits') return placement;
				this.#dealt.set(head, (this.#dealt.get(head) ?? 0) + 1);
				if (waiting.length > 1) {
					isWaiting.delete(head);
					waiting.pop();
				}
				continue;
			}
			if (missing === head || !this.#nextOf(missing)) return 'gap';
			// Each waits for the other: yjs would keep both for ever.
			if (isWaiting.has(missing)) return 'malformed';
			isWaiting.add(missing);
			waiting.push(missing);
		}
		return 'fits';
	}

	#nextOf(client: number): Struct | undefined {
		return this.#update.structsByClient.get(client)?.[this.#dealt.get(client) ?? 0];
	}

	/** The client of whom something must come first. */
	#missingFor(struct: Struct): number | 'malformed' | null {
		if (struct.kind === 'skip') return null;
		if (struct.clock > this.#clockOf(struct.client)) return struct.client;
		if (struct.kind === 'collected') return null;
		for (const id of [struct.origin, struct.rightOrigin, struct.parent]) {
			if (id === null || typeof id === 'string') continue;
			if (id.client === struct.client) {
				// yjs does not look for these: it takes for granted that nobody builds on what they write later.
				if (id.clock >= struct.clock) return 'malformed';
			} else if (id.clock >= this.#clockOf(id.client)) return id.client;
		}
		return null;
	}

	#deal(struct: Struct): Placement {
		if (struct.kind === 'skip') return 'fits';
		const known = Y.getState(this.#store, struct.client);
		const end = struct.clock + struct.length;
		if (struct.clock < known && struct.kind === 'item' && !this.#repeats(struct)) return 'malformed';
		if (end <= known) return 'fits';
		if (struct.kind === 'collected') {
			this.#remember(struct, { place: collected, own: collectedHolder });
			return 'fits';
		}
		const place = this.#placeOf(struct);
		// The known beginning of a longer run stands where the run does.
		if (
			place === null ||
			(struct.clock < known && !isSame(place, this.#find({ client: struct.client, clock: known - 1 })))
		)
			return 'malformed';
		return this.#settle(struct, { place, known });
	}

	#settle(struct: ItemStruct, { place, known }: { place: Place; known: number }): Placement {
		if (place.holder.is === 'collected') this.landsInCollected = true;
		if (place.key !== null && struct.length > 1 && !this.#deletes(struct)) return 'malformed';
		if (!mayHold(place.holder, place.key, struct.content)) return 'outside-schema';
		const own = holderOfContent(struct.content, place.holder);
		if (own && own.depth > limits.maxNesting) return 'too-deep';
		if (!this.#fitsBetween(struct, { place, known })) return 'malformed';
		this.#remember(struct, { place, own });
		return 'fits';
	}

	/**
	 * Whether the update deletes this struct as well. Several values under one key are one struct only where old ones have
	 * been joined: of living ones yjs would lose sight, and trip over them when their map is collected.
	 */
	#deletes({ client, clock, length, content }: ItemStruct): boolean {
		if (content.is === 'deleted') return true;
		this.#deletesByClient ??= Map.groupBy(this.#update.deletes, (range) => range.client);
		const ranges = this.#deletesByClient.get(client) ?? [];
		const range = ranges[lastUpTo(ranges, clock)];
		return range !== undefined && range.clock <= clock && clock + length <= range.clock + range.length;
	}

	/** Whether it can stand between the neighbors that it names. */
	#fitsBetween(struct: ItemStruct, { place, known }: { place: Place; known: number }): boolean {
		const { holder, key } = place;
		if (holder.is === 'collected') return true;
		const { client, rightOrigin } = struct;
		// What is set under a key comes after all that was set there before.
		if (key !== null && rightOrigin !== null) return false;
		const clock = Math.max(struct.clock, known);
		const origin = clock > struct.clock ? { client, clock: clock - 1 } : struct.origin;
		const length = struct.clock + struct.length - clock;
		const first = () => this.#holders.firstIn(holder, key);
		return this.#sequences.insert({ client, clock, length, origin, rightOrigin, first, holder, key });
	}

	#remember({ client, clock, length }: Struct, { place, own }: Pick<Placed, 'place' | 'own'>): void {
		const placed = this.#placedByClient.get(client);
		if (placed) placed.push({ client, clock, length, place, own });
		else this.#placedByClient.set(client, [{ client, clock, length, place, own }]);
	}

	/** Up to where this client's structs are known, here and in what was placed so far. */
	#clockOf(client: number): number {
		const last = this.#placedByClient.get(client)?.at(-1);
		return last ? last.clock + last.length : Y.getState(this.#store, client);
	}

	/** Null: its two neighbors stand in different places, or its parent is none. */
	#placeOf({ origin, rightOrigin, parent, key }: ItemStruct): Place | null {
		if (origin && rightOrigin) {
			const left = this.#find(origin);
			return isSame(left, this.#find(rightOrigin)) ? left : null;
		}
		const neighbor = origin ?? rightOrigin;
		if (neighbor) return this.#find(neighbor);
		if (parent === null) return null;
		const holder = typeof parent === 'string' ? this.#holders.root(parent) : this.#holderAt(parent);
		return holder && { holder, key };
	}

	#find(id: Id): Place {
		const placed = this.#placedAt(id);
		if (placed) return placed.place;
		const struct = storedAt(this.#store, id);
		return struct instanceof Y.Item ? { holder: this.#holders.of(struct.parent), key: struct.parentSub } : collected;
	}

	/** The type that this item is. Null if it is something else. */
	#holderAt(id: Id): Holder | null {
		const placed = this.#placedAt(id);
		if (placed) return placed.own;
		const struct = storedAt(this.#store, id);
		if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return collectedHolder;
		return struct.content instanceof Y.ContentType ? this.#holders.of(struct.content.type) : null;
	}

	#placedAt({ client, clock }: Id): Placed | null {
		const placed = this.#placedByClient.get(client);
		const first = placed?.[0];
		if (!placed || !first || clock < first.clock || clock < Y.getState(this.#store, client)) return null;
		return placed[lastUpTo(placed, clock)] ?? null;
	}

	/**
	 * Whether a struct that is known says of its place what it said before. yjs passes over the rest of it, but goes to
	 * its neighbors first, and cuts the items there: with made-up neighbors, differently on each replica.
	 */
	#repeats({ client, clock, origin, rightOrigin, parent }: ItemStruct): boolean {
		const stored = storedAt(this.#store, { client, clock });
		if (!(stored instanceof Y.Item)) {
			// What stood beside something collected was collected with it.
			const isGone = (id: Id | null) => id === null || this.#find(id).holder.is === 'collected';
			return isGone(origin) && isGone(rightOrigin) && typeof parent !== 'string';
		}
		const before = stored.id.clock === clock ? stored.origin : { client, clock: clock - 1 };
		return isSameId(origin, before) && isSameId(rightOrigin, stored.rightOrigin);
	}
}

/** What lies in the document at this place, which must be known. */
function storedAt(store: Y.Doc['store'], { client, clock }: Id): Y.AbstractStruct {
	return Y.getItem(store, Y.createID(client, clock));
}

function isSame(a: Place, b: Place): boolean {
	if (a.holder.is === 'collected') return b.holder.is === 'collected';
	return a.holder === b.holder && a.key === b.key;
}

function isSameId(a: Id | null, b: Id | null): boolean {
	return a === null || b === null ? a === b : a.client === b.client && a.clock === b.clock;
}
