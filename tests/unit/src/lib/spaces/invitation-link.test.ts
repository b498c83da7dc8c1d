import { describe, expect, it } from 'vitest';
import { invitationLink, qrOf } from '../../../../../src/lib/spaces/invitation-link.ts';

describe('an invitation', () => {
	const invitation = invitationLink('https://example.org', 'sEcReT');

	it('has its secret behind the #, where no server’s log sees it', () => {
		expect(invitation.link).toBe('https://example.org/join#sEcReT');
		const { pathname, search, hash } = new URL(invitation.link);
		expect(pathname + search).not.toContain('sEcReT');
		expect(hash).toBe('#sEcReT');
	});

	it('is the same as a square code with a white border, different for each secret', () => {
		const { qr } = invitation;
		expect(qr.every((row) => row.length === qr.length)).toBe(true);
		const border = [...(qr[0] ?? []), ...(qr.at(-1) ?? []), ...qr.flatMap((row) => [row[0], row.at(-1)])];
		expect(border.every((module) => module === false)).toBe(true);
		expect(qr.flat().some(Boolean)).toBe(true);
		expect(invitationLink('https://example.org', 'other').qr).not.toEqual(qr);
	});

	it('has a code for any link that it is shown beside', () => {
		expect(qrOf('https://example.org/board').link).toBe('https://example.org/board');
		expect(qrOf(invitation.link).qr).toEqual(invitation.qr);
	});
});
