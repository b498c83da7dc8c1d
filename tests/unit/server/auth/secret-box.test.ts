// Private contacts as a stolen database holds them.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from '../../../../server/auth/secret-box.ts';

const box = createSecretBox(randomBytes(32));
const place = 'community-board-a/entry/m_alice';

describe('the secret box', () => {
	it.each([
		['an address', 'alice@example.org'],
		['nothing', ''],
		['a sentence with accents', '☎ 413 555 0100, después de las 7'],
		['a long text', 'x'.repeat(10_000)]
	])('gives back what Alice put in: %s', (_, contact) => {
		expect(box.open(box.seal(contact, place), place)).toBe(contact);
	});

	it('shows nothing of the contact, and looks different each time', () => {
		const [one, other] = [box.seal('alice@example.org', place), box.seal('alice@example.org', place)];
		expect(Buffer.from(one).toString('latin1')).not.toContain('alice');
		expect(one).not.toEqual(other);
		expect(one.subarray(0, 12)).not.toEqual(other.subarray(0, 12));
	});

	it('does not open in another place', () => {
		const sealed = box.seal('alice@example.org', place);
		expect(box.open(sealed, 'community-board-a/entry/m_bob')).toBeNull();
		expect(box.open(sealed, `${place} `)).toBeNull();
		expect(box.open(sealed, '')).toBeNull();
	});

	it('does not open with another key', () => {
		expect(createSecretBox(randomBytes(32)).open(box.seal('alice@example.org', place), place)).toBeNull();
	});

	it('does not open once a single bit of it is changed', () => {
		const sealed = box.seal('alice@example.org', place);
		for (const index of sealed.keys()) {
			const damaged = Uint8Array.from(sealed, (byte, at) => (at === index ? byte ^ 1 : byte));
			expect(box.open(damaged, place)).toBeNull();
		}
	});

	it.each(['alice@example.org', ''])('does not open once it is cut short or made longer: "%s"', (contact) => {
		const sealed = box.seal(contact, place);
		for (let length = 0; length < sealed.length; length++)
			expect(box.open(sealed.subarray(0, length), place)).toBeNull();
		expect(box.open(Uint8Array.of(...sealed, 0), place)).toBeNull();
	});
});
