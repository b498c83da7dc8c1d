// The people of the walk: signed in once through the pages' own forms, then carried from visit to visit as cookies.
import { demoPassword } from '../../server/demo/groups.ts';
import type { Visitor } from './screen.ts';

export interface Cookie {
	name: string;
	value: string;
}

const members: readonly Visitor[] = ['ana', 'dee', 'jo', 'marisol'];

/** By visitor; whoever is not in it is signed out. */
export async function signIn(origin: string): Promise<Map<Visitor, Cookie>> {
	const cookies = new Map<Visitor, Cookie>();
	for (const member of members) {
		const answer = await post(origin, '/sign-in', { signInName: member, password: demoPassword });
		cookies.set(member, cookieFrom(answer, member));
	}
	cookies.set('guest', cookieFrom(await post(origin, '/board?/enter', { name: 'River' }), 'the guest'));
	return cookies;
}

/** "/join#…" of an invitation to Parole. Stewards invite. */
export async function invite(origin: string, { name, value }: Cookie): Promise<string> {
	const fields = { role: 'member', uses: '25' };
	const answer = await post(origin, '/groups/parole/people?/invite', fields, `${name}=${value}`);
	const [link] = /\/join#\w+/.exec(await answer.text()) ?? [];
	if (!link) throw new Error(`No invitation was made: ${answer.status}`);
	return link;
}

function post(origin: string, path: string, fields: Record<string, string>, cookie?: string): Promise<Response> {
	return fetch(origin + path, {
		method: 'POST',
		body: new URLSearchParams(fields),
		redirect: 'manual',
		headers: {
			origin,
			accept: 'application/json',
			'x-sveltekit-action': 'true',
			...(cookie !== undefined && { cookie })
		}
	});
}

function cookieFrom(answer: Response, who: string): Cookie {
	const [, name, value] = /^(\w+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
	if (!name || !value) throw new Error(`${who} could not come in: ${answer.status}`);
	return { name, value };
}
