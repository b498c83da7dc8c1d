// Dates and times as people here write them: America/New_York, 7:30 PM or 7:30 p. m.
import { locales, timeZone } from '#shared/domain/meeting-times.ts';
import type { Bilingual } from '#shared/domain/spaces.ts';
import { language } from './language.svelte.ts';

/** The words of a bilingual pair for this reader. */
export function inPageLanguage(words: Bilingual): string {
	return words[language.current];
}

/** "Tuesday, December 2" · "martes, 2 de diciembre", from "2026-12-02" */
export function formatDay(day: string): string {
	return new Date(`${day}T12:00:00Z`).toLocaleDateString(locales[language.current], {
		weekday: 'long',
		month: 'long',
		day: 'numeric',
		timeZone: 'UTC'
	});
}

/** "Dec 2" · "2 dic" */
export function formatShortDay(day: string): string {
	return new Date(`${day}T12:00:00Z`).toLocaleDateString(locales[language.current], {
		month: 'short',
		day: 'numeric',
		timeZone: 'UTC'
	});
}

/** "7:30 PM" · "7:30 p. m.", from "19:30" */
export function formatTime(time: string): string {
	return new Date(`2023-01-01T${time}:00Z`).toLocaleTimeString(locales[language.current], {
		hour: 'numeric',
		minute: '2-digit',
		timeZone: 'UTC'
	});
}

/** "Tuesday, December 2, 7:00 PM", in the coalition's own time zone wherever the reader is. */
export function formatMoment(moment: Date): string {
	return moment.toLocaleString(locales[language.current], {
		weekday: 'long',
		month: 'long',
		day: 'numeric',
		hour: 'numeric',
		minute: '2-digit',
		timeZone
	});
}
