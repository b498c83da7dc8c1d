// The people of the walk: signed in once through the pages' own forms, then carried from visit to visit as cookies.
import { demoPassword } from '../../server/demo/groups.ts';
import { entries } from '../../server/demo/writing.ts';
import { postForm, sessionFrom, type Cookie } from '../support/forms.ts';
import { until } from '../support/until.ts';
import type { Visitor } from './screen.ts';

const members: readonly Visitor[] = ['ana', 'dee', 'jo', 'marisol'];

/** By visitor; whoever is not in it is signed out. */
export async function signIn(origin: string): Promise<Map<Visitor, Cookie>> {
	const cookies = new Map<Visitor, Cookie>();
	for (const member of members) {
		const fields = { signInName: member, password: demoPassword };
		cookies.set(member, await sessionFrom(await postForm({ origin, path: '/sign-in', fields }), member));
	}
	const entered = await postForm({ origin, path: '/board?/enter', fields: { name: 'River' } });
	return cookies.set('guest', await sessionFrom(entered, 'the guest'));
}

/** "/join#…" of an invitation to Parole. Stewards invite. */
export async function invite(origin: string, steward: Cookie): Promise<string> {
	const fields = { role: 'member', uses: '25' };
	const answer = await postForm({ origin, path: '/groups/parole/people?/invite', fields, as: steward });
	const [link] = /\/join#\w+/.exec(await answer.text()) ?? [];
	if (!link) throw new Error(`No invitation was made: ${answer.status}`);
	return link;
}

/** Whoever is signed out sees the board's rendering, which follows the demo's last entry by a second or two. */
export async function untilBoardIsRendered(origin: string): Promise<void> {
	await until(
		async () => {
			const page = await (await fetch(`${origin}/board`)).text();
			return entries.every(({ text }) => page.includes(text));
		},
		{ boundMs: 3_000, what: 'the demo is on the board' }
	);
}
