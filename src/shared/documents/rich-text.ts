// Rich text as letters and notes use it: paragraphs, bullet and numbered lists, line breaks, bold and italic. That is what
// a jail's mail rules bear, and all that the schema knows. In the document it is a Y.XmlFragment as y-prosemirror writes
// it; pages read it as plain JSON and print it without any editor.
import * as Y from 'yjs';
import { wellFormed } from './words.ts';

export const blockNames = ['paragraph', 'bulletList', 'orderedList', 'listItem'] as const;
export const inlineNames = ['hardBreak'] as const;
export const markNames = ['bold', 'italic'] as const;

export type NodeName = (typeof blockNames)[number] | (typeof inlineNames)[number];
export type MarkName = (typeof markNames)[number];

const blocks: readonly NodeName[] = ['paragraph', 'bulletList', 'orderedList'];

/** Which nodes may stand in which, as the editor's schema has it. Text stands in paragraphs alone. */
export const childrenOf: Readonly<Record<NodeName | 'fragment', readonly NodeName[]>> = {
	fragment: blocks,
	listItem: blocks,
	bulletList: ['listItem'],
	orderedList: ['listItem'],
	paragraph: ['hardBreak'],
	hardBreak: []
};

/** The attributes of a node and the types of their values: the editor notes where a numbered list starts, and its style. */
export const attributesOf: Readonly<Record<NodeName, Readonly<Record<string, 'number' | 'string'>>>> = {
	orderedList: { start: 'number', type: 'string' },
	bulletList: {},
	listItem: {},
	paragraph: {},
	hardBreak: {}
};

export function isNodeName(name: string): name is NodeName {
	return Object.hasOwn(attributesOf, name);
}

export function isMarkName(name: string): name is MarkName {
	return (markNames as readonly string[]).includes(name);
}
export type Inline = { type: 'text'; text: string; marks?: MarkName[] } | { type: 'hardBreak' };
export type Block =
	{ type: 'paragraph'; content: Inline[] } | { type: 'bulletList' | 'orderedList'; content: ListItem[] };
export interface ListItem {
	type: 'listItem';
	content: Block[];
}
export type RichText = Block[];

/** Lists within lists: deeper than this nobody writes, and a hostile document must not exhaust the stack. */
const maxDepth = 16;

/** Content outside the schema is left out. */
export function readRichText(fragment: unknown): RichText {
	return fragment instanceof Y.XmlFragment ? readBlocks(fragment, 0) : [];
}

function readBlocks(parent: Y.XmlFragment, depth: number): Block[] {
	if (depth > maxDepth) return [];
	return parent.toArray().flatMap((node): Block[] => {
		if (!(node instanceof Y.XmlElement)) return [];
		switch (node.nodeName) {
			case 'paragraph':
				return [{ type: 'paragraph', content: node.toArray().flatMap(readInline) }];
			case 'bulletList':
			case 'orderedList': {
				const items = node.toArray().flatMap((item): ListItem[] => {
					if (!(item instanceof Y.XmlElement) || item.nodeName !== 'listItem') return [];
					return [{ type: 'listItem', content: readBlocks(item, depth + 1) }];
				});
				return items.length > 0 ? [{ type: node.nodeName, content: items }] : [];
			}
			default:
				return [];
		}
	});
}

function readInline(node: Y.XmlElement | Y.XmlText | Y.XmlHook): Inline[] {
	if (node instanceof Y.XmlElement) return node.nodeName === 'hardBreak' ? [{ type: 'hardBreak' }] : [];
	if (!(node instanceof Y.XmlText)) return [];
	const delta = node.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
	return delta.flatMap(({ insert, attributes }): Inline[] => {
		if (typeof insert !== 'string' || insert === '') return [];
		const marks = markNames.filter((name) => attributes?.[name] !== undefined && attributes[name] !== null);
		return [marks.length > 0 ? { type: 'text', text: insert, marks } : { type: 'text', text: insert }];
	});
}

export function isEmptyRichText(blocks: RichText): boolean {
	return plainTextOf(blocks).trim() === '';
}

/** Paragraphs apart by an empty line, list items with a dash or a number: for "copy as text" and for search. */
export function plainTextOf(blocks: RichText): string {
	return blocks.map((block) => blockLines(block, '').join('\n')).join('\n\n');
}

function blockLines(block: Block, indent: string): string[] {
	if (block.type === 'paragraph') {
		const text = block.content.map((inline) => (inline.type === 'text' ? inline.text : '\n')).join('');
		return text.split('\n').map((line) => indent + line);
	}
	return block.content.flatMap((item, index) => {
		const marker = block.type === 'bulletList' ? '- ' : `${index + 1}. `;
		const lines = item.content.flatMap((inner) => blockLines(inner, ''));
		return lines.map((line, at) => indent + (at === 0 ? marker : ' '.repeat(marker.length)) + line);
	});
}

/**
 * Plain paragraphs as content for a fragment. Empty ones hold a text too: two people who begin to type in the same empty
 * paragraph then type into one text. Without it each would bring a text of their own, and the carets lose their place
 * while y-prosemirror joins the two.
 */
export function createParagraphs(paragraphs: readonly string[]): Y.XmlElement[] {
	return paragraphs.map((text) => {
		const paragraph = new Y.XmlElement('paragraph');
		paragraph.insert(0, [new Y.XmlText(wellFormed(text))]);
		return paragraph;
	});
}
