// What a page may make a phone load: kilobytes of gzipped JavaScript, all that the page ever asks for included. From the
// experience brief: most visits are on a phone with one bar of signal.

/** 1 KB here, as in the browser's network panel. */
export const bytesPerKb = 1000;

const publicKb = 40;
const boardKb = 95;
const editorKb = 230;
const otherKb = 95;

const space = '/[...space=space]';

const budgetKbByRoute: Record<string, number> = {
	'/': publicKb,
	'/about': publicKb,
	'/sign-in': publicKb,
	'/claim': publicKb,
	'/join': publicKb,
	[space]: publicKb,
	'/board': boardKb,
	[`${space}/agenda/[[document]]`]: editorKb,
	[`${space}/tasks`]: editorKb,
	[`${space}/drafts/[document]`]: editorKb
};

/** A page that is not named above is a form or a list. */
export const budgetKbOf = (route: string): number => budgetKbByRoute[route] ?? otherKb;
