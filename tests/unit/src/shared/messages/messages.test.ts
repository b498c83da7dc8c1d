// The words of the site: complete in both languages, used, kind, and short enough to be read in a hurry.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { forbiddenWords, wordsPerSentence, type Language } from '../wording.ts';

const source = path.resolve(import.meta.dirname, '../../../../../src');
const maxWordsPerSentence = 20;

/** A message, or its variants for one and for many. */
type Message = string | { match: Record<string, string> }[];

function read(lang: Language): Record<string, Message> {
	return JSON.parse(fs.readFileSync(path.join(source, `shared/messages/${lang}.json`), 'utf8')) as Record<
		string,
		Message
	>;
}
const messages = { en: read('en'), es: read('es') };
const keys = Object.keys(messages.en);

const variants = (message: Message | undefined): string[] =>
	typeof message === 'string' ? [message] : (message ?? []).flatMap(({ match }) => Object.values(match));
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const everyPlaceholder = (message: Message | undefined) => [...new Set(variants(message).flatMap(placeholders))].sort();

/** Which messages the site's own code asks for. */
function usedKeys(): Set<string> {
	const files = fs
		.readdirSync(source, { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.(?:ts|svelte)$/.test(file) && !file.startsWith(path.join('shared', 'paraglide')));
	const used = files.flatMap((file) => {
		const code = fs.readFileSync(path.join(source, file), 'utf8');
		return [...code.matchAll(/\bm\.([a-z]\w*)/g)].map(([, key]) => key ?? '');
	});
	return new Set(used);
}

it('every message is there in both languages', () => {
	expect(Object.keys(messages.es).sort()).toEqual([...keys].sort());
});

it('every message is shown somewhere', () => {
	const used = usedKeys();
	expect(used.size).toBeGreaterThan(100);
	expect(keys.filter((key) => !used.has(key))).toEqual([]);
});

describe.each(['en', 'es'] as const)('in %s', (lang) => {
	const texts = Object.entries(messages[lang]).flatMap(([key, message]) =>
		variants(message).map((text) => ({ key, text }))
	);

	it('no message is empty, or has space around it', () => {
		expect(texts.filter(({ text }) => text === '' || text !== text.trim())).toEqual([]);
		expect(keys.filter((key) => variants(messages[lang][key]).length === 0)).toEqual([]);
	});

	it('a message that counts has words for one and for many', () => {
		const counted = Object.values(messages[lang]).filter((message) => typeof message !== 'string');
		expect(counted.length).toBeGreaterThan(0);
		for (const message of counted) {
			for (const { match } of message) {
				expect(Object.keys(match).sort()).toEqual(['n=*', 'n=one']);
				for (const text of Object.values(match)) expect(placeholders(text)).toContain('{count}');
			}
		}
	});

	it('people are spoken of as people, and to with respect', () => {
		const found = texts.flatMap(({ key, text }) => forbiddenWords(text, lang).map((word) => `${key}: ${word}`));
		expect(found).toEqual([]);
	});

	it('sentences are short', () => {
		const long = texts.filter(({ text }) => wordsPerSentence(text) > maxWordsPerSentence);
		expect(long).toEqual([]);
	});
});

describe('both languages', () => {
	it('put the same things into a message', () => {
		const different = keys.filter(
			(key) => everyPlaceholder(messages.en[key]).join() !== everyPlaceholder(messages.es[key]).join()
		);
		expect(different).toEqual([]);
	});

	it('count the same things', () => {
		const isCounted = (lang: Language) => keys.filter((key) => typeof messages[lang][key] !== 'string');
		expect(isCounted('es')).toEqual(isCounted('en'));
	});
});

describe('the word list', () => {
	it('notices whole words in any case, and no others', () => {
		expect(forbiddenWords('Inmates and OFFENDERS', 'en')).toEqual(['inmates', 'offenders']);
		expect(forbiddenWords('El reo. Haz clic en tu correo impreso.', 'es')).toEqual(['reo', 'tu', 'haz']);
		expect(forbiddenWords('Su correo, impreso aquí: puede leerlo.', 'es')).toEqual([]);
		expect(forbiddenWords('A convincing reason', 'en')).toEqual([]);
	});

	it('counts the words of a sentence', () => {
		expect(wordsPerSentence('One two three. Four five!')).toBe(2.5);
		expect(wordsPerSentence('{count} min')).toBe(2);
		expect(wordsPerSentence('…')).toBe(0);
	});
});
