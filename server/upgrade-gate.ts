// What every WebSocket upgrade passes first, on both channels: is it our own page that asks? Browsers send cookies with
// cross-site upgrades and no CORS check stands in the way, so the Origin header is the only wall.
import type { IncomingMessage } from 'node:http';

export interface UpgradeGate {
	/** False for a foreign, missing or unreadable Origin. */
	isOurPage(request: IncomingMessage): boolean;
}

/**
 * With a configured origin, exactly that one passes. Without, the Origin must name the host that the request itself was
 * sent to: a page reached over a LAN address or a tunnel works, a page of any other host does not. (DNS that is bent to
 * point a foreign name at us passes this test, but carries no cookie of ours, so its sockets are refused as signed out.)
 */
export function createUpgradeGate(origin: URL | null): UpgradeGate {
	return {
		isOurPage({ headers }) {
			const claimed = headers.origin;
			if (!claimed || !URL.canParse(claimed)) return false;
			if (origin) return new URL(claimed).origin === origin.origin;
			return new URL(claimed).host === headers.host;
		}
	};
}
