// The community board, as everybody who comes to it sees it.
import { m } from '../../src/shared/paraglide/messages.js';
import { untilSaved, type Screen } from './screen.ts';

export const boardScreens: Screen[] = [
	{ name: 'board-signed-out', as: 'nobody', path: '/board', place: 'board' },
	{ name: 'board-guest', as: 'guest', path: '/board', place: 'board', reach: untilSaved },
	{
		name: 'board-add',
		as: 'guest',
		path: '/board',
		place: 'board',
		async reach(visit) {
			await untilSaved(visit);
			const { page, inLanguage } = visit;
			const kind = m.board_help({}, inLanguage);
			await page.getByRole('button', { name: m.board_add_to({ kind }, inLanguage) }).click();
			await page.getByRole('dialog').waitFor();
		}
	},
	{ name: 'board-host', as: 'jo', path: '/board', place: 'board', reach: untilSaved },
	{
		name: 'board-edit',
		as: 'jo',
		path: '/board',
		place: 'board',
		async reach(visit) {
			await untilSaved(visit);
			const { page, inLanguage } = visit;
			const edit = page.getByRole('button', { name: m.edit({}, inLanguage), exact: true });
			await edit.filter({ visible: true }).first().click();
			await page.getByRole('dialog').waitFor();
		}
	},
	{ name: 'board-wall', as: 'jo', path: '/board?wall', place: 'board' }
];
