// Opens the document of a page for as long as the page is there, and tells the frame around it (the saved sentence).
import { browser } from '$app/environment';
import type { DocumentReader } from '#shared/documents/edits.ts';
import type { ContentByKind, DocumentKind } from '#shared/documents/kinds.ts';
import { language } from '#lib/i18n/language.svelte.ts';
import { reach } from '#lib/live/reach.svelte.ts';
import { useSpace } from '#lib/spaces/space-context.svelte.ts';
import { LiveDocument } from './live-document.svelte.ts';

interface View<Kind extends DocumentKind> {
	name: string;
	kind: Kind;
	content: ContentByKind[Kind];
	mayWrite: boolean;
}

/** Called while a component is made. Without anybody signed in the rendering stays as it is. */
export function useLiveDocument<Kind extends DocumentKind>(
	view: View<Kind>,
	reader: DocumentReader<ContentByKind[Kind]>,
	me: { id: string } | null
): LiveDocument<Kind> {
	const live = new LiveDocument({
		name: view.name,
		kind: view.kind,
		reader,
		content: view.content,
		mayWrite: view.mayWrite,
		actor: me?.id ?? '',
		keepsOnDevice: browser && !isSharedDevice(),
		language: () => language.current
	});
	const space = useSpace();
	$effect(() => {
		if (!me) return;
		const close = live.open();
		if (space) space.live = live;
		return () => {
			if (space) space.live = null;
			close();
		};
	});
	$effect(() => {
		reach.isDoubtful = live.saved === 'offline';
		return () => (reach.isDoubtful = false);
	});
	return live;
}

/** A guest said at the door that others use this device too: then nothing is kept on it. */
function isSharedDevice(): boolean {
	return /(?:^|;\s*)shared_device=1/.test(document.cookie);
}
