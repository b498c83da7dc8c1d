import { afterEach, describe, expect, it, vi } from 'vitest';
import { todayHere } from '../../../../../src/lib/i18n/today.ts';
import { readDay } from '../../../../../src/shared/documents/edits.ts';

describe('today', () => {
	afterEach(() => {
		vi.useRealTimers();
		vi.unstubAllEnvs();
	});

	it.each([
		['2026-12-03T04:59:59Z', '2026-12-02'],
		['2026-12-03T05:00:00Z', '2026-12-03'],
		['2026-07-02T03:59:59Z', '2026-07-01'],
		['2026-07-02T04:00:00Z', '2026-07-02'],
		['2027-01-01T00:00:00Z', '2026-12-31'],
		['2028-02-29T12:00:00Z', '2028-02-29'],
		['2026-03-08T04:59:00Z', '2026-03-07'],
		['2026-03-09T03:59:00Z', '2026-03-08'],
		['2026-11-01T03:59:00Z', '2026-10-31'],
		['2026-11-02T04:59:00Z', '2026-11-01']
	])('at %s is %s where the groups meet', (moment, day) => {
		expect(todayHere(new Date(moment))).toBe(day);
	});

	it.each(['Asia/Tokyo', 'Pacific/Honolulu', 'UTC'])('is the same for a reader in %s', (zone) => {
		vi.stubEnv('TZ', zone);
		expect(todayHere(new Date('2026-12-03T04:59:59Z'))).toBe('2026-12-02');
	});

	it('is the day that it is, in the form that documents hold', () => {
		vi.useFakeTimers({ now: new Date('2026-12-02T15:00:00Z') });
		expect(readDay(todayHere())).toBe('2026-12-02');
	});
});
