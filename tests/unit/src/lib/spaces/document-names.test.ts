import { describe, expect, it } from 'vitest';
import { peopleFor } from '../../../../../src/lib/spaces/document-names.ts';
import { system } from '../../../../../src/shared/domain/actors.ts';

type Services = Parameters<typeof peopleFor>[0];

/** A group with Alice and Bob in it; Olga has left, and her name is still known. */
function services(asked: { ids: readonly string[] }): Services {
	const members = [
		{ id: 'm_alice', name: 'Alice', pronouns: null, role: 'member' },
		{ id: 'm_bob', name: 'Bob', pronouns: 'he', role: 'coordinator' }
	];
	return {
		members: {
			ofSpace: () => Promise.resolve(members),
			namesOf(ids: readonly string[]) {
				asked.ids = ids;
				return Promise.resolve(ids.includes('m_olga') ? { m_olga: 'Olga' } : {});
			}
		}
	} as unknown as Services;
}
const actor = system;

describe('the names on a document page', () => {
	it('are those of the members to choose from, and of everyone who stands in it', async () => {
		const asked = { ids: [] as readonly string[] };
		const people = await peopleFor(services(asked), {
			actor,
			slug: 'parole',
			seesPeople: true,
			ids: ['m_olga', 'm_bob']
		});
		expect(people).toEqual({
			members: [
				{ id: 'm_alice', name: 'Alice' },
				{ id: 'm_bob', name: 'Bob' }
			],
			names: { m_olga: 'Olga', m_alice: 'Alice', m_bob: 'Bob' }
		});
	});

	it('are only of those who stand in it, for a reader who may not know the members', async () => {
		const asked = { ids: [] as readonly string[] };
		const ids = ['m_olga', 'm_olga', 'm_olga'];
		const people = await peopleFor(services(asked), { actor, slug: 'parole', seesPeople: false, ids });
		expect(people).toEqual({ members: [], names: { m_olga: 'Olga' } });
		expect(asked.ids).toEqual(['m_olga']);
	});
});
