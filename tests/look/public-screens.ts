// What anybody finds, and the pages about one's own account.
import { m } from '../../src/shared/paraglide/messages.js';
import type { Screen } from './screen.ts';

/** Where the invitation's secret goes: "/join#…", made before the walk. */
export function publicScreens(invitation: string): Screen[] {
	return [
		{ name: 'home', as: 'nobody', path: '/', place: null },
		{ name: 'home-member', as: 'dee', path: '/', place: null },
		{ name: 'about', as: 'nobody', path: '/about', place: null },
		{ name: 'space-public', as: 'nobody', path: '/groups/parole', place: null },
		{ name: 'space-public-undecided', as: 'nobody', path: '/groups/outreach', place: null },
		{ name: 'sign-in', as: 'nobody', path: '/sign-in', place: null },
		{
			name: 'sign-in-refused',
			as: 'nobody',
			path: '/sign-in',
			place: null,
			async reach({ page, inLanguage }) {
				await page.getByLabel(m.sign_in_name({}, inLanguage)).fill('ana');
				await page.getByLabel(m.password({}, inLanguage)).fill('not the password');
				await page
					.getByRole('main')
					.getByRole('button', { name: m.sign_in({}, inLanguage) })
					.click();
				await page.locator('.problem').first().waitFor();
			},
			expectedErrors: /status of 4\d\d/
		},
		{ name: 'claim', as: 'nobody', path: '/claim', place: null },
		{
			name: 'join',
			as: 'nobody',
			path: invitation,
			place: null,
			reach: ({ page, inLanguage }) =>
				page
					.getByText(inLanguage.locale === 'en' ? 'Parole' : 'Libertad bajo palabra')
					.first()
					.waitFor()
		},
		{ name: 'me', as: 'ana', path: '/me', place: null },
		{ name: 'admin', as: 'ana', path: '/admin', place: null },
		{ name: 'sign-out', as: 'ana', path: '/sign-out', place: null },
		{
			name: 'not-found',
			as: 'nobody',
			path: '/nowhere',
			place: null,
			reach: ({ page, inLanguage }) =>
				page.getByRole('heading', { name: m.error_not_found_title({}, inLanguage) }).waitFor(),
			expectedErrors: /status of 404/
		}
	];
}
