// A document on a page: first the rendering that came with the page, then the live doc, without a flash in between.
// Holds what the page shows (content, the saved sentence, who else is here) as runes; edits go through the verbs of
// shared/documents on `doc`.
import { Doc, UndoManager, type Transaction } from 'yjs';
import { localEdit, type DocumentReader } from '#shared/documents/edits.ts';
import type { ContentByKind, DocumentKind } from '#shared/documents/kinds.ts';
import { linesMissingIn } from '#shared/documents/plain-text.ts';
import type { Language } from '#shared/documents/reading.ts';
import { closeCodes, concernsContent } from '#shared/protocol/close-codes.ts';
import { openDeviceStore, type DeviceStore } from './device-store.ts';
import { createProvider, type Provider } from './provider.ts';
import { onSignOut } from './sign-out.ts';
import { openRescuedDrafts, type RescuedDrafts } from './rescued-drafts.ts';

/** The three sentences; null until it is known which one is true. */
export type Saved = 'saved' | 'saving' | 'offline' | null;

/** Somebody else who has this document open. */
export interface Other {
	clientId: number;
	id: string;
	name: string;
	guest: number | null;
	/** The id of what they are at, if their screen says so. */
	at: string | null;
}

export interface LiveDocumentOptions<Kind extends DocumentKind> {
	name: string;
	kind: Kind;
	reader: DocumentReader<ContentByKind[Kind]>;
	/** The rendering that came with the page. */
	content: ContentByKind[Kind];
	mayWrite: boolean;
	/** Whose edits these are: the device store is theirs alone. */
	actor: string;
	/** False on a shared device: nothing is kept on it. */
	keepsOnDevice: boolean;
	/** The reader's, at the moment it is asked. */
	language(): Language;
}

/** How long the page's own text stays when the server does not answer, before what the device has is shown instead. */
const offlineAfterMs = 2_500;
/** A blink between two connections is no news; what lasts is. */
const blinkMs = 800;
/** How long the page says that offline changes are in: long enough to be read by who looks up. Arbitrary. */
const mergedMs = 8_000;
/** Refused again this soon after a rescue, something else is wrong: it is not tried a second time. */
const rescueAgainMs = 30_000;

export class LiveDocument<Kind extends DocumentKind> {
	readonly name: string;
	readonly kind: Kind;
	/** What the page shows. */
	content = $state.raw() as ContentByKind[Kind];
	saved = $state<Saved>(null);
	/** What was written offline has just come into the log. */
	hasMerged = $state(false);
	/** What somebody wrote here and the server refused, set aside as text. */
	rescued = $state<string | null>(null);
	mayWrite = $state(false);
	/** The doc holds the document: it can be edited. */
	isLive = $state(false);
	/** Why the connection ended for good (a close code). */
	ended = $state<number | null>(null);
	/** It ended because this person signed out in another tab: nothing of theirs is kept here any more. */
	isWiped = $state(false);
	others = $state.raw<Other[]>([]);
	canUndo = $state(false);
	canRedo = $state(false);

	#doc = $state.raw<Doc | null>(null);
	#options: LiveDocumentOptions<Kind>;
	#provider: Provider | null = null;
	#store: DeviceStore | null = null;
	#undo: UndoManager | null = null;
	#isKept = false;
	#isSynced = false;
	#hasUnsent = false;
	/** Something unsent was written while the page said "offline", or before it was opened. */
	#hasOffline = false;
	#drafts: RescuedDrafts | null = null;
	/** All of the text before a refusal, until it is known what of it the server lacks. */
	#beforeRefusal: string | null = null;
	#rescuedAtMs = -Infinity;
	#isOpen = false;
	#mergedTimer: ReturnType<typeof setTimeout> | null = null;
	#frame: number | null = null;
	#deviceTimer: ReturnType<typeof setTimeout> | null = null;
	#offlineTimer: ReturnType<typeof setTimeout> | null = null;

	constructor(options: LiveDocumentOptions<Kind>) {
		this.#options = options;
		this.name = options.name;
		this.kind = options.kind;
		this.content = options.content;
		this.mayWrite = options.mayWrite;
	}

	/** The doc to edit; null until it holds the document, and when it may not be edited. */
	get doc(): Doc | null {
		return this.isLive && this.mayWrite ? this.#doc : null;
	}

