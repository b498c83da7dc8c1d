// The rich-text editor: Tiptap on a shared fragment, with the carets of others. Loaded only when somebody begins to write.
// Undo is the page's own (LiveDocument): one stack for everything on it. y-prosemirror's sync and cursor plugins are used
// directly, because Tiptap's collaboration extension brings an undo manager of its own and ends a shared one with its view.
import { Editor, Extension } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Plugin } from '@tiptap/pm/state';
import { yCursorPlugin, ySyncPlugin, ySyncPluginKey } from '@tiptap/y-tiptap';
import type { Awareness } from 'y-protocols/awareness';
import { XmlElement, XmlFragment, XmlText, type Transaction } from 'yjs';

/** The origin of this editor's edits, for undo. */
export const editorOrigin: unknown = ySyncPluginKey;

export interface EditorOptions {
	element: HTMLElement;
	fragment: XmlFragment;
	awareness: Awareness | null;
	label: string;
	lang: string;
	/** "Ana", "River (guest 2)" */
	nameOf(user: { id: string; name: string; guest: number | null }): string;
	undo(): void;
	redo(): void;
	onSelection(editor: Editor): void;
}

export function createEditor(options: EditorOptions): Editor {
	const { element, fragment, label, lang, onSelection } = options;
	return new Editor({
		element,
		injectCSS: false, // the page's policy allows no inline styles; the rules are in RichTextEditor.svelte
		extensions: [
			Document,
			Paragraph,
			Text,
			Bold,
			Italic,
			HardBreak,
			BulletList,
			OrderedList,
			ListItem,
			ListKeymap,
			sharedWith(fragment, options)
		],
		editorProps: {
			// The bar of the space and the toolbar stick to the top, the tabs of a phone to the bottom: the caret stays between.
			scrollMargin: { top: 150, bottom: 90, left: 0, right: 0 },
			scrollThreshold: { top: 150, bottom: 90, left: 0, right: 0 },
			transformPastedHTML: withoutDecoration,
			attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, lang, spellcheck: 'true' }
		},
		onTransaction: ({ editor }) => onSelection(editor)
	});
}

/**
 * The schema takes nothing else anyway; but the browser reads the whole of what is pasted before that, and there inline
 * styles offend the page's policy and images would be asked for.
 */
function withoutDecoration(html: string): string {
	return html
		.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/giu, '')
		.replace(/<img\b[^>]*>/giu, '')
		.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/giu, '');
}

function sharedWith(fragment: XmlFragment, { awareness, nameOf, undo, redo }: EditorOptions): Extension {
	return Extension.create({
		name: 'shared',
		priority: 1000,
		addKeyboardShortcuts() {
			const run = (action: () => void) => () => {
				action();
				return true;
			};
			return { 'Mod-z': run(undo), 'Mod-y': run(redo), 'Shift-Mod-z': run(redo) };
		},
		addProseMirrorPlugins() {
			const sync = ySyncPlugin(fragment) as Plugin;
			const texts = keepTextsIn(fragment);
			if (!awareness) return [sync, texts];
			const cursorBuilder = (user: CaretUser) => caret(user, nameOf);
			return [sync, texts, yCursorPlugin(awareness, { cursorBuilder, selectionBuilder }) as Plugin];
		}
	});
}

/** Gives each new empty paragraph of this editor a text at once, for the reason that createParagraphs gives. */
function keepTextsIn(fragment: XmlFragment): Plugin {
	const fill = (transaction: Transaction) => {
		if (transaction.origin !== ySyncPluginKey) return;
		const empty = [...transaction.changed.keys()].flatMap((type) =>
			isIn(fragment, type) ? emptyParagraphsIn(type) : []
		);
		if (empty.length === 0) return;
		fragment.doc?.transact(() => {
			for (const paragraph of empty) paragraph.insert(0, [new XmlText()]);
		}, ySyncPluginKey);
	};
	return new Plugin({
		view() {
			fragment.doc?.on('afterTransaction', fill);
			return { destroy: () => fragment.doc?.off('afterTransaction', fill) };
		}
	});
}

function isIn(fragment: XmlFragment, type: unknown): type is XmlFragment {
	if (!(type instanceof XmlFragment)) return false;
	return type === fragment || (type.parent !== null && isIn(fragment, type.parent));
}

function emptyParagraphsIn(parent: XmlFragment): XmlElement[] {
	return parent.toArray().flatMap((child) => {
		if (!(child instanceof XmlElement)) return [];
		if (child.nodeName === 'paragraph') return child.length === 0 ? [child] : [];
		return emptyParagraphsIn(child);
	});
}

interface CaretUser {
	id: string;
	name: string;
	guest: number | null;
}

/** How many caret colors RichTextEditor.svelte has. */
const toneCount = 6;

function toneOf({ id }: CaretUser): string {
	let sum = 0;
	for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
	return `caret-tone-${sum % toneCount}`;
}

function caret(user: CaretUser, nameOf: EditorOptions['nameOf']): HTMLElement {
	const mark = document.createElement('span');
	mark.className = `caret ${toneOf(user)}`;
	const label = document.createElement('span');
	label.className = 'caret-name';
	label.textContent = nameOf(user);
	mark.append(label);
	return mark;
}

function selectionBuilder(user: CaretUser): { class: string } {
	return { class: `caret-selection ${toneOf(user)}` };
}
