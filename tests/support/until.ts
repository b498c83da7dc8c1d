// Waiting for what must become true: the event is waited for, and the deadline is five times the bound.
import { setTimeout as wait } from 'node:timers/promises';

export interface UntilOptions {
	/** What a person would call too long. */
	boundMs?: number;
	/** Said when it did not happen. */
	what?: string;
}

/** Resolves with the first value that is neither false, null nor undefined; fails at five times the bound. */
export async function until<Value>(
	look: () => Value | Promise<Value>,
	{ boundMs = 2_000, what = look.toString() }: UntilOptions = {}
): Promise<NonNullable<Exclude<Value, false>>> {
	const deadline = performance.now() + 5 * boundMs;
	for (;;) {
		const value = await look();
		if (value !== false && value !== null && value !== undefined) return value as NonNullable<Exclude<Value, false>>;
		if (performance.now() > deadline) throw new Error(`Did not happen within ${(5 * boundMs) / 1000} s: ${what}`);
		await wait(10);
	}
}
