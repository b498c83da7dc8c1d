// What may stand where in a document.
import { describe, expect, it } from 'vitest';
import { mayHold, type Holder } from '../../../../server/sync/grammar.ts';
import type { Content } from '../../../../server/sync/update-reader.ts';

const holder = (is: Holder['is'], nodeName: string | null = null): Holder => ({ is, nodeName, depth: 1 });
const element = (nodeName: string): Content => ({ is: 'element', nodeName });
const values = (...list: unknown[]): Content => ({ is: 'values', values: list });
const text: Content = { is: 'string' };
const bold: Content = { is: 'format', key: 'bold', json: '{}' };
const xmlText: Content = { is: 'xml-text' };

describe('the grammar of documents', () => {
	it('[R29] has values and types under the keys of a map, and nothing in a sequence of it', () => {
		for (const content of [values(1), { is: 'map' }, { is: 'text' }, { is: 'fragment' }] as const) {
			expect(mayHold(holder('map'), 'any', content)).toBe(true);
			expect(mayHold(holder('map'), null, content)).toBe(false);
		}
		for (const content of [text, bold, xmlText, element('paragraph')]) {
			expect(mayHold(holder('map'), 'any', content)).toBe(false);
		}
	});

	it('[R29] has nothing but characters in a text', () => {
		expect(mayHold(holder('text'), null, text)).toBe(true);
		for (const content of [bold, values('a'), xmlText, { is: 'map' } as const]) {
			expect(mayHold(holder('text'), null, content)).toBe(false);
		}
		expect(mayHold(holder('text'), 'key', values(1))).toBe(false);
	});

	it('[R30] has characters and marks in the text of a paragraph', () => {
		expect(mayHold(holder('xml-text'), null, text)).toBe(true);
		expect(mayHold(holder('xml-text'), null, bold)).toBe(true);
		expect(mayHold(holder('xml-text'), null, element('hardBreak'))).toBe(false);
		expect(mayHold(holder('xml-text'), 'key', values(1))).toBe(false);
	});

	it('[R30] has nodes only in nodes that hold them, and text in paragraphs alone', () => {
		const pairs: [Holder, Content, boolean][] = [
			[holder('fragment'), element('paragraph'), true],
			[holder('fragment'), element('orderedList'), true],
			[holder('fragment'), element('listItem'), false],
			[holder('fragment'), xmlText, false],
			[holder('element', 'bulletList'), element('listItem'), true],
			[holder('element', 'bulletList'), element('paragraph'), false],
			[holder('element', 'listItem'), element('bulletList'), true],
			[holder('element', 'listItem'), xmlText, false],
			[holder('element', 'paragraph'), xmlText, true],
			[holder('element', 'paragraph'), element('hardBreak'), true],
			[holder('element', 'paragraph'), element('listItem'), false],
			[holder('element', 'hardBreak'), xmlText, false],
			[holder('element', 'image'), xmlText, false],
			[holder('fragment'), { is: 'map' }, false]
		];
		for (const [parent, content, may] of pairs) expect(mayHold(parent, null, content)).toBe(may);
	});

	it('[R30] has the attributes that the editor writes, with values of their type', () => {
		const list = holder('element', 'orderedList');
		for (const value of [3, null, undefined]) expect(mayHold(list, 'start', values(value))).toBe(true);
		expect(mayHold(list, 'type', values('a'))).toBe(true);
		for (const value of ['3', {}, [1], true]) expect(mayHold(list, 'start', values(value))).toBe(false);
		for (const key of ['style', 'onclick', 'constructor', '__proto__']) {
			expect(mayHold(list, key, values('x'))).toBe(false);
			expect(mayHold(holder('element', 'paragraph'), key, values('x'))).toBe(false);
		}
	});

	it('asks nothing of what is deleted, or stands in what no guard has seen', () => {
		for (const parent of [holder('map'), holder('element', 'paragraph'), holder('text')]) {
			expect(mayHold(parent, null, { is: 'deleted' })).toBe(true);
		}
		expect(mayHold(holder('unknown'), null, bold)).toBe(true);
		expect(mayHold(holder('collected'), null, xmlText)).toBe(true);
	});
});
