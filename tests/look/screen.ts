// What a screen of the walk is: who sees it, where it is, and what they do there before the picture is taken. Screens say
// texts by their message, so that one description serves both languages and a renamed message does not type-check.
import type { Page } from '@playwright/test';
import type { Language } from '../../src/shared/documents/reading.ts';

export type Visitor = 'nobody' | 'guest' | 'ana' | 'dee' | 'jo' | 'marisol';

/** Visits of one place never overlap: two at once would see each other, and pictures would change from run to run. */
export type Place = 'communications' | 'outreach' | 'board';

export interface Visit {
	page: Page;
	/** For messages: m.edit({}, visit.inLanguage) */
	inLanguage: { locale: Language };
	isPhone: boolean;
}

export interface Screen {
	/** "agenda-edit": the first part of its files' names. */
	name: string;
	as: Visitor;
	path: string;
	/** Null: nobody else is seen there. */
	place: Place | null;
	/** From the open page to the screen. */
	reach?(visit: Visit): Promise<void>;
	/** Console errors that belong to it. */
	expectedErrors?: RegExp;
}

/** The document is here and can be edited. Only where somebody is signed in. */
export async function untilSaved({ page }: Visit): Promise<void> {
	await page.locator('[data-saved="saved"]').first().waitFor();
}
