// SvelteKit's pages behind Node's HTTP server, and the headers that static files need as well (they are served before
// SvelteKit's own hooks).
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Config } from './config.ts';
import { isSecureRequest } from './request.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const protocolHeader = 'x-rootbridge-proto';

const headers: Record<string, string> = {
	'X-Content-Type-Options': 'nosniff',
	'Referrer-Policy': 'same-origin',
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'
};

/**
 * adapter-node takes https for granted when it is told nothing, and then refuses every form sent over plain http. So the
 * protocol is written into a header of our own, which nobody outside can set, before its handler reads it.
 */
export async function createPageHandler(config: Config): Promise<RequestListener> {
	process.env['PROTOCOL_HEADER'] = protocolHeader;
	const { handler } = (await import(new URL('../build/handler.js', import.meta.url).href)) as { handler: Handler };
	return (request, response) => {
		request.headers[protocolHeader] = isSecureRequest(request, config) ? 'https' : 'http';
		if (config.origin) request.headers.host = config.origin.host;
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
		handler(request, response);
	};
}
