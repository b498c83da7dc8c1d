import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { detailsOf, entryForm, whenOf } from '../../../../../src/lib/community-board/entry-form.ts';
import { readForm } from '../../../../../src/lib/forms.ts';
import { newId } from '../../../../../src/shared/documents/edits.ts';
import { limits } from '../../../../../src/shared/protocol/limits.ts';

const filledIn = {
	document: 'community-board-abc',
	id: '',
	kind: 'help',
	text: 'A ride to Ludlow',
	lang: 'en',
	town: 'holyoke',
	day: '',
	time: '',
	nameShown: '',
	contact: '',
	contactReaders: 'hosts'
};

async function post(changes: Record<string, string>) {
	const body = new FormData();
	for (const [name, value] of Object.entries({ ...filledIn, ...changes })) body.append(name, value);
	return readForm(new Request('http://localhost/', { method: 'POST', body }), entryForm);
}

describe('an entry', () => {
	it('needs its words, a kind and a town; all else may be left empty', async () => {
		const { value } = await post({});
		expect(value).toMatchObject({
			text: 'A ride to Ludlow',
			nameShown: null,
			contact: null,
			readers: [],
			isForSomebodyElse: false
		});
	});

	it('has the id that the page chose, so that it is added once', async () => {
		const id = newId();
		expect((await post({ id })).value?.id).toBe(id);
	});

	it.each([
		['id', 'short'],
		['id', '__proto__'],
		['id', `${'a'.repeat(14)}\n`],
		['kind', 'constructor'],
		['lang', 'fr'],
		['town', 'boston'],
		['town', ''],
		['town', '__proto__'],
		['day', '2026-02-30'],
		['day', 'tomorrow'],
		['time', '25:00'],
		['time', '7:30 PM'],
		['contactReaders', 'everybody']
	])('cannot be read with the %s %j', async (field, value) => {
		expect((await post({ [field]: value })).refused?.problems).toEqual({ [field]: 'unreadable' });
	});

	it('is as long as an entry may be, in lines or in one', async () => {
		const lines = 'a\n'.repeat(limits.maxEntryLength / 2 - 1) + 'aa';
		expect((await post({ text: lines })).value?.text).toBe(lines);
		expect((await post({ text: `${lines}a` })).refused?.problems).toEqual({ text: 'too_long' });
		expect((await post({ text: ' \n ' })).refused?.problems).toEqual({ text: 'missing' });
	});

	it('goes back with everything that was typed when something is wrong', async () => {
		const { refused } = await post({ text: '', contact: '413-555-0123', nameShown: 'A guest' });
		expect(refused?.values).toMatchObject({ contact: '413-555-0123', nameShown: 'A guest', town: 'holyoke' });
	});
});

describe('the date of an entry', () => {
	it.each([
		[
			{ day: '2026-12-02', time: '19:30' },
			{ day: '2026-12-02', time: '19:30' }
		],
		[
			{ day: '2026-12-02', time: '' },
			{ day: '2026-12-02', time: null }
		],
		[{ day: '', time: '19:30' }, null],
		[{ day: '', time: '' }, null]
	])('from %j is %j', (typed, when) => {
		expect(whenOf(typed)).toEqual(when);
	});
});

describe('who may see a contact', () => {
	const details = {
		nameShown: 'A guest',
		contact: '413-555-0123',
		readers: ['m_alice'],
		isForSomebodyElse: false
	};

	it('are the people that were picked, when people were to be picked', () => {
		expect(detailsOf({ ...details, contactReaders: 'people' }).contactReaders).toEqual(['m_alice']);
		expect(detailsOf({ ...details, readers: [], contactReaders: 'people' }).contactReaders).toEqual([]);
	});

	it.each(['hosts', 'members'] as const)('are the %s, whoever was picked before', (contactReaders) => {
		expect(detailsOf({ ...details, contactReaders }).contactReaders).toBe(contactReaders);
	});

	it('are never named by something that is no id', () => {
		const readers = { ...v.getDefaults(entryForm), ...filledIn, isForSomebodyElse: '', readers: ['x'.repeat(41)] };
		expect(v.safeParse(entryForm, readers).issues?.map(({ message }) => message)).toEqual(['unreadable']);
	});
});
