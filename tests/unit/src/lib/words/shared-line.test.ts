// An input bound to a shared text. No browser: an element is an event target with a value and a selection, which is all
// that the binding asks of it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { sharedLine } from '../../../../../src/lib/words/shared-line.svelte.ts';
import { localEdit } from '../../../../../src/shared/documents/edits.ts';
import { createRandom, someSeed } from '../../../../support/random.ts';

class Line extends EventTarget {
	value = '';
	selectionStart = 0;
	selectionEnd = 0;

	setSelectionRange(start: number, end: number): void {
		[this.selectionStart, this.selectionEnd] = [start, end];
	}
}

let alice: Y.Doc;
let bob: Y.Doc;
let line: Line;
let unbind: () => void;
let edits: number;

const hers = () => alice.getText('line');
const his = () => bob.getText('line');
const meet = () => {
	Y.applyUpdate(bob, Y.encodeStateAsUpdate(alice, Y.encodeStateVector(bob)));
	Y.applyUpdate(alice, Y.encodeStateAsUpdate(bob, Y.encodeStateVector(alice)));
};
const tell = (type: string) => line.dispatchEvent(new Event(type));
/** Alice types: what the line then holds, and where her caret is. */
function type(value: string, caret = value.length): void {
	line.value = value;
	line.setSelectionRange(caret, caret);
	tell('input');
}

beforeEach(() => {
	[alice, bob] = [new Y.Doc(), new Y.Doc()];
	hers().insert(0, 'call the office');
	meet();
	line = new Line();
	vi.stubGlobal('document', { activeElement: line });
	edits = 0;
	const bind = sharedLine({ text: hers(), onedit: () => edits++ });
	unbind = bind(line as unknown as HTMLInputElement);
});
afterEach(() => {
	unbind();
	vi.unstubAllGlobals();
});

describe('a line that several people write', () => {
	it('shows what is there', () => {
		expect(line.value).toBe('call the office');
	});

	it('takes what is typed as one change of this device', () => {
		const origins: unknown[] = [];
		alice.on('update', (_: Uint8Array, origin: unknown) => origins.push(origin));
		type('call the office now');
		expect(hers().toString()).toBe('call the office now');
		expect(origins).toEqual([localEdit]);
		expect(edits).toBe(1);
	});

	it('sends nothing when nothing was changed', () => {
		let updates = 0;
		alice.on('update', () => updates++);
		tell('input');
		tell('compositionend');
		expect([updates, edits]).toEqual([0, 0]);
	});

	it('shows what others type, and keeps the caret on its word', () => {
		line.setSelectionRange(5, 8);
		his().insert(0, 'Please ');
		his().delete(his().length - 7, 7);
		meet();
		expect(line.value).toBe('Please call the');
		expect([line.selectionStart, line.selectionEnd]).toEqual([12, 15]);
		expect(edits).toBe(0);
	});

	it('leaves the caret alone while the person is somewhere else', () => {
		vi.stubGlobal('document', { activeElement: null });
		line.setSelectionRange(5, 5);
		his().insert(0, 'Please ');
		meet();
		expect(line.value).toBe('Please call the office');
		expect(line.selectionStart).toBe(5);
	});

	it('keeps what both typed at once', () => {
		his().insert(15, ' on Monday');
		type('Please call the office', 6);
		meet();
		expect(line.value).toBe('Please call the office on Monday');
		expect(his().toString()).toBe(line.value);
		expect(line.selectionStart).toBe(6);
	});

	it('never holds half a character', () => {
		type('call \uD83D');
		meet();
		expect(hers().toString()).toBe('call \uFFFD');
		expect(his().toString()).toBe(hers().toString());
	});

	it('is let go of with the page', () => {
		unbind();
		unbind = () => {};
		his().insert(0, 'Please ');
		meet();
		expect(line.value).toBe('call the office');
		type('gone');
		expect(hers().toString()).toBe('Please call the office');
	});
});

describe('while a phone keyboard composes a word', () => {
	it('nothing is sent before the word is there', () => {
		tell('compositionstart');
		type('call the office k');
		type('call the office か');
		expect(hers().toString()).toBe('call the office');
		tell('compositionend');
		expect(hers().toString()).toBe('call the office か');
		expect(edits).toBe(1);
	});

	it('what others write waits, and is there afterwards, with the caret behind the word', () => {
		tell('compositionstart');
		type('call the big office', 12);
		his().insert(0, 'Please ');
		meet();
		expect(line.value).toBe('call the big office');
		his().insert(his().length, ' today');
		meet();
		tell('compositionend');
		expect(hers().toString()).toBe('Please call the big office today');
		expect(line.value).toBe(hers().toString());
		meet();
		expect(his().toString()).toBe(hers().toString());
	});

	it('what others write into the very word that is being replaced stays', () => {
		tell('compositionstart');
		type('call the bureau', 15);
		his().insert(9, 'main ');
		his().insert(his().length - 3, '-');
		meet();
		tell('compositionend');
		meet();
		expect(hers().toString()).toBe('call the bureaumain -');
		expect(line.value).toBe(hers().toString());
		expect(his().toString()).toBe(hers().toString());
	});

	it('what others write is shown even if the word is given up', () => {
		tell('compositionstart');
		his().insert(0, 'Please ');
		meet();
		expect(line.value).toBe('call the office');
		line.setSelectionRange(4, 4);
		tell('compositionend');
		expect(line.value).toBe('Please call the office');
		expect(line.selectionStart).toBe(11);
		expect(edits).toBe(0);
	});

	it('a word that another takes away meanwhile stays away', () => {
		tell('compositionstart');
		type('call the office now');
		his().delete(0, 5);
		meet();
		tell('compositionend');
		expect(line.value).toBe('the office now');
	});
});

const seed = someSeed();
it(`two people typing, with keyboards that compose, end with the same line (seed ${seed})`, () => {
	const random = createRandom(seed);
	const pieces = ['a', 'ñ', ' ', '😀', 'か', 'rides '];
	let isComposing = false;
	for (let step = 0; step < 400; step++) {
		const luck = random.next();
		if (luck < 0.15) {
			isComposing = !isComposing;
			tell(isComposing ? 'compositionstart' : 'compositionend');
		} else if (luck < 0.5) {
			const characters = Array.from(line.value);
			characters.splice(random.below(characters.length + 1), random.below(3), random.pick(pieces));
			type(characters.join(''), 0);
		} else if (luck < 0.8) his().insert(random.below(his().length + 1), random.pick(['x', 'y', 'z ']));
		else meet();
		if (!isComposing) expect(line.value).toBe(hers().toString());
	}
	if (isComposing) tell('compositionend');
	meet();
	expect(line.value).toBe(hers().toString());
	expect(his().toString()).toBe(hers().toString());
});
