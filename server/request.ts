// What a request says about the way it came: https or not, as far as its proxies may be believed.
import type { IncomingMessage } from 'node:http';
import type { Config } from './config.ts';

export function isSecureRequest({ headers }: IncomingMessage, { origin, trustedProxies }: Config): boolean {
	if (origin) return origin.protocol === 'https:';
	if (trustedProxies === 0) return false;
	const forwarded = String(headers['x-forwarded-proto'] ?? '');
	return forwarded.split(',')[0]?.trim() === 'https';
}
