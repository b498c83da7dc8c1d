import { describe, expect, it } from 'vitest';
import { nameText, placeText, presenceSentence } from '../../../../../src/lib/live/presence-text.ts';
import { documentKinds } from '../../../../../src/shared/documents/kinds.ts';
import { overwriteGetLocale } from '../../../../../src/shared/paraglide/runtime.js';
import type { Presence } from '../../../../../src/shared/protocol/live-events.ts';

overwriteGetLocale(() => 'en');

const alice: Presence = { id: 'm_alice', name: 'Alice', guest: null, kind: 'agenda', document: 'agenda-a', at: null };
const guest: Presence = { ...alice, id: 'g_1', name: 'River', guest: 2, kind: 'community-board' };

describe('who is here', () => {
	it('is said with where they are, and without oneself', () => {
		expect(presenceSentence([alice, guest], 'm_bob')).toBe('Alice: Agenda. River (guest 2): the board');
		expect(presenceSentence([alice, guest], 'm_alice')).toBe('River (guest 2): the board');
	});

	it('is nobody else when one is alone', () => {
		expect(presenceSentence([], 'm_alice')).toBe('Nobody else is here.');
		expect(presenceSentence([alice], 'm_alice')).toBe('Nobody else is here.');
		expect(presenceSentence([alice], undefined)).toBe('Alice: Agenda');
	});

	it('shows a guest as a guest, even one with a number of zero', () => {
		expect(nameText(alice)).toBe('Alice');
		expect(nameText({ name: 'River', guest: 0 })).toBe('River (guest 0)');
	});

	it('has words for every kind of document, and none for what it does not know', () => {
		const places = documentKinds.map((kind) => placeText({ ...alice, kind }));
		expect(new Set(places).size).toBe(documentKinds.length);
		expect(places).not.toContain('');
		expect(placeText({ ...alice, kind: 'poll' })).toBe('');
	});
});
