// What the guard knows of a document is what the browser's code writes: the roots, and the editor's nodes and marks.
import { getSchema } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { inspectUpdate } from '../../../../../server/sync/guard.ts';
import { createJudge } from '../../../../../server/sync/judge.ts';
import { documentKinds, readers } from '../../../../../src/shared/documents/kinds.ts';
import { attributesOf, childrenOf, markNames } from '../../../../../src/shared/documents/rich-text.ts';
import { schemas } from '../../../../../src/shared/documents/schema.ts';

// As src/lib/rich-text/editor.ts has them.
const editor = getSchema([Document, Paragraph, Text, Bold, Italic, HardBreak, BulletList, OrderedList, ListItem]);
const nodes = Object.values(editor.nodes).filter(({ name }) => name !== 'doc' && name !== 'text');

describe('the schema of documents', () => {
	it.each(documentKinds)('has the roots of %s that its reader knows', (kind) => {
		const doc = new Y.Doc();
		readers[kind].roots(doc);
		const roots = [...doc.share].map(([name, type]) => [name, type instanceof Y.XmlFragment ? 'fragment' : 'map']);
		expect(Object.fromEntries(roots)).toEqual(schemas[kind].roots);
	});

	it('has the nodes, marks and attributes of the editor', () => {
		expect(nodes.map(({ name }) => name).sort()).toEqual(Object.keys(attributesOf).sort());
		expect(Object.keys(editor.marks).sort()).toEqual([...markNames].sort());
		for (const { name, spec } of nodes) {
			const known = Object.entries(attributesOf).find(([node]) => node === name)?.[1] ?? {};
			expect(Object.keys(spec.attrs ?? {}), name).toEqual(Object.keys(known));
		}
		for (const mark of Object.values(editor.marks)) expect(mark.spec.attrs ?? {}).toEqual({});
	});

	it('has in each node what the editor lets stand there', () => {
		const allowed = (parent: string) =>
			nodes.map(({ name }) => name).filter((name) => matches(parent === 'fragment' ? 'doc' : parent, name));
		for (const [parent, children] of Object.entries(childrenOf)) {
			expect([...children].sort(), parent).toEqual(allowed(parent).sort());
		}
	});

	it('lets pass what the editor writes', () => {
		const text = (words: string, ...marks: string[]) => ({
			type: 'text',
			text: words,
			marks: marks.map((type) => ({ type }))
		});
		const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
		const item = (...content: unknown[]) => ({ type: 'listItem', content });
		const content = [
			paragraph(text('Hello '), text('dear', 'bold', 'italic'), { type: 'hardBreak' }, text('friend', 'italic')),
			{ type: 'orderedList', attrs: { start: 3, type: 'a' }, content: [item(paragraph(text('one')))] },
			{ type: 'bulletList', content: [item(paragraph(), { type: 'bulletList', content: [item(paragraph())] })] }
		];
		const bytes = Y.encodeStateAsUpdate(prosemirrorJSONToYDoc(editor, { type: 'doc', content }, 'body'));
		const schema = schemas.letter;
		const inspection = inspectUpdate({ bytes, schema, isGuest: false, isReturn: false });
		expect(inspection.verdict).toBe('readable');
		const judge = createJudge(schema, () => []);
		expect(judge.judge(bytes)).toBe('adds');
		judge.close();
	});
});

/** Whether the editor's content expression of the parent takes this node anywhere. */
function matches(parent: string, child: string): boolean {
	const [start, type] = [editor.nodes[parent]?.contentMatch, editor.nodes[child]];
	if (!start || !type) throw new Error(`no node ${parent} or ${child}`);
	const seen = new Set([start]);
	for (const match of seen) {
		if (match.matchType(type)) return true;
		for (let edge = 0; edge < match.edgeCount; edge++) seen.add(match.edge(edge).next);
	}
	return false;
}
