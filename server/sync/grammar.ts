// What may stand where in a document: which shared type holds which content, by key or in order. The names of nodes and
// attributes are those of src/shared/documents/rich-text.ts. Asked by placement.ts, which knows where an item lands.
//
// It matters beyond tidiness: y-prosemirror deletes a whole paragraph, for everyone, when it finds in it what the
// editor's schema has no place for, so one stray node would let its writer destroy other people's words by opening a page.
import { attributesOf, childrenOf, isNodeName } from '#shared/documents/rich-text.ts';
import type { Content } from './update-reader.ts';

/** A shared type, as far as what it may hold depends on it. */
export interface Holder {
	/** unknown: a root that no guard has seen, from before there was one. collected: deleted, with all that was in it. */
	is: 'map' | 'text' | 'fragment' | 'element' | 'xml-text' | 'unknown' | 'collected';
	/** Of an element. */
	nodeName: string | null;
	/** How many types it stands in. */
	depth: number;
}

/** Whether this content may stand in this type, under this key, or in its sequence if the key is null. */
export function mayHold(holder: Holder, key: string | null, content: Content): boolean {
	// What is deleted says no more than where it was.
	if (content.is === 'deleted' || holder.is === 'unknown' || holder.is === 'collected') return true;
	return key === null ? mayHoldInOrder(holder, content) : mayHoldByKey(holder, key, content);
}

function mayHoldInOrder(holder: Holder, content: Content): boolean {
	if (holder.is === 'text') return content.is === 'string';
	if (holder.is === 'xml-text') return content.is === 'string' || content.is === 'format';
	if (holder.is === 'fragment') return isChild('fragment', content);
	return holder.is === 'element' && isChild(holder.nodeName, content);
}

function mayHoldByKey(holder: Holder, key: string, content: Content): boolean {
	if (holder.is === 'map') return isMapValue(content);
	return holder.is === 'element' && isAttribute(holder.nodeName, key, content);
}

function isMapValue({ is }: Content): boolean {
	return is === 'values' || is === 'map' || is === 'text' || is === 'fragment';
}

function isChild(parent: string | null, content: Content): boolean {
	if (content.is === 'xml-text') return parent === 'paragraph';
	if (content.is !== 'element' || !isNodeName(content.nodeName)) return false;
	if (parent === 'fragment') return childrenOf.fragment.includes(content.nodeName);
	return parent !== null && isNodeName(parent) && childrenOf[parent].includes(content.nodeName);
}

function isAttribute(nodeName: string | null, key: string, content: Content): boolean {
	if (nodeName === null || !isNodeName(nodeName) || content.is !== 'values') return false;
	const attributes = attributesOf[nodeName];
	const type = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
	// Absent is fine for each: the editor falls back on its default.
	return (
		type !== undefined &&
		content.values.every((value) => value === null || value === undefined || typeof value === type)
	);
}
