// When a group usually meets: several times a week, or to be decided. Local time, America/New_York.

export interface MeetingTime {
	/** 0 is Sunday. */
	weekday: number;
	/** "19:30" */
	startsAt: string;
}

export const timeZone = 'America/New_York';

/** 2023-01-01 was a Sunday: any date of that week stands for its weekday when a weekday's name is formatted. */
const someSunday = Date.UTC(2023, 0, 1);
const dayMs = 24 * 60 * 60 * 1000;

/** "Thursdays, 7:30 PM" · "jueves, 7:30 p. m." */
export function meetingTimeText({ weekday, startsAt }: MeetingTime, lang: 'en' | 'es'): string {
	const [hours = 0, minutes = 0] = startsAt.split(':').map(Number);
	const moment = new Date(someSunday + weekday * dayMs + (hours * 60 + minutes) * 60_000);
	const day = moment.toLocaleDateString(locales[lang], { weekday: 'long', timeZone: 'UTC' });
	const time = moment.toLocaleTimeString(locales[lang], { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
	return lang === 'en' ? `${day}s, ${time}` : `${spanishPlural(day)}, ${time}`;
}

/** lunes, martes … stay; sábado and domingo take an s. */
function spanishPlural(day: string): string {
	return day.endsWith('s') ? day : `${day}s`;
}

/** American English, and the Spanish of Puerto Rico: both write 7:30 with am or pm. */
export const locales = { en: 'en-US', es: 'es-PR' } as const;

/** A group meets a few times a week at most; more is a mistake. */
const maxTimes = 7;

/**
 * Times from a form's rows: weekday and time side by side. Rows without a weekday are left out, and so is a time that was
 * given before. Null: a row is unreadable.
 */
export function readMeetingTimes(weekdays: readonly string[], startsAts: readonly string[]): MeetingTime[] | null {
	const times: MeetingTime[] = [];
	for (const [index, weekday] of weekdays.entries()) {
		if (weekday === '') continue;
		const startsAt = startsAts[index] ?? '';
		if (!/^[0-6]$/.test(weekday) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(startsAt)) return null;
		const isThere = times.some((time) => time.weekday === Number(weekday) && time.startsAt === startsAt);
		if (!isThere) times.push({ weekday: Number(weekday), startsAt });
	}
	return times.length > maxTimes ? null : times;
}

/** "Sunday" · "domingo" */
export function weekdayName(weekday: number, lang: 'en' | 'es'): string {
	const moment = new Date(someSunday + weekday * dayMs);
	return moment.toLocaleDateString(locales[lang], { weekday: 'long', timeZone: 'UTC' });
}

/**
 * The moment when clocks here show this day and time. When clocks go back the hour comes twice: the first is meant. When
 * they go forward the hour is skipped: it is read as if they had not yet.
 */
export function momentHere(day: string, time: string): Date {
	const asIfUtc = Date.parse(`${day}T${time}:00Z`);
	const before = asIfUtc - offsetAt(asIfUtc - dayMs);
	const after = asIfUtc - offsetAt(asIfUtc + dayMs);
	return new Date(
		offsetAt(before) === asIfUtc - before ? before : offsetAt(after) === asIfUtc - after ? after : before
	);
}

/** How far local time here is ahead of UTC at a moment, in milliseconds (negative in America). */
function offsetAt(moment: number): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric'
	}).formatToParts(moment);
	const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
	const here = ((value('hour') * 60 + value('minute')) * 60 + value('second')) * 1000;
	const ahead = here - Math.floor(moment / 1000) * 1000;
	// The times of day alone tell, as they are less than half a day apart. Years do not come into it: Date.UTC would take
	// the year 26 of a date half typed for 1926.
	return ((((ahead + dayMs / 2) % dayMs) + dayMs) % dayMs) - dayMs / 2;
}