	/** Connected to the server right now. */
	get isOnline(): boolean {
		return this.saved === 'saved' || this.saved === 'saving';
	}

	get awareness() {
		return this.#provider?.socket.awareness ?? null;
	}

	/** Begins to be live. Returns how to stop: for $effect. */
	open(): () => void {
		const { name, actor, keepsOnDevice } = this.#options;
		if (keepsOnDevice) {
			this.#drafts = openRescuedDrafts(actor);
			void this.#drafts.read(name).then((text) => (this.rescued ??= text));
		}
		this.#isOpen = true;
		this.#begin();
		const warn = (event: BeforeUnloadEvent) => {
			if (this.#hasUnsent && !this.#isKept) event.preventDefault();
		};
		addEventListener('beforeunload', warn);
		const stopListening = onSignOut(actor, () => this.#onSignedOutElsewhere());
		return () => {
			stopListening();
			removeEventListener('beforeunload', warn);
			this.#isOpen = false;
			void this.#end((store) => store.close());
		};
	}

	/** The text that was set aside is not needed any more. */
	letRescuedGo(): void {
		this.rescued = null;
		void this.#drafts?.keep(this.name, null);
	}

	#begin(): void {
		const { name, actor, keepsOnDevice } = this.#options;
		const doc = new Doc();
		this.#doc = doc;
		const provider = createProvider(name, doc, {
			onSynced: () => this.#onSynced(),
			onOffline: () => this.#onOffline(),
			onAllAcked: () => this.#onAllAcked(),
			onStanding: (mayWrite) => (this.mayWrite = mayWrite),
			onEnded: (code) => this.#onEnded(code)
		});
		this.#provider = provider;
		if (keepsOnDevice) {
			const store = openDeviceStore(doc, { actor, document: name });
			this.#store = store;
			void store.ready.then((isKept) => {
				this.#isKept = isKept;
				// Loaded, it was sent at once if we are connected; already acked, there is nothing to wait for.
				if (store.hadUnacked() && this.#isSynced && !provider.isWaiting()) store.acked();
				else if (store.hadUnacked()) this.#hasUnsent = this.#hasOffline = true;
				this.#tell();
			});
		}
		this.#deviceTimer = setTimeout(() => void this.#goLiveFromDevice(), offlineAfterMs);
		doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Doc, transaction: Transaction) => {
			if (transaction.local) this.#onLocalEdit();
			this.#showSoon();
		});
		provider.socket.awareness.on('change', () => (this.others = this.#readOthers()));
		this.#undo = this.#createUndo(doc);
	}

	/** Tells the others where in the document this person is. */
	setPlace(at: string | null): void {
		this.awareness?.setLocalStateField('at', at);
	}

	undo(): void {
		this.#undo?.undo();
	}

	redo(): void {
		this.#undo?.redo();
	}

	/** A rich-text editor marks its edits with an origin of its own: undo has to know it. */
	trackOrigin(origin: unknown): void {
		this.#undo?.trackedOrigins.add(origin);
	}

	/** The next edit is undone on its own, however soon it follows. */
	separateUndo(): void {
		this.#undo?.stopCapturing();
	}

	#createUndo(doc: Doc): UndoManager {
		const undo = new UndoManager(this.#options.reader.roots(doc), {
			trackedOrigins: new Set<unknown>([localEdit]),
			captureTimeout: 500
		});
		const update = () => {
			this.canUndo = undo.undoStack.length > 0;
			this.canRedo = undo.redoStack.length > 0;
		};
		undo.on('stack-item-added', update);
		undo.on('stack-item-popped', update);
		undo.on('stack-cleared', update);
		return undo;
	}

