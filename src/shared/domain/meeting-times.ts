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
