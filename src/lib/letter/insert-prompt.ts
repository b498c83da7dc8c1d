// Puts a prompt into the letter at the caret, and leaves the caret where the writer goes on: in the first blank, or at
// the end of the line.
import type { Editor } from '@tiptap/core';
import { blankMark } from '#shared/domain/letter-prompts.ts';

export function insertPrompt(editor: Editor, line: string): void {
	const { $from, empty } = editor.state.selection;
	const isFresh = empty && $from.parent.isTextblock && $from.parent.content.size === 0;
	const at = isFresh ? $from.pos : $from.after($from.depth);
	if (isFresh) editor.chain().focus().insertContentAt(at, line).run();
	else
		editor
			.chain()
			.focus()
			.insertContentAt(at, { type: 'paragraph', content: [{ type: 'text', text: line }] })
			.run();
	const start = isFresh ? at : at + 1;
	const blank = line.indexOf(blankMark);
	const selection = blank === -1 ? start + line.length : { from: start + blank, to: start + blank + blankMark.length };
	editor.chain().setTextSelection(selection).scrollIntoView().run();
}
