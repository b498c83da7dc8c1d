// Links in what people write; the random ones carry their seed.
import { describe, expect, it } from 'vitest';
import { splitLinks } from '../../../../../src/lib/rich-text/links.ts';
import { createRandom, someSeed } from '../../../../support/random.ts';
import { titled } from '../../shown.ts';

const firstSeed = someSeed();
const seeds = Array.from({ length: process.env['SEED'] ? 1 : 10 }, (_, index) => firstSeed + index);
const linksIn = (text: string) => splitLinks(text).flatMap(({ href }) => (href === null ? [] : [href]));

describe('an address', () => {
	it('becomes a link, and the words around it stay words', () => {
		expect(splitLinks('See https://example.org/a?b=c#d for more')).toEqual([
			{ text: 'See ', href: null },
			{ text: 'https://example.org/a?b=c#d', href: 'https://example.org/a?b=c#d' },
			{ text: ' for more', href: null }
		]);
	});

	it.each([
		['(https://example.org/)', 'https://example.org/'],
		['«https://example.org/a».', 'https://example.org/a'],
		['Is it https://example.org/a?!', 'https://example.org/a'],
		['https://example.org/a, or', 'https://example.org/a'],
		['https://example.org/v1.2/', 'https://example.org/v1.2/']
	])('ends before the punctuation of its sentence: %s', (text, href) => {
		expect(linksIn(text)).toEqual([href]);
	});

	it('may stand next to others', () => {
		expect(linksIn('http://a.example/ https://b.example/\nhttps://c.example/')).toEqual([
			'http://a.example/',
			'https://b.example/',
			'https://c.example/'
		]);
	});

	it('that looks like another one shows where it leads', () => {
		expect(linksIn('https://ехаmple.org')).toEqual([expect.stringMatching(/^https:\/\/xn--/)]);
	});

	it.each(
		titled([
			'',
			'no address',
			'example.org',
			'www.example.org',
			'mailto:a@example.org',
			'javascript:alert(1)',
			'JaVaScRiPt://example.org/%0Aalert(1)',
			'data:text/html,<script>',
			'file:///etc/passwd',
			'//example.org',
			'https://',
			'https://.',
			'http://[',
			'https:// example.org',
			'https:\u200B//example.org',
			'\uD800'
		])
	)('is not what only resembles one: %s', (_, text) => {
		expect(linksIn(text)).toEqual([]);
		expect(
			splitLinks(text)
				.map((part) => part.text)
				.join('')
		).toBe(text);
	});

	it('does not take in quotes and tags, so that it cannot end the one it stands in', () => {
		expect(linksIn('https://example.org/"onclick="alert(1)')).toEqual(['https://example.org/']);
		expect(linksIn("https://example.org/'><script>")).toEqual(['https://example.org/']);
	});
});

describe('any text', () => {
	it.each(seeds)('is shown whole, and leads to http and https alone (seed %i)', (seed) => {
		const random = createRandom(seed);
		const pieces = [
			'https://',
			'http://',
			'javascript:',
			'a',
			'.',
			')',
			' ',
			'\n',
			'"',
			'<',
			'@',
			':',
			'/',
			'😀',
			'\u202E',
			'[',
			'%',
			'ñ',
			'\uD800'
		];
		for (let round = 0; round < 300; round++) {
			const text = Array.from({ length: random.below(25) }, () => random.pick(pieces)).join('');
			const parts = splitLinks(text);
			expect(parts.map((part) => part.text).join('')).toBe(text);
			expect(parts.filter(({ href }) => href !== null && !/^https?:\/\//.test(href))).toEqual([]);
			expect(parts.filter((part) => part.text === '')).toEqual([]);
		}
	});

	it.each(['.', '.)', 'a', 'https://', 'https://a.', '(', 'https://example.org '])(
		'of half a megabyte of %j is shown too',
		(piece) => {
			const text = `https://example.org/${piece.repeat(2 ** 19 / piece.length)}x`;
			expect(
				splitLinks(text)
					.map((part) => part.text)
					.join('')
			).toBe(text);
		}
	);
});
