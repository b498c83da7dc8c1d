// An input bound to a shared text: what is typed here goes into the text as the change it is, what others type comes into
// the input without moving the caret off its word. While a phone keyboard composes a word the input is left alone.
import type * as Y from 'yjs';
import { edit } from '#shared/documents/edits.ts';
import { applyChange, placeAfter, textChange, wellFormed, type TextDelta } from '#shared/documents/words.ts';

type LineElement = HTMLInputElement | HTMLTextAreaElement;

export interface SharedLine {
	text: Y.Text;
	/** In the same transaction as the edit. */
	onedit?: (() => void) | undefined;
}

/** For {@attach sharedLine(…)}: binds the element to the text for as long as it is there. */
export function sharedLine({ text, onedit }: SharedLine): (element: LineElement) => () => void {
	return (element) => {
		/** The shared text as the element last showed it. */
		let shown = text.toString();
		/** What others changed while the element could not show it. */
		let held: TextDelta[] = [];
		let isComposing = false;
		let isOwn = false;
		element.value = shown;

		function take(): void {
			const value = wellFormed(element.value);
			const change = textChange(shown, value);
			if (change.removed === 0 && change.inserted === '') return;
			isOwn = true;
			if (text.doc)
				edit(text.doc, () => {
					applyChange(text, change, held);
					onedit?.();
				});
			isOwn = false;
			if (held.length > 0) show([]);
			else shown = text.toString();
		}

		function show(deltas: TextDelta[]): void {
			const isFocused = document.activeElement === element;
			const [from, to] = [element.selectionStart ?? 0, element.selectionEnd ?? 0];
			shown = text.toString();
			held = [];
			if (element.value === shown) return;
			element.value = shown;
			if (isFocused) element.setSelectionRange(deltas.reduce(placeAfter, from), deltas.reduce(placeAfter, to));
		}

		const onInput = () => {
			if (!isComposing) take();
		};
		const onStart = () => (isComposing = true);
		const onEnd = () => {
			isComposing = false;
			take();
			if (held.length > 0) show(held);
		};
		const onChange = (event: Y.YTextEvent) => {
			if (isOwn) return;
			const delta = event.delta as TextDelta;
			if (isComposing) held.push(delta);
			else show([delta]);
		};

		element.addEventListener('input', onInput);
		element.addEventListener('compositionstart', onStart);
		element.addEventListener('compositionend', onEnd);
		text.observe(onChange);
		return () => {
			text.unobserve(onChange);
			element.removeEventListener('input', onInput);
			element.removeEventListener('compositionstart', onStart);
			element.removeEventListener('compositionend', onEnd);
		};
	};
}
