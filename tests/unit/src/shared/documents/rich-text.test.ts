import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	createParagraphs,
	isEmptyRichText,
	plainTextOf,
	readRichText,
	type Block,
	type RichText
} from '../../../../../src/shared/documents/rich-text.ts';
import { arrivedValues, copyOf } from './people.ts';

type Child = Y.XmlElement | Y.XmlText;

function element(name: string, ...children: Child[]): Y.XmlElement {
	const made = new Y.XmlElement(name);
	made.insert(0, children);
	return made;
}
const words = (text: string) => new Y.XmlText(text);
const paragraph = (text: string) => element('paragraph', words(text));
const item = (...children: Child[]) => element('listItem', ...children);

function bodyOf(...children: Child[]): Y.XmlFragment {
	const body = new Y.Doc().getXmlFragment('body');
	body.insert(0, children);
	return body;
}
const text = (content: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text: content }] });

describe('what is written', () => {
	it('is read as paragraphs, lists, line breaks, bold and italic', () => {
		const marked = words('');
		const line = element('paragraph', marked, element('hardBreak'), words('after'));
		const body = bodyOf(line, element('orderedList', item(paragraph('one')), item(paragraph('two'))));
		marked.insert(0, 'both', { bold: {}, italic: {} });
		marked.insert(4, 'plain', { bold: null, italic: null });
		expect(readRichText(body)).toEqual([
			{
				type: 'paragraph',
				content: [
					{ type: 'text', text: 'both', marks: ['bold', 'italic'] },
					{ type: 'text', text: 'plain' },
					{ type: 'hardBreak' },
					{ type: 'text', text: 'after' }
				]
			},
			{
				type: 'orderedList',
				content: [
					{ type: 'listItem', content: [text('one')] },
					{ type: 'listItem', content: [text('two')] }
				]
			}
		]);
	});

	it('leaves out what a letter cannot hold', () => {
		const body = bodyOf(
			element('heading', words('big')),
			element('image'),
			words('loose text'),
			element('script', words('alert(1)')),
			element('PARAGRAPH', words('other case')),
			element('__proto__', words('x')),
			element('bulletList', paragraph('no item'), element('listItem')),
			element('orderedList'),
			element('paragraph', element('image'), element('paragraph', words('inside')), words('kept'))
		);
		expect(readRichText(body)).toEqual([
			{ type: 'bulletList', content: [{ type: 'listItem', content: [] }] },
			text('kept')
		]);
	});

	it('leaves out other marks, embedded things, and what is no text', () => {
		const strange = words('');
		const body = bodyOf(element('paragraph', strange));
		const marks = { link: { href: 'javascript:alert(1)' }, ['__proto__']: {}, style: 'x', bold: true };
		strange.insert(0, 'word', marks);
		strange.insertEmbed(4, { image: 'https://example.org/x.png' });
		expect(readRichText(body)).toEqual([
			{ type: 'paragraph', content: [{ type: 'text', text: 'word', marks: ['bold'] }] }
		]);
	});

	it('is nothing where no text was', () => {
		for (const value of arrivedValues()) expect(readRichText(value)).toEqual([]);
	});

	it('nested deeper than anybody writes does not break the page', () => {
		const doc = new Y.Doc();
		doc.transact(() => {
			let parent: Y.XmlFragment = doc.getXmlFragment('body');
			for (let depth = 0; depth < 5_000; depth++) {
				const inner = item(paragraph(`level ${depth}`));
				parent.push([element('bulletList', inner)]);
				parent = inner;
			}
		});
		const read = readRichText(copyOf(doc).getXmlFragment('body'));
		const shown = plainTextOf(read);
		expect(shown).toContain('level 10');
		expect(shown).not.toContain('level 100');
		expect(JSON.stringify(read).length).toBeLessThan(10_000);
	});

	it('may have ten thousand paragraphs', () => {
		const doc = new Y.Doc();
		doc.getXmlFragment('body').insert(0, createParagraphs(Array<string>(10_000).fill('word')));
		expect(readRichText(copyOf(doc).getXmlFragment('body'))).toHaveLength(10_000);
	});
});

describe('as plain text', () => {
	it('has paragraphs apart, lists with dashes and numbers, and lists within lists set in', () => {
		const body = bodyOf(
			paragraph('Hello'),
			element(
				'bulletList',
				item(paragraph('first')),
				item(
					paragraph('second'),
					element('orderedList', item(paragraph('a')), item(paragraph('b'), paragraph('b again'))),
					paragraph('still second')
				)
			),
			element('paragraph', words('one'), element('hardBreak'), words('two'))
		);
		expect(plainTextOf(readRichText(body))).toBe(
			['Hello', '', '- first', '- second', '  1. a', '  2. b', '     b again', '  still second', '', 'one', 'two'].join(
				'\n'
			)
		);
	});

	it('is empty when nothing was written', () => {
		const nothing: RichText[] = [
			[],
			[{ type: 'paragraph', content: [] }],
			[{ type: 'paragraph', content: [{ type: 'hardBreak' }] }],
			[text('  \u00a0'), text('')],
			[{ type: 'bulletList', content: [] }]
		];
		for (const blocks of nothing) expect(isEmptyRichText(blocks)).toBe(true);
		expect(isEmptyRichText([text('.')])).toBe(false);
	});
});

describe('paragraphs from a template', () => {
	it('are read again as they were given, empty ones too', () => {
		const body = bodyOf(...createParagraphs(['Hello,', '', 'ñandú 😀']));
		expect(readRichText(body)).toEqual([text('Hello,'), { type: 'paragraph', content: [] }, text('ñandú 😀')]);
		expect(plainTextOf(readRichText(body))).toBe('Hello,\n\n\n\nñandú 😀');
	});

	it('with half a character in them read the same on every device', () => {
		const doc = new Y.Doc();
		doc.getXmlFragment('body').insert(0, createParagraphs(['a\uD83Db']));
		const read = readRichText(doc.getXmlFragment('body'));
		expect(read).toEqual([text('a\uFFFDb')]);
		expect(readRichText(copyOf(doc).getXmlFragment('body'))).toEqual(read);
	});

	it('are none for none', () => {
		expect(createParagraphs([])).toEqual([]);
	});
});
