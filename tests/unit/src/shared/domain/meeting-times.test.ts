import { afterEach, describe, expect, it, vi } from 'vitest';
import {
	meetingTimeText,
	momentHere,
	readMeetingTimes,
	timeZone,
	weekdayName
} from '../../../../../src/shared/domain/meeting-times.ts';
import { titled } from '../../shown.ts';

/** Languages differ in which space they put before "PM". */
const plain = (text: string) => text.replace(/\s/gu, ' ');

describe('the usual time of a group', () => {
	it.each([
		[0, '09:05', 'Sundays, 9:05 AM', 'domingos, 9:05 a. m.'],
		[1, '00:00', 'Mondays, 12:00 AM', 'lunes, 12:00 a. m.'],
		[2, '12:00', 'Tuesdays, 12:00 PM', 'martes, 12:00 p. m.'],
		[3, '23:59', 'Wednesdays, 11:59 PM', 'miércoles, 11:59 p. m.'],
		[4, '19:30', 'Thursdays, 7:30 PM', 'jueves, 7:30 p. m.'],
		[5, '18:00', 'Fridays, 6:00 PM', 'viernes, 6:00 p. m.'],
		[6, '10:00', 'Saturdays, 10:00 AM', 'sábados, 10:00 a. m.']
	])('on day %i at %s reads "%s" and "%s"', (weekday, startsAt, en, es) => {
		expect(plain(meetingTimeText({ weekday, startsAt }, 'en'))).toBe(en);
		expect(plain(meetingTimeText({ weekday, startsAt }, 'es'))).toBe(es);
	});

	it('names the seven days, beginning with Sunday', () => {
		const days = [0, 1, 2, 3, 4, 5, 6];
		expect(days.map((day) => weekdayName(day, 'en'))).toEqual([
			'Sunday',
			'Monday',
			'Tuesday',
			'Wednesday',
			'Thursday',
			'Friday',
			'Saturday'
		]);
		expect(days.map((day) => weekdayName(day, 'es')).join(' ')).toBe(
			'domingo lunes martes miércoles jueves viernes sábado'
		);
	});
});

describe('times from a form', () => {
	it('are the rows that have a day, in their order', () => {
		expect(readMeetingTimes(['4', '', '0'], ['19:30', '08:00', '00:00'])).toEqual([
			{ weekday: 4, startsAt: '19:30' },
			{ weekday: 0, startsAt: '00:00' }
		]);
	});

	it('are kept once when the same time was given twice', () => {
		const times = readMeetingTimes(['4', '4', '4', '5'], ['19:30', '08:00', '19:30', '19:30']);
		expect(times).toEqual([
			{ weekday: 4, startsAt: '19:30' },
			{ weekday: 4, startsAt: '08:00' },
			{ weekday: 5, startsAt: '19:30' }
		]);
	});

	it('are none when nothing is chosen, however many empty rows were sent', () => {
		expect(readMeetingTimes([], [])).toEqual([]);
		expect(readMeetingTimes(Array<string>(10_000).fill(''), [])).toEqual([]);
	});

	it.each(titled(['7', '-1', '1.0', ' 1', '1\n', '１', 'one', '__proto__', '9'.repeat(100_000)]))(
		'are refused for the day %s',
		(_, weekday) => {
			expect(readMeetingTimes([weekday], ['19:30'])).toBeNull();
		}
	);

	it.each(titled(['24:00', '7:30', '19:60', '19:30 ', '19:30\n', '19:30:00', '-1:30', '', '７:30']))(
		'are refused for the time %s',
		(_, startsAt) => {
			expect(readMeetingTimes(['4'], [startsAt])).toBeNull();
		}
	);

	it('are refused when a day has no time beside it', () => {
		expect(readMeetingTimes(['4', '5'], ['19:30'])).toBeNull();
	});

	it('are at most seven', () => {
		const at = (count: number) => Array.from({ length: count }, (_, hour) => `1${hour}:00`);
		const rows = (count: number) => [Array<string>(count).fill('4'), at(count)] as const;
		expect(readMeetingTimes(...rows(7))).toHaveLength(7);
		expect(readMeetingTimes(...rows(8))).toBeNull();
	});
});

describe('a day and a time on the clocks here', () => {
	afterEach(() => vi.unstubAllEnvs());
	const iso = (day: string, time: string) => momentHere(day, time).toISOString().slice(0, 16);
	/** What a clock on the wall here shows, by another way than the code takes. */
	const clock = (moment: Date) => moment.toLocaleString('sv-SE', { timeZone }).slice(0, 16);

	it.each([
		['2026-01-15', '19:00', '2026-01-16T00:00'],
		['2026-07-15', '19:00', '2026-07-15T23:00'],
		['2026-12-31', '23:59', '2027-01-01T04:59'],
		['2024-02-29', '00:00', '2024-02-29T05:00']
	])('%s %s is the moment %s UTC', (day, time, utc) => {
		expect(iso(day, time)).toBe(utc);
	});

	it.each([
		['01:59', '2026-03-08T06:59', 'the minute before'],
		['02:00', '2026-03-08T07:00', 'skipped: read as if clocks had not gone forward'],
		['02:30', '2026-03-08T07:30', 'skipped: read as if clocks had not gone forward'],
		['03:00', '2026-03-08T07:00', 'the minute after'],
		['23:00', '2026-03-09T03:00', 'the evening of that day']
	])('when clocks go forward, %s is %s UTC (%s)', (time, utc) => {
		expect(iso('2026-03-08', time)).toBe(utc);
	});

	it.each([
		['00:59', '2026-11-01T04:59', 'the hour before'],
		['01:00', '2026-11-01T05:00', 'twice: the first is meant'],
		['01:59', '2026-11-01T05:59', 'twice: the first is meant'],
		['02:00', '2026-11-01T07:00', 'once again'],
		['19:00', '2026-11-02T00:00', 'the evening of that day']
	])('when clocks go back, %s is %s UTC (%s)', (time, utc) => {
		expect(iso('2026-11-01', time)).toBe(utc);
	});

	it.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
		'is shown again as it was typed, with the server in %s',
		(zone) => {
			vi.stubEnv('TZ', zone);
			const days = ['2026-03-07', '2026-03-08', '2026-03-09', '2026-10-31', '2026-11-01', '2026-11-02', '2028-02-29'];
			for (const day of days) {
				for (let minute = 0; minute < 24 * 60; minute += 15) {
					const time = new Date(minute * 60_000).toISOString().slice(11, 16);
					const isSkipped = day === '2026-03-08' && time.startsWith('02:');
					const shown = isSkipped ? `${day} ${time.replace('02:', '03:')}` : `${day} ${time}`;
					expect(clock(momentHere(day, time))).toBe(shown);
				}
			}
		}
	);

	it('stays in the year that was typed, also in one that is half typed', () => {
		expect(iso('0026-12-02', '19:00')).toMatch(/^0026-12-0[23]T/);
		expect(iso('0001-06-01', '12:00')).toMatch(/^0001-06-01T/);
		expect(iso('9999-12-01', '12:00')).toBe('9999-12-01T17:00');
	});
});
