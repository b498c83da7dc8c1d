import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import type { Server } from 'node:http';
import { pathToFileURL } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import type * as main from './server/main.ts';
import { messageOptions } from './src/shared/messages/compile.ts';

/**
 * `npm run dev`: the same app, gateways and database as `npm start`, on Vite's own HTTP server. The specifier is computed so
 * that Node loads server/ as it stands, outside Vite's graph; edits in server/ need a restart.
 */
function rootbridge(): Plugin {
	return {
		name: 'rootbridge',
		apply: 'serve',
		async configureServer(vite) {
			if (!vite.httpServer) return;
			const { openForDevelopment } = (await import(pathToFileURL('server/main.ts').href)) as typeof main;
			await openForDevelopment(vite.httpServer as Server);
		}
	};
}

export default defineConfig({
	plugins: [paraglideVitePlugin(messageOptions), sveltekit(), rootbridge()],
	server: { port: 3000 }
});
