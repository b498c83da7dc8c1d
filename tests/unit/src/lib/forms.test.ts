import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
	checkField,
	choiceField,
	nameField,
	newPasswordField,
	optionalField,
	problemAt,
	readForm,
	textField
} from '../../../../src/lib/forms.ts';
import { limits } from '../../../../src/shared/protocol/limits.ts';
import { titled } from '../shown.ts';

type Fields = readonly (readonly [name: string, value: string])[];

/** As a browser posts it: encoded, sent, and decoded again. */
function posted(fields: Fields, encoding: 'multipart' | 'urlencoded' = 'multipart'): Request {
	const body = encoding === 'multipart' ? new FormData() : new URLSearchParams();
	for (const [name, value] of fields) body.append(name, value);
	return new Request('http://localhost/', { method: 'POST', body });
}
const read = <Entries extends v.ObjectEntries>(entries: Entries, fields: Fields) =>
	readForm(posted(fields), v.object(entries));
/** What one field with this text becomes, or its problem. */
async function field(schema: v.GenericSchema<string, unknown>, text: string): Promise<unknown> {
	const { value, refused } = await read({ it: schema }, [['it', text]]);
	return value === null ? refused.problems['it'] : value.it;
}

describe('a form', () => {
	const form = { name: nameField(), note: optionalField(20), wanted: checkField, kind: choiceField(['a', 'b']) };

	it('is read into values', async () => {
		const fields: Fields = [
			['name', ' Alice '],
			['note', ''],
			['wanted', 'on'],
			['kind', 'b']
		];
		expect(await read(form, fields)).toEqual({
			value: { name: 'Alice', note: null, wanted: true, kind: 'b' },
			refused: null
		});
	});

	it.each(['multipart', 'urlencoded'] as const)('is read as %s alike', async (encoding) => {
		const { value } = await readForm(posted([['name', 'Ñandú & 😀 %41']], encoding), v.object({ name: nameField() }));
		expect(value).toEqual({ name: 'Ñandú & 😀 %41' });
	});

	it('with a mistake goes back with all that was typed, and a problem beside each field that has one', async () => {
		const { value, refused } = await read(form, [
			['name', '  '],
			['note', 'x'.repeat(21)],
			['kind', 'c'],
			['extra', 'not asked for']
		]);
		expect(value).toBeNull();
		expect(refused).toEqual({
			values: { name: '  ', note: 'x'.repeat(21), wanted: '', kind: 'c' },
			problems: { name: 'missing', note: 'too_long', kind: 'unreadable' }
		});
	});

	it('never gives a password back', async () => {
		const { refused } = await read({ name: nameField(), password: newPasswordField, newpassword: newPasswordField }, [
			['name', ''],
			['password', 'hunter2'],
			['newpassword', 'hunter2']
		]);
		expect(refused?.problems).toEqual({ name: 'missing', password: 'too_short', newpassword: 'too_short' });
		expect(JSON.stringify(refused)).not.toContain('hunter2');
	});

	it('reads a field once, and a list whole', async () => {
		const fields: Fields = [
			['name', 'Alice'],
			['name', 'Bob'],
			['readers', 'm_alice'],
			['readers', 'm_bob']
		];
		const entries = { name: nameField(), readers: v.array(v.string()), others: v.pipe(v.array(v.string())) };
		const { value } = await read(entries, fields);
		expect(value).toEqual({ name: 'Alice', readers: ['m_alice', 'm_bob'], others: [] });
	});

	it('has no place for a file, nor for fields that nobody asked for', async () => {
		const body = new FormData();
		body.append('name', new File(['Alice'], 'name.txt'));
		body.append('__proto__', 'x');
		body.append('constructor', 'x');
		const { value, refused } = await readForm(
			new Request('http://localhost/', { method: 'POST', body }),
			v.object({ name: nameField() })
		);
		expect(value).toBeNull();
		expect(refused).toEqual({ values: { name: '' }, problems: { name: 'missing' } });
	});

	it('shows a problem that only the server found beside its field', () => {
		expect(problemAt('slug', 'taken', { slug: 'parole' })).toEqual({
			values: { slug: 'parole' },
			problems: { slug: 'taken' }
		});
	});
});

describe('a name', () => {
	it.each(
		titled([
			['  Alice ', 'Alice'],
			['\u202Eecila', 'ecila'],
			['', 'missing'],
			['\u200B', 'missing'],
			['x'.repeat(limits.maxNameLength + 1), 'too_long'],
			['x'.repeat(1_000_000), 'too_long']
		])
	)('becomes what it is, or its problem: %s', async (_, [text, result]) => {
		expect(await field(nameField(), text)).toBe(result);
	});
});

describe('a line that may be left empty', () => {
	it.each(
		titled([
			['', null],
			['  \t ', null],
			['\u200B\u3164', null],
			[' a@example.org ', 'a@example.org'],
			['x'.repeat(21), 'too_long'],
			[' '.repeat(1_000_000), 'too_long']
		])
	)('becomes what it is, or its problem: %s', async (_, [text, result]) => {
		expect(await field(optionalField(20), text)).toBe(result);
	});
});

describe('several lines', () => {
	it('arrive as they were typed, without space around them', async () => {
		expect(await field(textField(100), '\n  one\n\ntwo \n')).toBe('one\n\ntwo');
	});

	it('may be as long as the page allows: a line end counts once', async () => {
		const longest = 'a\n'.repeat(50) + 'b'.repeat(20);
		expect(longest).toHaveLength(120);
		expect(await field(textField(120), longest)).toBe(longest);
		expect(await field(textField(119), longest)).toBe('too_long');
	});

	it('are missing when they are blank', async () => {
		expect(await field(textField(100), ' \n\t\n ')).toBe('missing');
	});
});

describe('a new password', () => {
	it('is taken as it is, with its spaces', async () => {
		expect(await field(newPasswordField, '  four words and spaces  ')).toBe('  four words and spaces  ');
	});

	it('has a length that is safe, and bounded', async () => {
		expect(await field(newPasswordField, 'x'.repeat(limits.minPasswordLength - 1))).toBe('too_short');
		expect(await field(newPasswordField, 'x'.repeat(limits.maxPasswordLength + 1))).toBe('too_long');
		expect(await field(newPasswordField, 'x'.repeat(limits.maxPasswordLength))).toHaveLength(limits.maxPasswordLength);
	});
});

describe('a tick', () => {
	it.each([
		['on', true],
		['', false],
		['off', false],
		['true', false],
		['ON', false]
	])('%j is %j', async (text, result) => {
		expect(await field(checkField, text)).toBe(result);
	});
});

describe('a choice', () => {
	it.each(['', 'A', ' a', 'constructor', '__proto__', '0'])(
		'that was never offered is unreadable: %j',
		async (text) => {
			expect(await field(choiceField(['a', 'b']), text)).toBe('unreadable');
		}
	);
});
