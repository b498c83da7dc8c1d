// What the frame of a space and the page inside it tell each other: the open document (for the saved sentence) and who is
// here (for the page).
import { getContext, setContext } from 'svelte';
import type { LiveDocument } from '#lib/collab/live-document.svelte.ts';
import type { DocumentKind } from '#shared/documents/kinds.ts';
import type { Presence } from '#shared/protocol/live-events.ts';

export class SpaceContext {
	live = $state.raw<LiveDocument<DocumentKind> | null>(null);
	here = $state.raw<Presence[]>([]);
}

const key = Symbol('space');

export function provideSpace(): SpaceContext {
	return setContext(key, new SpaceContext());
}

export function useSpace(): SpaceContext {
	return getContext<SpaceContext>(key);
}
