// Alice and Bob with a copy of one document each, who meet when a test says so; and values that another program may have
// put where ours never would.
import * as Y from 'yjs';

export interface Pair {
	alice: Y.Doc;
	bob: Y.Doc;
	/** Each gets what the other wrote. */
	meet(): void;
}

export function aliceAndBob(start: (doc: Y.Doc) => void): Pair {
	const [alice, bob] = [new Y.Doc(), new Y.Doc()];
	start(alice);
	const meet = () => {
		Y.applyUpdate(bob, Y.encodeStateAsUpdate(alice, Y.encodeStateVector(bob)));
		Y.applyUpdate(alice, Y.encodeStateAsUpdate(bob, Y.encodeStateVector(alice)));
	};
	meet();
	return { alice, bob, meet };
}

/** The document as it arrives on another device. */
export function copyOf(doc: Y.Doc): Y.Doc {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	return copy;
}

const plainValues: readonly unknown[] = [
	...[null, undefined, true, 0, -1, 1.5, NaN, Infinity, Number.MAX_SAFE_INTEGER, 10n],
	...['', 'x', 'x'.repeat(100_000), '\uD800', '\u202Eevil', '__proto__', 'constructor'],
	...[[], ['en'], {}, { en: 'x', list: 'constructor', order: 7, day: [], time: {} }, new Uint8Array([1, 2, 3])]
];

/** Makes each value anew: a Yjs type can be put into a document once. */
export const strangeValues: readonly (() => unknown)[] = [
	...plainValues.map((value) => () => value),
	() => new Y.Text('text'),
	() => new Y.XmlText('text'),
	() => new Y.XmlElement('paragraph'),
	() => new Y.XmlFragment(),
	() => new Y.XmlHook('paragraph'),
	() => new Y.Array<unknown>(),
	() => new Y.Map<unknown>(),
	() => new Y.Map<unknown>([['title', 7]]),
	() => new Y.Doc()
];

/** The same values as they arrive on another device. */
export function arrivedValues(): unknown[] {
	const doc = new Y.Doc();
	strangeValues.forEach((make, index) => doc.getMap('values').set(String(index), make()));
	return [...copyOf(doc).getMap('values').values()];
}
