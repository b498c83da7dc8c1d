// What a page may make a phone load: kilobytes of gzipped JavaScript, all that a visit of a guest or a member asks for
// included. From the experience brief: most visits are on a phone with one bar of signal.

/** 1 KB here: the brief's budgets were drawn up from packages measured in KiB. */
export const bytesPerKb = 1024;

export interface Budget {
	/** What the brief asks for. */
	aimKb: number;
	/** What CI holds the page to: the aim, or, where the aim is missed, what the page weighs today. */
	limitKb: number;
}

const keptTo = (aimKb: number): Budget => ({ aimKb, limitKb: aimKb });

const publicPage = keptTo(40);
const editor = keptTo(230);
/**
 * Forms and lists. /sign-in, /claim and /join are here: a change of language in the middle keeps what was typed, and the
 * secret of a link stands behind its #, where only a script reads it.
 */
const other = keptTo(95);

/** Missed: svelte 22, SvelteKit's client 17, yjs 23, the sync client 15 and socket.io 11 are 88 before a word of the page. */
const board: Budget = { aimKb: 95, limitKb: 119 };

const space = '/[...space=space]';

const budgetByRoute: Record<string, Budget> = {
	'/': publicPage,
	'/about': publicPage,
	[space]: publicPage,
	'/board': board,
	'/board/earlier/[document]': board,
	[`${space}/agenda/[[document]]`]: editor,
	[`${space}/tasks`]: editor,
	[`${space}/drafts/[document]`]: editor
};

export const budgetOf = (route: string): Budget => budgetByRoute[route] ?? other;

/** Modules of the board that only its hosts and a projector load (routes/board/+page.ts): no part of a guest's visit. */
export const modulesOfHosts = ['HostStrip', 'BoardWall', 'QrCode'];
