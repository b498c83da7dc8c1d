// How much one actor may send, over a clock that the test moves.
import { beforeEach, describe, expect, it } from 'vitest';
import { createAllowances, type Allowance, type Allowances } from '../../../../server/sync/allowances.ts';
import type { Guest, Member } from '../../../../src/shared/domain/actors.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';

const alice: Member = { kind: 'member', id: 'm_alice', name: 'Alice', isSteward: false, roles: {} };
const bob: Member = { ...alice, id: 'm_bob' };
const river: Guest = { kind: 'guest', id: 'g_river', name: 'River', number: 1, space: 'board' };
const { memberRate, guestRate, maxConnectionsPerActor } = limits;

let nowMs: number;
let allowances: Allowances;
beforeEach(() => {
	nowMs = 0;
	allowances = createAllowances(() => nowMs);
});

function join(actor: Member | Guest): Allowance {
	const allowance = allowances.join(actor);
	if (!allowance) throw new Error('not let in');
	return allowance;
}
/** How many frames of this size pass before the first refusal. */
function takeAll(allowance: Allowance, bytes = 1): number {
	let taken = 0;
	while (taken < 1_000_000 && allowance.take(bytes)) taken++;
	return taken;
}

describe('[R50] what one actor may send', () => {
	it('is a burst, and then so much a second', () => {
		const allowance = join(alice);
		expect(takeAll(allowance)).toBe(memberRate.framesBurst);
		nowMs += 500;
		expect(takeAll(allowance)).toBe(memberRate.framesPerSecond / 2);
		nowMs += 3_600_000;
		expect(takeAll(allowance)).toBe(memberRate.framesBurst);
	});

	it('is counted in bytes too, and the largest return passes at once', () => {
		const allowance = join(alice);
		expect(allowance.take(limits.maxReturnBytes)).toBe(true);
		expect(takeAll(allowance, limits.maxUpdateBytes)).toBe(
			Math.floor((memberRate.bytesBurst - limits.maxReturnBytes) / limits.maxUpdateBytes)
		);
		expect(join(river).take(limits.maxGuestReturnBytes)).toBe(true);
	});

	it('is shared by all their tabs, and not with anybody else', () => {
		const [first, second] = [join(alice), join(alice)];
		expect(takeAll(first)).toBe(memberRate.framesBurst);
		expect(second.take(1)).toBe(false);
		expect(takeAll(join(bob))).toBe(memberRate.framesBurst);
		expect(takeAll(join(river))).toBe(guestRate.framesBurst);
	});

	it('is not refilled by leaving and coming back', () => {
		const before = join(alice);
		takeAll(before);
		before.leave();
		expect(join(alice).take(1)).toBe(false);
	});

	it('is forgotten once they are gone and have everything back', () => {
		const before = join(alice);
		takeAll(before);
		before.leave();
		nowMs += 3_600_000;
		join(bob);
		expect(takeAll(join(alice))).toBe(memberRate.framesBurst);
	});

	it('includes how many tabs are open', () => {
		const open = Array.from({ length: maxConnectionsPerActor }, () => join(alice));
		expect(allowances.join(alice)).toBeNull();
		expect(allowances.join(bob)).not.toBeNull();
		open[0]?.leave();
		expect(allowances.join(alice)).not.toBeNull();
	});
});
