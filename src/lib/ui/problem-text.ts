// What is wrong with a field, as a sentence.
import { m } from '#shared/paraglide/messages.js';
import type { ProblemCode } from '#lib/forms.ts';

const sentences: Record<ProblemCode, () => string> = {
	missing: m.problem_missing,
	too_long: m.problem_too_long,
	too_short: m.problem_too_short,
	unreadable: m.problem_unreadable,
	taken: m.problem_taken,
	wrong_sign_in: m.problem_wrong_sign_in,
	slug: m.problem_slug,
	address: m.problem_address,
	time: m.problem_time
};

export function problemText(code: ProblemCode): string {
	return sentences[code]();
}
