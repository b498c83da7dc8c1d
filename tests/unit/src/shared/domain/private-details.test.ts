import { describe, expect, it } from 'vitest';
import { findPrivateDetail } from '../../../../../src/shared/domain/private-details.ts';
import { titled } from '../../shown.ts';

describe('a hint', () => {
	it.each([
		['413-555-0123', 'phone'],
		['(413) 555-0123', 'phone'],
		['+1 413 555 0123', 'phone'],
		['1.413.555.0123', 'phone'],
		['call 4135550123 tonight', 'phone'],
		['413\u00a0555\u00a00123', 'phone'],
		['escríbame a ana@example.org', 'email'],
		['ana+board@mail.example.co', 'email'],
		['ñandú@correo.ejemplo', 'email'],
		['W12345', 'number'],
		['his number is A-4821', 'number'],
		['booking 204518.', 'number'],
		['MA10234', 'number']
	])('comes for "%s": it looks like a private %s', (text, kind) => {
		expect(findPrivateDetail(text)).toBe(kind);
	});

	it.each([
		'',
		'Thursday 7:30-9:00 PM, 12 people',
		'1-2-3, here we go',
		'We meet on 2026-12-02 at 19:30',
		'$1,200 for the bail fund',
		'@rootbridge on every site',
		'meet @ 5.30pm',
		'room B12, 3rd floor',
		'a@b',
		'COVID-2019',
		'½ of 4000 letters'
	])('does not come for "%s"', (text) => {
		expect(findPrivateDetail(text)).toBeNull();
	});

	it('names the e-mail address first, then the phone number, then the number of a person', () => {
		expect(findPrivateDetail('W12345, 413-555-0123, a@example.org')).toBe('email');
		expect(findPrivateDetail('W12345, 413-555-0123')).toBe('phone');
	});

	it('finds an address behind another at-sign', () => {
		expect(findPrivateDetail('a@b@example.org')).toBe('email');
		expect(findPrivateDetail(`${'x@'.repeat(1000)}example.org`)).toBe('email');
	});

	it('does not take a longer row of digits for a phone number', () => {
		expect(findPrivateDetail('41355501234')).toBe('number');
	});

	it.each(titled(['a', '@', '.', 'a@', '1', '-', '\u0301', '\uD800', 'a.', '413-']))(
		'is found, or not, in half a megabyte of %s too',
		(_, part) => {
			const text = part.repeat(2 ** 19 / part.length);
			expect(findPrivateDetail(text)).toBe(part === '1' ? 'number' : null);
			expect(findPrivateDetail(`${text} a@example.org`)).toBe('email');
		}
	);
});
