// Posts forms to a running site as its pages do, for programs without a browser.

export interface Cookie {
	name: string;
	value: string;
}

export interface Form {
	origin: string;
	/** With the action: "/board?/enter" */
	path: string;
	fields: Record<string, string | string[]>;
	as?: Cookie;
}

export function postForm({ origin, path, fields, as }: Form): Promise<Response> {
	const body = new URLSearchParams();
	for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
	return fetch(origin + path, {
		method: 'POST',
		body,
		redirect: 'manual',
		headers: {
			origin,
			accept: 'application/json',
			'x-sveltekit-action': 'true',
			...(as && { cookie: headerOf(as) })
		}
	});
}

export const headerOf = ({ name, value }: Cookie) => `${name}=${value}`;

/** The session that a form's answer brought. Throws a sentence that names `who` if there is none. */
export async function sessionFrom(answer: Response, who: string): Promise<Cookie> {
	const [, name, value] = /^(\w+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
	if (!name || !value) throw new Error(`${who} could not come in: ${answer.status} ${await answer.text()}`);
	return { name, value };
}
