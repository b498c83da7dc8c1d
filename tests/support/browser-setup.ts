// Once before the browser tests: a browser, and a build of these very sources.
import { buildIfNeeded } from '../../server/build.ts';
import { prepareChromium } from './chromium.ts';

export default async function setup(): Promise<void> {
	await prepareChromium();
	await buildIfNeeded();
}
