// The one polite live region of the page: what a screen reader hears without asking. What the reader did themselves is
// said at once; what others do at most one sentence per 5 s, and nothing while the reader types.

import { untrack } from 'svelte';

const othersIntervalMs = 5_000;
const typingMs = 2_000;

class Announcer {
	text = $state('');
	#lastTyped = 0;
	#lastOthers = 0;
	#waiting: (() => string) | null = null;
	#timer: ReturnType<typeof setTimeout> | null = null;

	/** Something the reader did, or asked for. */
	say(text: string): void {
		// The same sentence twice in a row would not be read again. An effect that says something does not watch what is said.
		const before = untrack(() => this.text);
		this.text = before === text ? `${text}\u00a0` : text;
	}

	/** Something others did. Only the newest waits; it is put into words when it is said. */
	sayOfOthers(sentence: () => string): void {
		this.#waiting = sentence;
		this.#schedule();
	}

	noteTyping(): void {
		this.#lastTyped = Date.now();
	}

	#schedule(): void {
		if (this.#timer) return;
		const dueAt = Math.max(this.#lastOthers + othersIntervalMs, this.#lastTyped + typingMs);
		this.#timer = setTimeout(
			() => {
				this.#timer = null;
				if (Date.now() - this.#lastTyped < typingMs) return this.#schedule();
				const sentence = this.#waiting;
				this.#waiting = null;
				if (!sentence) return;
				this.#lastOthers = Date.now();
				this.say(sentence());
			},
			Math.max(0, dueAt - Date.now())
		);
	}
}

export const announcer = new Announcer();
