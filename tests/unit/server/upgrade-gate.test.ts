// Whether it is our own page that asks for a socket.
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createUpgradeGate } from '../../../server/upgrade-gate.ts';

const asks = (configured: string | null, headers: { origin?: string; host?: string }) =>
	createUpgradeGate(configured === null ? null : new URL(configured)).isOurPage({ headers } as IncomingMessage);

describe('the gate with a fixed address', () => {
	const own = 'https://rootbridge.example.org';

	it('lets exactly that one in, by whatever name the request was sent here', () => {
		expect(asks(own, { origin: own, host: 'rootbridge.example.org' })).toBe(true);
		expect(asks(own, { origin: own, host: '10.0.0.5:3000' })).toBe(true);
		expect(asks(own, { origin: `${own}:443` })).toBe(true);
	});

	it.each([
		'http://rootbridge.example.org',
		'https://rootbridge.example.org:8443',
		'https://rootbridge.example.org.evil.example',
		'https://evil.example',
		'https://evil.example/https://rootbridge.example.org',
		'https://rootbridge.example.org@evil.example',
		'null',
		''
	])('keeps "%s" out', (origin) => {
		expect(asks(own, { origin, host: 'rootbridge.example.org' })).toBe(false);
	});
});

describe('the gate without one', () => {
	it('lets in the page of the host that the request was sent to, in a hall or through a tunnel', () => {
		expect(asks(null, { origin: 'http://192.168.1.20:3000', host: '192.168.1.20:3000' })).toBe(true);
		expect(asks(null, { origin: 'https://tunnel.example.org', host: 'tunnel.example.org' })).toBe(true);
		expect(asks(null, { origin: 'http://[::1]:3000', host: '[::1]:3000' })).toBe(true);
	});

	it.each([
		'http://192.168.1.20',
		'http://192.168.1.20:3001',
		'http://192.168.1.20:3000.evil.example',
		'http://192.168.1.20:3000@evil.example',
		'https://evil.example',
		'192.168.1.20:3000',
		'null',
		'file://',
		''
	])('keeps "%s" out', (origin) => {
		expect(asks(null, { origin, host: '192.168.1.20:3000' })).toBe(false);
	});

	it('keeps out who says no origin, or no host', () => {
		expect(asks(null, { host: '192.168.1.20:3000' })).toBe(false);
		expect(asks(null, { origin: 'http://192.168.1.20:3000' })).toBe(false);
		expect(asks(null, {})).toBe(false);
		expect(asks('https://rootbridge.example.org', {})).toBe(false);
	});
});
