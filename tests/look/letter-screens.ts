// Letters: the list, the editor, the paper.
import { m } from '../../src/shared/paraglide/messages.js';
import { untilSaved, type Screen, type Visit } from './screen.ts';

const drafts = '/groups/outreach/drafts';

/** Opens the demo's letter in the visit's language, ready to be written in. */
export async function openLetter(visit: Visit): Promise<void> {
	const { page, inLanguage } = visit;
	const title = inLanguage.locale === 'en' ? 'Letter 12, blue table' : 'Carta 3, mesa verde';
	await page.getByRole('link', { name: title }).click();
	await untilSaved(visit);
	await page.locator('[contenteditable="true"]').waitFor();
}

async function openThenPress(visit: Visit, name: string): Promise<void> {
	await openLetter(visit);
	await visit.page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().click();
	await visit.page.getByRole('dialog').waitFor();
}

export const openBeforePrint = (visit: Visit) => openThenPress(visit, m.print({}, visit.inLanguage));

export const letterScreens: Screen[] = [
	{ name: 'drafts', as: 'marisol', path: drafts, place: 'outreach' },
	{ name: 'letter', as: 'marisol', path: drafts, place: 'outreach', reach: openLetter },
	{
		name: 'letter-prompts',
		as: 'marisol',
		path: drafts,
		place: 'outreach',
		async reach(visit) {
			if (visit.isPhone) await openThenPress(visit, m.prompts_title({}, visit.inLanguage));
			else await openLetter(visit);
		}
	},
	{
		name: 'letter-see-the-page',
		as: 'marisol',
		path: drafts,
		place: 'outreach',
		reach: (visit) => openThenPress(visit, m.letter_see_page({}, visit.inLanguage))
	},
	{ name: 'letter-before-print', as: 'marisol', path: drafts, place: 'outreach', reach: openBeforePrint }
];
