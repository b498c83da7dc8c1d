// A line of text that may exist in both languages, as plain JSON, and how each reader sees it. What comes from a template
// holds both; what a person writes is one text with its language. Pages that only show words need no yjs.

export type Language = 'en' | 'es';
export const languages: readonly Language[] = ['en', 'es'];

export interface Words {
	en?: string;
	es?: string;
	/** The language whose text may no longer say the same as the other. */
	look?: Language;
}

/** The text for one reader, in their language if it exists. */
export interface Reading {
	text: string;
	lang: Language;
	/** The same line in the other language, if there is one. */
	other: { text: string; lang: Language } | null;
	needsLook: boolean;
}

export function readingOf(words: Words, wanted: Language): Reading {
	const otherLang: Language = wanted === 'en' ? 'es' : 'en';
	const own = words[wanted];
	const other = words[otherLang];
	if (own === undefined)
		return { text: other ?? '', lang: other === undefined ? wanted : otherLang, other: null, needsLook: false };
	return {
		text: own,
		lang: wanted,
		other: other === undefined ? null : { text: other, lang: otherLang },
		needsLook: words.look === wanted
	};
}
