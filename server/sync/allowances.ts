// How much one actor may send, over all of their connections on this node: two token buckets (frames and bytes) and a number
// of connections. In: who, and how much. Out: yes or no. Figures with their reasons: shared/protocol/limits.ts.
import type { KnownActor } from '#shared/domain/actors.ts';
import { limits } from '#shared/protocol/limits.ts';

export interface Allowances {
	/** Counts one more connection. Null if the actor has too many open. */
	join(actor: KnownActor): Allowance | null;
}

/** Of one connection; what is left in it is shared by all connections of the actor. */
export interface Allowance {
	/** False if this frame is more than the actor may send now. */
	take(bytes: number): boolean;
	leave(): void;
}

interface Bucket {
	left: number;
	perSecond: number;
	most: number;
}

interface Account {
	connections: number;
	frames: Bucket;
	bytes: Bucket;
	refilledAtMs: number;
}

/** nowMs: a clock that never goes back. */
export function createAllowances(nowMs: () => number = () => performance.now()): Allowances {
	const accountByActor = new Map<string, Account>();

	function refill(account: Account): void {
		const seconds = (nowMs() - account.refilledAtMs) / 1000;
		account.refilledAtMs = nowMs();
		for (const bucket of [account.frames, account.bytes]) {
			bucket.left = Math.min(bucket.most, bucket.left + seconds * bucket.perSecond);
		}
	}

	/** Who is gone and has everything back is forgotten. Who is gone and has not is remembered: a reconnect refills nothing. */
	function forget(): void {
		for (const [actor, account] of accountByActor) {
			if (account.connections > 0) continue;
			refill(account);
			if ([account.frames, account.bytes].every(({ left, most }) => left === most)) accountByActor.delete(actor);
		}
	}

	return {
		join(actor) {
			forget();
			const account = accountByActor.get(actor.id) ?? openAccount(actor, nowMs());
			if (account.connections >= limits.maxConnectionsPerActor) return null;
			accountByActor.set(actor.id, account);
			account.connections++;
			return {
				take(bytes) {
					refill(account);
					if (account.frames.left < 1 || account.bytes.left < bytes) return false;
					account.frames.left -= 1;
					account.bytes.left -= bytes;
					return true;
				},
				leave() {
					account.connections--;
				}
			};
		}
	};
}

function openAccount(actor: KnownActor, nowMs: number): Account {
	const { framesPerSecond, framesBurst, bytesPerSecond, bytesBurst } =
		actor.kind === 'guest' ? limits.guestRate : limits.memberRate;
	return {
		connections: 0,
		frames: { left: framesBurst, most: framesBurst, perSecond: framesPerSecond },
		bytes: { left: bytesBurst, most: bytesBurst, perSecond: bytesPerSecond },
		refilledAtMs: nowMs
	};
}
