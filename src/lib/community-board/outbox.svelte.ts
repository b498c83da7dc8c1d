// Entries on their way to the board. One that cannot be sent now (no signal in the hall) waits on the device and is sent
// when it can be; the card says so meanwhile. Sent twice with one id, it is added once.
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

export class Outbox {
	pending = $state.raw<Pending[]>([]);
	#key: string;
	#storage: Storage;
	#timer: ReturnType<typeof setTimeout> | null = null;

	/** On a shared device the waiting entries end with the tab. */
	constructor(actor: string, isSharedDevice: boolean) {
		this.#key = `rootbridge/outbox/${actor}`;
		this.#storage = isSharedDevice ? sessionStorage : localStorage;
		this.pending = JSON.parse(this.#storage.getItem(this.#key) ?? '[]') as Pending[];
	}

	/** Begins to send what waits. Returns how to stop: for $effect. */
	open(): () => void {
		const now = () => void this.#sendWaiting();
		addEventListener('online', now);
		now();
		return () => {
			removeEventListener('online', now);
			if (this.#timer) clearTimeout(this.#timer);
		};
	}

	async send(entry: Pending): Promise<SendOutcome> {
		const outcome = await post(entry.fields);
		if (outcome.kind === 'waiting') {
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
			if (outcome.kind === 'added') this.drop(entry.id);
			// Refused or closed: it stays visible as waiting, where it can be copied or dropped; nothing is thrown away.
			else if (outcome.kind === 'waiting') {
				this.#timer ??= setTimeout(() => void this.#sendWaiting(), retryMs);
				return;
			}
		}
	}

	#keep(pending: Pending[]): void {
		this.pending = pending;
		if (pending.length === 0) this.#storage.removeItem(this.#key);
		else this.#storage.setItem(this.#key, JSON.stringify(pending));
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
