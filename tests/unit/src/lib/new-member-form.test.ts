import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readForm } from '../../../../src/lib/forms.ts';
import { newMemberFields } from '../../../../src/lib/new-member-form.ts';
import { titled } from '../shown.ts';

const filledIn = {
	displayName: 'Alice',
	pronouns: '',
	signInName: 'alice',
	password: 'four words and spaces',
	secret: 'abcdef'
};

async function post(changes: Partial<typeof filledIn>) {
	const body = new FormData();
	for (const [name, value] of Object.entries({ ...filledIn, ...changes })) body.append(name, value);
	return readForm(new Request('http://localhost/', { method: 'POST', body }), v.object(newMemberFields));
}

describe('a new member', () => {
	it('gives a name, a sign-in name and a password; pronouns if they like', async () => {
		expect((await post({})).value).toEqual({ ...filledIn, pronouns: null });
		expect((await post({ pronouns: ' ella ' })).value?.pronouns).toBe('ella');
	});

	it.each([
		['abcdef', 'abcdef'],
		[' abcdef\n', 'abcdef'],
		['https://example.org/join#abcdef', 'abcdef'],
		['#abcdef', 'abcdef'],
		['https://example.org/join#old#abcdef', 'abcdef']
	])('may paste the whole link or only its code: %j', async (secret, code) => {
		expect((await post({ secret })).value?.secret).toBe(code);
	});

	it.each(
		titled([
			[{ secret: '' }, { secret: 'missing' }],
			[{ secret: 'https://example.org/join#' }, { secret: 'missing' }],
			[{ secret: 'x'.repeat(201) }, { secret: 'too_long' }],
			[{ displayName: '\u200B' }, { displayName: 'missing' }],
			[{ signInName: ' ' }, { signInName: 'missing' }],
			[{ password: 'too short' }, { password: 'too_short' }],
			[{ pronouns: 'x'.repeat(41) }, { pronouns: 'too_long' }]
		])
	)('is told what is wrong: %s', async (_, [changes, problems]) => {
		expect((await post(changes)).refused?.problems).toEqual(problems);
	});

	it('is never shown the password again', async () => {
		const { refused } = await post({ displayName: '' });
		expect(refused?.values).toMatchObject({ signInName: 'alice' });
		expect(JSON.stringify(refused)).not.toContain(filledIn.password);
	});
});
