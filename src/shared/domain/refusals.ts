// The catalogue of expected "no". Services and access checks throw a Refusal; three places translate it: hooks.server.ts
// (status), sync/gateway.ts (close code) and live/gateway.ts (ack). The sentence people read is a message: of the form that
// was refused, or of routes/+error.svelte.

/** HTTP status by code. */
export const refusals = {
	not_found: 404,
	forbidden: 403,
	signed_out: 401,
	wrong_sign_in: 400,
	invitation_invalid: 404,
	nothing_to_join: 400,
	sign_in_name_taken: 400,
	board_closed: 403,
	database_away: 503,
	entry_not_yours: 403,
	not_a_demo: 403,
	slug_taken: 400
} as const;

export type RefusalCode = keyof typeof refusals;

/** Recognise it by `code`, never by instanceof: the build and server/main.ts are two module graphs. */
export class Refusal extends Error {
	readonly code: RefusalCode;

	constructor(code: RefusalCode) {
		super(`refused: ${code}`);
		this.name = 'Refusal';
		this.code = code;
	}
}

/** The code, if this is a refusal; null if it is a bug. */
export function refusalCode(thrown: unknown): RefusalCode | null {
	if (!(thrown instanceof Error) || thrown.name !== 'Refusal') return null;
	const { code } = thrown as Refusal;
	return Object.hasOwn(refusals, code) ? code : null;
}
