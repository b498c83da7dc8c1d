// Whether a request came over https, as far as its proxies may be believed.
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../../server/config.ts';
import { isSecureRequest } from '../../../server/request.ts';

const asked = (headers: Record<string, string>, config: Partial<Config>) =>
	isSecureRequest(
		{ headers } as unknown as IncomingMessage,
		{ origin: null, trustedProxies: 0, ...config } as unknown as Config
	);

describe('a request', () => {
	it('counts as plain http when nobody in front of us is to be believed, whatever it says of itself', () => {
		expect(asked({}, {})).toBe(false);
		expect(asked({ 'x-forwarded-proto': 'https' }, {})).toBe(false);
	});

	it('counts as what the trusted proxy says', () => {
		expect(asked({ 'x-forwarded-proto': 'https' }, { trustedProxies: 1 })).toBe(true);
		expect(asked({ 'x-forwarded-proto': ' https , http' }, { trustedProxies: 2 })).toBe(true);
		for (const said of ['http', 'http, https', '', 'httpsx', 'HTTPS://']) {
			expect(asked({ 'x-forwarded-proto': said }, { trustedProxies: 1 })).toBe(false);
		}
		expect(asked({}, { trustedProxies: 1 })).toBe(false);
	});

	it('counts as what the fixed address is, whatever it says of itself', () => {
		expect(asked({}, { origin: new URL('https://rootbridge.example.org') })).toBe(true);
		const plain = { origin: new URL('http://192.168.1.20:3000'), trustedProxies: 1 };
		expect(asked({ 'x-forwarded-proto': 'https' }, plain)).toBe(false);
	});
});
