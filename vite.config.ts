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

/**
 * The gateway takes nothing but WebSocket, so the pages need not carry engine.io's polling and WebTransport: 1.4 KB gzipped
 * on every page that watches a space. engine.io-client has a class for this, but socket.io-client imports the whole one.
 */
function webSocketOnly(): Plugin {
	return {
		name: 'web-socket-only',
		enforce: 'pre',
		load(id) {
			if (!/engine\.io-client\/build\/esm\/transports\/index\.js$/.test(id)) return null;
			return "import { WS } from './websocket.js';\nexport const transports = { websocket: WS };\n";
		}
	};
}

export default defineConfig({
	plugins: [paraglideVitePlugin(messageOptions), webSocketOnly(), sveltekit(), rootbridge()],
	server: { port: 3000 }
});
