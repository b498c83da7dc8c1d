// The page's language needs Svelte and a browser, so a plain one stands in for it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	formatDay,
	formatMoment,
	formatShortDay,
	formatTime,
	inPageLanguage
} from '../../../../../src/lib/i18n/format.ts';

const page = vi.hoisted((): { current: 'en' | 'es' } => ({ current: 'en' }));
vi.mock('../../../../../src/lib/i18n/language.svelte.ts', () => ({ language: page }));

/** Languages differ in which space they put before "PM". */
const plain = (text: string) => text.replace(/\s/gu, ' ');

beforeEach(() => void (page.current = 'en'));
afterEach(() => vi.unstubAllEnvs());

describe.each(['UTC', 'Asia/Tokyo', 'Pacific/Honolulu'])('a reader in %s', (zone) => {
	beforeEach(() => void vi.stubEnv('TZ', zone));

	it.each([
		['en', 'Wednesday, December 2', 'Dec 2', '7:30 PM', 'Wednesday, December 2 at 7:00 PM'],
		['es', 'miércoles, 2 de diciembre', '2 dic', '7:30 p. m.', 'miércoles, 2 de diciembre, 7:00 p. m.']
	] as const)('reads days and times as people here write them in %s', (lang, day, shortDay, time, moment) => {
		page.current = lang;
		expect(plain(formatDay('2026-12-02'))).toBe(day);
		expect(plain(formatShortDay('2026-12-02'))).toBe(shortDay);
		expect(plain(formatTime('19:30'))).toBe(time);
		expect(plain(formatMoment(new Date('2026-12-03T00:00:00Z')))).toBe(moment);
	});

	it('reads midnight and noon as what they are', () => {
		expect(plain(formatTime('00:00'))).toBe('12:00 AM');
		expect(plain(formatTime('12:00'))).toBe('12:00 PM');
	});
});

it('words in both languages are shown in the one of the page', () => {
	const words = { en: 'Rides', es: 'Transporte' };
	expect(inPageLanguage(words)).toBe('Rides');
	page.current = 'es';
	expect(inPageLanguage(words)).toBe('Transporte');
});
