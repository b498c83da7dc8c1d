// The day it is where the groups meet, whatever the reader's own clock zone says.
import { timeZone } from '#shared/domain/meeting-times.ts';

/** "2026-12-02" */
export function todayHere(now: Date = new Date()): string {
	return now.toLocaleDateString('en-CA', { timeZone });
}
