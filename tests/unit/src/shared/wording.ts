// The words that nothing we write may contain, and how we tell.

export type Language = 'en' | 'es';

/** People inside are people. */
const unkind: Record<Language, readonly string[]> = {
	en: ['inmate', 'inmates', 'offender', 'offenders', 'convict', 'convicts', 'felon', 'felons'],
	es: ['preso', 'presos', 'presa', 'presas', 'reo', 'reos', 'rea', 'reas', 'recluso', 'reclusos', 'reclusa', 'reclusas']
};

/** Everyone is usted here. */
const familiar: Record<Language, readonly string[]> = {
	en: [],
	es: ['tú', 'tu', 'tus', 'ti', 'te', 'contigo', 'tuyo', 'tuya', 'puedes', 'tienes', 'quieres', 'eres', 'estás', 'haz']
};

/** Those of the forbidden words that stand in the text, as whole words. */
export function forbiddenWords(text: string, lang: Language): string[] {
	const words = new Set(text.toLowerCase().match(/[\p{L}\p{M}]+/gu));
	return [...unkind[lang], ...familiar[lang]].filter((word) => words.has(word));
}

/** How many words a sentence of the text has on average. */
export function wordsPerSentence(text: string): number {
	const sentences = text.split(/(?<=[.!?…:])\s+/u).filter((sentence) => /\p{L}/u.test(sentence));
	const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'-]*/gu) ?? [];
	return sentences.length === 0 ? 0 : words.length / sentences.length;
}
