// Addresses that people type become links where they are read. Only what begins with http:// or https://, so that no
// text can smuggle another scheme in.

export interface TextPart {
	text: string;
	href: string | null;
}

const address = /https?:\/\/[^\s<>"']+/gu;
/** Punctuation that ends a sentence, not an address. Tried once per run of it: a page of dots must not hold the server. */
const trailing = /(?<![.,;:!?)\]»”])[.,;:!?)\]»”]+$/u;

export function splitLinks(text: string): TextPart[] {
	const parts: TextPart[] = [];
	let from = 0;
	for (const match of text.matchAll(address)) {
		const found = match[0].replace(trailing, '');
		if (!URL.canParse(found)) continue;
		if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
		parts.push({ text: found, href: new URL(found).href });
		from = match.index + found.length;
	}
	if (from < text.length) parts.push({ text: text.slice(from), href: null });
	return parts;
}
