// The people of the benchmark: they claim the site and join its groups as people do. In: a running, unclaimed server. Out:
// who may write in which room.
import { headerOf, postForm, sessionFrom, type Cookie } from '../support/forms.ts';
import type { Server } from '../support/server.ts';

export interface Room {
	/** The document's name. */
	document: string;
	/** Cookie headers, one per person. */
	cookies: string[];
}

const password = 'a long walk by the river';
const groups = ['communications', 'parole', 'fundraising', 'outreach', 'phone-zap'];
const spaces = [...groups, 'board'];

const pathOf = (space: string) => (space === 'board' ? '/board' : `/groups/${space}`);

/** One agenda per space, with so many people who joined it. Spaces: at most six. */
export async function invitePeople(
	server: Server,
	steward: Cookie,
	{ rooms, perRoom }: { rooms: number; perRoom: number }
): Promise<Room[]> {
	return Promise.all(
		spaces.slice(0, rooms).map(async (space) => {
			const link = await inviteTo(server.origin, steward, space);
			const cookies: string[] = [];
			for (let number = 0; number < perRoom; number++) {
				const session = await join(server.origin, link, `${space} ${rooms} ${number}`);
				cookies.push(headerOf(session));
			}
			return { document: await agendaOf(server.origin, steward, space), cookies };
		})
	);
}

/** Claims the site; the steward is in every space. */
export async function claim({ origin, claim: secret }: Server): Promise<Cookie> {
	const fields = { ...newMember('Ana'), secret: secret ?? '', spaces };
	return sessionFrom(await postForm({ origin, path: '/claim', fields }), 'the steward');
}

const newMember = (name: string) => ({ displayName: name, pronouns: '', signInName: name, password });

async function inviteTo(origin: string, steward: Cookie, space: string): Promise<string> {
	// The board's agenda is its hosts' own.
	const fields = { role: space === 'board' ? 'coordinator' : 'member', uses: '25' };
	const answer = await postForm({ origin, path: `${pathOf(space)}/people?/invite`, fields, as: steward });
	const [, secret] = /join#(\w+)/.exec(await answer.text()) ?? [];
	if (!secret) throw new Error(`No invitation to ${space}: ${answer.status}`);
	return secret;
}

async function join(origin: string, secret: string, name: string): Promise<Cookie> {
	return sessionFrom(await postForm({ origin, path: '/join?/join', fields: { ...newMember(name), secret } }), name);
}

async function agendaOf(origin: string, member: Cookie, space: string): Promise<string> {
	const answer = await fetch(`${origin}${pathOf(space)}/agenda`, { headers: { cookie: headerOf(member) } });
	const [name] = /agenda-[a-z0-9]{16}/.exec(await answer.text()) ?? [];
	if (!name) throw new Error(`${space} has no agenda: ${answer.status}`);
	return name;
}
