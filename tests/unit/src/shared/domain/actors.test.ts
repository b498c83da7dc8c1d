import { describe, expect, it } from 'vitest';
import { anonymous, isKnown, system, type Actor } from '../../../../../src/shared/domain/actors.ts';

describe('an actor', () => {
	const alice: Actor = { kind: 'member', id: 'm_alice', name: 'Alice', isSteward: false, roles: {} };
	const guest: Actor = { kind: 'guest', id: 'g_1', name: 'A guest', number: 1, space: 'board' };

	it.each([alice, guest, system])('is known as $kind, and writes under an id', (actor) => {
		expect(isKnown(actor)).toBe(true);
		expect(isKnown(actor) && actor.id).toBe(actor.id);
	});

	it('is unknown before they say who they are', () => {
		expect(isKnown(anonymous)).toBe(false);
		expect(anonymous).not.toHaveProperty('id');
	});
});