	#onLocalEdit(): void {
		this.#hasUnsent = true;
		this.#tell();
	}

	#onSynced(): void {
		this.#isSynced = true;
		this.ended = null;
		this.#goLive();
		this.#settleRescue();
		this.#tell();
	}

	#onOffline(): void {
		this.#isSynced = false;
		if (this.#offlineTimer) clearTimeout(this.#offlineTimer);
		this.#offlineTimer = setTimeout(() => this.#tell(), blinkMs);
	}

	#onAllAcked(): void {
		if (!this.#isSynced) return;
		this.#hasUnsent = false;
		this.#store?.acked();
		if (this.#hasOffline) this.#sayMerged();
		this.#tell();
	}

	#onEnded(code: number): void {
		this.#isSynced = false;
		const isAgain = performance.now() - this.#rescuedAtMs < rescueAgainMs;
		if (concernsContent(code) && !isAgain) return void this.#rescue();
		// Without a device store, what was not sent has no other place to stay.
		if (code === closeCodes.otherVersion && this.#hasUnsent && !this.#isKept) this.rescued = this.#asText();
		this.ended = code;
		this.mayWrite = false;
		this.#tell();
	}

	#onSignedOutElsewhere(): void {
		this.#isOpen = false;
		this.#hasUnsent = this.#hasOffline = false;
		this.ended = closeCodes.signedOut;
		this.isWiped = true;
		this.mayWrite = false;
		this.saved = null;
		this.rescued = null;
		void this.#end((store) => store.close());
	}

	/** Sets the whole text aside first, then begins anew with what the server has. */
	async #rescue(): Promise<void> {
		this.#rescuedAtMs = performance.now();
		if (this.#hasUnsent) {
			this.#beforeRefusal = this.#asText();
			await this.#drafts?.keep(this.name, this.#beforeRefusal);
		}
		this.#hasUnsent = this.#hasOffline = false;
		await this.#end((store) => store.discard());
		if (this.#isOpen) this.#begin();
	}

	/** Now that the server's text is here: only what it lacks has to be kept. */
	#settleRescue(): void {
		if (this.#beforeRefusal === null) return;
		const missing = linesMissingIn(this.#asText(), this.#beforeRefusal);
		this.#beforeRefusal = null;
		this.rescued = [this.rescued, missing].filter(Boolean).join('\n\n') || null;
		void this.#drafts?.keep(this.name, this.rescued);
	}

	#asText(): string {
		const { reader, language } = this.#options;
		return this.#doc ? reader.asText(reader.read(this.#doc), language()) : '';
	}

	#sayMerged(): void {
		this.#hasOffline = false;
		this.hasMerged = true;
		if (this.#mergedTimer) clearTimeout(this.#mergedTimer);
		this.#mergedTimer = setTimeout(() => (this.hasMerged = false), mergedMs);
	}

	#tell(): void {
		if (!this.#isSynced) {
			if (this.isLive || this.#provider?.socket.wsUnsuccessfulReconnects) this.saved = 'offline';
			if (this.saved === 'offline' && this.#hasUnsent) this.#hasOffline = true;
		} else this.saved = this.#hasUnsent ? 'saving' : 'saved';
	}

	async #goLiveFromDevice(): Promise<void> {
		if (this.isLive || !this.#store || !(await this.#store.ready) || this.isLive) return;
		// An empty store says nothing about the document: the page's own text stays.
		if (this.#doc && this.#doc.store.clients.size > 0) this.#goLive();
		this.#tell();
	}

	#goLive(): void {
		if (this.isLive) return;
		this.isLive = true;
		this.#show();
	}

	#showSoon(): void {
		if (!this.isLive) return;
		this.#frame ??= requestAnimationFrame(() => this.#show());
	}

	#show(): void {
		this.#frame = null;
		if (this.#doc) this.content = this.#options.reader.read(this.#doc);
	}

	#readOthers(): Other[] {
		const { awareness } = this;
		if (!awareness) return [];
		return [...awareness.getStates()].flatMap(([clientId, state]): Other[] => {
			const user = state['user'] as { id: string; name: string; guest: number | null } | undefined;
			if (!user || clientId === awareness.clientID) return [];
			const at: unknown = state['at'];
			return [{ clientId, ...user, at: typeof at === 'string' ? at : null }];
		});
	}

	/** Lets go of everything that #begin made. */
	async #end(letGo: (store: DeviceStore) => Promise<void>): Promise<void> {
		for (const timer of [this.#deviceTimer, this.#offlineTimer, this.#mergedTimer]) if (timer) clearTimeout(timer);
		if (this.#frame !== null) cancelAnimationFrame(this.#frame);
		this.#frame = null;
		this.#undo?.destroy();
		this.#provider?.close();
		const [doc, store] = [this.#doc, this.#store];
		this.isLive = false;
		this.#isSynced = false;
		this.#provider = null;
		this.#store = null;
		this.#doc = null;
		if (store) await letGo(store);
		doc?.destroy();
	}
}
