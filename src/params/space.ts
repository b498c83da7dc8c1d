// The addresses of spaces: /board, /groups/<slug>.
import type { ParamMatcher } from '@sveltejs/kit';

export const match: ParamMatcher = (param) => param === 'board' || /^groups\/[a-z0-9-]{1,40}$/.test(param);
