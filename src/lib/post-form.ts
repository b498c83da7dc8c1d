// A form action asked from a script, where no form is on the page to be sent.
import { deserialize } from '$app/forms';
import type { ActionResult } from '@sveltejs/kit';

/** Null: no answer that SvelteKit gave (no network, or a hall's sign-in page in between). */
export async function postForm(
	action: string,
	fields: Iterable<[name: string, value: string]>
): Promise<ActionResult | null> {
	const body = new FormData();
	for (const [name, value] of fields) body.append(name, value);
	try {
		const response = await fetch(action, { method: 'POST', body, headers: { 'x-sveltekit-action': 'true' } });
		return deserialize(await response.text());
	} catch {
		return null;
	}
}
