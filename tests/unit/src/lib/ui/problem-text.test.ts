import { expect, it } from 'vitest';
import type { ProblemCode } from '../../../../../src/lib/forms.ts';
import { problemText } from '../../../../../src/lib/ui/problem-text.ts';
import { overwriteGetLocale } from '../../../../../src/shared/paraglide/runtime.js';

const codes: ProblemCode[] = [
	'missing',
	'too_long',
	'too_short',
	'unreadable',
	'taken',
	'wrong_sign_in',
	'slug',
	'address',
	'time'
];

it.each(['en', 'es'] as const)('every problem is a sentence of its own in %s', (lang) => {
	overwriteGetLocale(() => lang);
	const sentences = codes.map(problemText);
	expect(new Set(sentences).size).toBe(codes.length);
	expect(sentences.filter((sentence) => !/^\p{Lu}.*\.$/u.test(sentence))).toEqual([]);
});
