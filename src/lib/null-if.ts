// A "no" that a page expects and answers beside a field. Everything else goes on being thrown.
import { isHttpError } from '@sveltejs/kit';
import type { RefusalCode } from '#shared/domain/refusals.ts';

/** For `.catch`: null for that refusal, as services answer pages with it (hooks.server.ts). */
export const nullIf =
	(code: RefusalCode) =>
	(failure: unknown): null => {
		if (isHttpError(failure) && failure.body.code === code) return null;
		throw failure;
	};
