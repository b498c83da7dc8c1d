import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addEntry } from '../../../../../src/shared/documents/community-board.ts';
import { limits } from '../../../../../src/shared/protocol/limits.ts';

describe('the limits', () => {
	/** Also those that stand together: ["memberRate.framesBurst", 1000] */
	const each = Object.entries(limits).flatMap(([name, limit]): [string, number][] =>
		typeof limit === 'number'
			? [[name, limit]]
			: Object.entries(limit).map(([part, value]) => [`${name}.${part}`, value])
	);
	it.each(each)('%s is a whole number above zero', (_, limit) => {
		expect(Number.isSafeInteger(limit)).toBe(true);
		expect(limit).toBeGreaterThan(0);
	});

	it('let a frame carry the largest message, with its framing', () => {
		const largest = Math.max(
			limits.maxUpdateBytes,
			limits.maxReturnBytes,
			limits.maxGuestUpdateBytes,
			limits.maxGuestReturnBytes
		);
		expect(limits.maxFrameBytes).toBeGreaterThan(largest + 16);
	});

	it('let everybody bring back at least as much as they may write at once, and guests never more than members', () => {
		expect(limits.maxReturnBytes).toBeGreaterThan(limits.maxUpdateBytes);
		expect(limits.maxGuestReturnBytes).toBeGreaterThan(limits.maxGuestUpdateBytes);
		expect(limits.maxGuestUpdateBytes).toBeLessThan(limits.maxUpdateBytes);
		expect(limits.maxGuestReturnBytes).toBeLessThan(limits.maxReturnBytes);
	});

	it('let a guest add the longest entry in the widest letters', () => {
		const doc = new Y.Doc();
		addEntry(doc, {
			kind: 'connections',
			text: '語'.repeat(limits.maxEntryLength),
			lang: 'es',
			town: 'outside-western-mass',
			when: { day: '2026-12-02', time: '19:30' },
			by: 'g_'.padEnd(40, 'x')
		});
		expect(Y.encodeStateAsUpdate(doc).byteLength).toBeLessThan(limits.maxGuestUpdateBytes);
	});

	it('let a dead phone leave within 45 seconds', () => {
		expect(limits.pingIntervalMs * limits.pingsMissed).toBeLessThanOrEqual(45_000);
	});

	it('let the rendering follow within the two seconds that are promised', () => {
		expect(limits.compactionDelayMs * 2).toBeLessThanOrEqual(2_000);
	});

	it('leave room between the shortest password and the longest', () => {
		expect(limits.minPasswordLength).toBeLessThan(limits.maxPasswordLength);
	});
});
