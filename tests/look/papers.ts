// What comes out of the printer: letters on both papers, an agenda, the board. Out: PDF files, and what went wrong.
import path from 'node:path';
import type { Language } from '../../src/shared/documents/reading.ts';
import { m } from '../../src/shared/paraglide/messages.js';
import { contextFor, openScreen, problemsOf, sizes, type Camera } from './camera.ts';
import { openBeforePrint } from './letter-screens.ts';
import { untilSaved, type Screen, type Visit } from './screen.ts';

export interface Paper extends Screen {
	format: 'Letter' | 'A4';
}

/** Chooses the paper where people choose it, and leaves the dialog as its own Print button does. */
async function openLetterOn(visit: Visit, choice: string): Promise<void> {
	await openBeforePrint(visit);
	const dialog = visit.page.getByRole('dialog');
	await dialog.getByRole('radio', { name: choice }).check();
	await dialog.getByRole('button', { name: m.close({}, visit.inLanguage) }).click();
	await dialog.waitFor({ state: 'hidden' });
}

const letter = { as: 'marisol', path: '/groups/outreach/drafts', place: 'outreach' } as const;

export const papers: Paper[] = [
	{ name: 'paper-letter', ...letter, format: 'Letter', reach: (visit) => openLetterOn(visit, 'US Letter') },
	{ name: 'paper-letter-a4', ...letter, format: 'A4', reach: (visit) => openLetterOn(visit, 'A4') },
	{
		name: 'paper-agenda',
		as: 'dee',
		path: '/groups/communications/agenda',
		place: 'communications',
		format: 'Letter',
		reach: untilSaved
	},
	{ name: 'paper-board', as: 'nobody', path: '/board', place: 'board', format: 'Letter' }
];

/** Returns what went wrong, as sentences. */
export async function print(camera: Camera, paper: Paper, language: Language): Promise<string[]> {
	const shot = { screen: paper, language, size: sizes[1] };
	const context = await contextFor(camera, shot);
	const file = path.join(camera.folder, `${paper.name}.${language}.pdf`);
	return problemsOf(`${paper.name}.${language}`, context, async (problems) => {
		const page = await openScreen(camera, context, shot, problems);
		await page.pdf({ path: file, format: paper.format, preferCSSPageSize: true });
	});
}
