// The one place where the running app can be found from the other module graph: the SvelteKit build is bundled apart from
// server/main.ts, so a module with state that both import would exist twice.
import type { App } from './app.ts';

const slot = Symbol.for('rootbridge.app');
type Holder = { [slot]?: App };

export function setCurrentApp(app: App): void {
	(globalThis as Holder)[slot] = app;
}

/** Throws if server/main.ts (or the development plugin) has not started yet. */
export function currentApp(): App {
	const app = (globalThis as Holder)[slot];
	if (!app) throw new Error('The app has not been started: run this through server/main.ts or vite dev.');
	return app;
}
