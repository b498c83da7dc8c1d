// Entries on their way to the board. One that cannot be sent now (no signal in the hall) waits on the device and is sent
// when it can be; the card says so meanwhile. Sent twice with one id, it is added once.
import { onSignOut } from '#lib/collab/sign-out.ts';
import type { FormProblems } from '#lib/forms.ts';
import { postForm } from '#lib/post-form.ts';

/** The form's fields, as they are posted. */
export type Fields = [name: string, value: string][];

export interface Pending {
	id: string;
	text: string;
	kind: string;
	fields: Fields;
}

export type SendOutcome =
	| { kind: 'added' }
	/** Kept here, and tried again. */
	| { kind: 'waiting' }
	| { kind: 'refused'; problems: FormProblems }
	/** The board is closed, or this visit has ended: the text stays with the writer. */
	| { kind: 'closed' };

const retryMs = 8_000;
const keyPrefix = 'rootbridge/outbox/';

/** What of this person's waits on this device, in words: their private contact too, since it would be lost as well. */
export function waitingEntriesOf(actor: string): string[] {
	return storages().flatMap((storage) => read(storage, actor).map(asText));
}

export function wipeOutbox(actor: string): void {
	for (const storage of storages()) storage.removeItem(keyPrefix + actor);
}

const storages = () => [localStorage, sessionStorage];

function read(storage: Storage, actor: string): Pending[] {
	return JSON.parse(storage.getItem(keyPrefix + actor) ?? '[]') as Pending[];
}

function asText({ text, fields }: Pending): string {
	const beside = fields.flatMap(([name, value]) => (['nameShown', 'contact'].includes(name) && value ? [value] : []));
	return [text, ...beside].join('\n');
}

export class Outbox {
	pending = $state.raw<Pending[]>([]);
	#actor: string;
	#storage: Storage;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#hasLetGo = false;

	/** On a shared device the waiting entries end with the tab. */
	constructor(actor: string, isSharedDevice: boolean) {
		this.#actor = actor;
		this.#storage = isSharedDevice ? sessionStorage : localStorage;
		this.pending = read(this.#storage, actor);
	}

	/** Begins to send what waits. Returns how to stop: for $effect. */
	open(): () => void {
		const now = () => void this.#sendWaiting();
		addEventListener('online', now);
		now();
		const stopListening = onSignOut(this.#actor, () => this.#letGo());
		return () => {
			stopListening();
			removeEventListener('online', now);
			if (this.#timer) clearTimeout(this.#timer);
		};
	}

	async send(entry: Pending): Promise<SendOutcome> {
		const outcome = await post(entry.fields);
		if (outcome.kind === 'waiting' && !this.#hasLetGo) {
			this.#keep([...this.pending.filter(({ id }) => id !== entry.id), entry]);
			this.#timer ??= setTimeout(() => void this.#sendWaiting(), retryMs);
		} else this.#keep(this.pending.filter(({ id }) => id !== entry.id));
		return outcome;
	}

	/** The writer thinks better of it. */
	drop(id: string): void {
		this.#keep(this.pending.filter((entry) => entry.id !== id));
	}

	async #sendWaiting(): Promise<void> {
		this.#timer = null;
		for (const entry of this.pending) {
			const outcome = await post(entry.fields);
			if (this.#hasLetGo) return;
			if (outcome.kind === 'added') this.drop(entry.id);
			// Refused or closed: it stays visible as waiting, where it can be copied or dropped; nothing is thrown away.
			else if (outcome.kind === 'waiting') {
				this.#timer ??= setTimeout(() => void this.#sendWaiting(), retryMs);
				return;
			}
		}
	}

	/** Signed out in another tab: what waits is wiped there, and must not be stored again here. */
	#letGo(): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#hasLetGo = true;
		this.pending = [];
	}

	#keep(pending: Pending[]): void {
		if (this.#hasLetGo) return;
		this.pending = pending;
		if (pending.length === 0) this.#storage.removeItem(keyPrefix + this.#actor);
		else this.#storage.setItem(keyPrefix + this.#actor, JSON.stringify(pending));
	}
}

async function post(fields: Fields): Promise<SendOutcome> {
	const result = await postForm('/board?/add', fields);
	switch (result?.type) {
		case undefined:
			return { kind: 'waiting' };
		case 'success':
			return { kind: 'added' };
		case 'failure':
			return { kind: 'refused', problems: result.data as unknown as FormProblems };
		case 'redirect':
			return { kind: 'closed' };
		case 'error':
			return result.status === 503 ? { kind: 'waiting' } : { kind: 'closed' };
	}
}
