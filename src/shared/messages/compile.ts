// Compiles en.json and es.json into src/shared/paraglide (not committed). Run by `npm run prepare`; Vite compiles with the
// same options while it serves or builds, so both always agree on the cookie's name and the order of choices.
import { fileURLToPath } from 'node:url';
import { compile, type CompilerOptions } from '@inlang/paraglide-js';

/** A visitor's own choice (cookie) first, then the browser's languages, then English. */
export const messageOptions: CompilerOptions = {
	project: './src/shared/messages/project.inlang',
	outdir: './src/shared/paraglide',
	strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
	cookieName: 'language',
	emitReadme: false
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await compile(messageOptions);
