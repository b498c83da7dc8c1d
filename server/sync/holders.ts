// The shared types of a room's document, and of an update that would come into it, as far as what they may hold depends on
// them: what they are, and how deep they stand. In: yjs's types and contents. Out: holders, one for each type.
import * as Y from 'yjs';
import type { DocumentSchema } from '#shared/documents/schema.ts';
import type { Holder } from './grammar.ts';
import type { Content } from './update-reader.ts';

export interface Ground {
	doc: Y.Doc;
	schema: DocumentSchema;
}

/** Deleted, with all that was in it. */
export const collectedHolder: Holder = { is: 'collected', nodeName: null, depth: 0 };

export class Holders {
	readonly #ground: Ground;
	readonly #holderByType = new Map<unknown, Holder>();
	readonly #rootByName = new Map<string, Holder>();
	readonly #typeByHolder = new Map<Holder, Y.AbstractType<unknown>>();

	constructor(ground: Ground) {
		this.#ground = ground;
	}

	/** Of a stored type: the same object for the same type. */
	of(type: Y.Item['parent']): Holder {
		if (!(type instanceof Y.AbstractType)) return collectedHolder;
		const known = this.#holderByType.get(type);
		if (known) return known;
		const item = type._item;
		const holder = item ? holderOfType(type, this.of(item.parent).depth + 1) : this.root(Y.findRootTypeKey(type));
		this.#holderByType.set(type, holder);
		this.#typeByHolder.set(holder, type);
		return holder;
	}

	/** Of a root by its name. What it is, the schema says: yjs knows only once somebody has asked for it as something. */
	root(name: string): Holder {
		const known = this.#rootByName.get(name);
		if (known) return known;
		const { doc, schema } = this.#ground;
		const is = Object.hasOwn(schema.roots, name) ? schema.roots[name] : undefined;
		const holder: Holder = { is: is ?? 'unknown', nodeName: null, depth: 0 };
		this.#rootByName.set(name, holder);
		const type = doc.share.get(name);
		if (type) this.#typeByHolder.set(holder, type as Y.AbstractType<unknown>);
		return holder;
	}

	/** What begins a stored type's sequence, or the values that were set under a key. */
	firstIn(holder: Holder, key: string | null): Y.Item | null {
		const type = this.#typeByHolder.get(holder);
		let first = (key === null ? type?._start : type?._map.get(key)) ?? null;
		while (first?.left) first = first.left;
		return first;
	}
}

/** What content of an update is to those who stand in it, within this holder. Null if it is no type. */
export function holderOfContent(content: Content, within: Holder): Holder | null {
	switch (content.is) {
		case 'map':
		case 'text':
		case 'fragment':
		case 'xml-text':
		case 'element': {
			const nodeName = content.is === 'element' ? content.nodeName : null;
			return { is: within.is === 'collected' ? 'collected' : content.is, nodeName, depth: within.depth + 1 };
		}
		case 'deleted':
			return collectedHolder;
		case 'string':
		case 'values':
		case 'format':
			return null;
	}
}

function holderOfType(type: Y.AbstractType<unknown>, depth: number): Holder {
	// XmlElement is an XmlFragment to JavaScript, and XmlText a Text: the narrower one is asked for first.
	if (type instanceof Y.XmlElement) return { is: 'element', nodeName: type.nodeName, depth };
	if (type instanceof Y.XmlFragment) return { is: 'fragment', nodeName: null, depth };
	if (type instanceof Y.XmlText) return { is: 'xml-text', nodeName: null, depth };
	if (type instanceof Y.Text) return { is: 'text', nodeName: null, depth };
	if (type instanceof Y.Map) return { is: 'map', nodeName: null, depth };
	return { is: 'unknown', nodeName: null, depth };
}
