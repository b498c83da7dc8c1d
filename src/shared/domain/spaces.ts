// What anyone may know of a space: its public face.
import type { MeetingTime } from './meeting-times.ts';

export interface Bilingual {
	en: string;
	es: string;
}

export interface SpaceFace {
	slug: string;
	organization: string;
	kind: 'group' | 'board';
	name: Bilingual;
	purpose: Bilingual;
	/** What must not be written here; shown above agenda, tasks and drafts. */
	caution: Bilingual | null;
	contact: string | null;
	isContactConfirmed: boolean;
	/** Empty: to be decided. */
	times: MeetingTime[];
	/** How often it meets, in words: shown where there are no times. */
	rhythm: Bilingual | null;
	areTimesConfirmed: boolean;
	openToMembers: boolean;
	shape: string;
	isArchived: boolean;
}

export const shapes = ['circle', 'square', 'triangle', 'diamond', 'hexagon', 'star', 'drop', 'arch'] as const;
export type Shape = (typeof shapes)[number];

/** The address of a space: /board, /groups/parole. */
export function spacePath({ kind, slug }: Pick<SpaceFace, 'kind' | 'slug'>): string {
	return kind === 'board' ? '/board' : `/groups/${slug}`;
}

/** "/groups/<slug>": lower case, digits and dashes. */
export function isSlug(text: string): boolean {
	return /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(text);
}
