import { describe, expect, it } from 'vitest';
import { checkName, cleanLine, graphemeCount, signInKey } from '../../../../../src/shared/domain/names.ts';
import { limits } from '../../../../../src/shared/protocol/limits.ts';
import { titled } from '../../shown.ts';

const [rightToLeft, popDirection, zeroWidth, joiner] = ['\u202E', '\u202C', '\u200B', '\u200D'];
const zalgo = `A${'\u0310\u0352\u0489'.repeat(200)}lice`;

describe('a name', () => {
	it.each([
		'Alice',
		'José Ñandú',
		"O'Neill-Smith",
		'李小龍',
		'علي',
		'नमस्ते',
		'שָׁלוֹם',
		'Nguyễn',
		'x',
		'Bob (they/them) ✊🏾',
		'Sam 🏳️‍🌈',
		'Kit 🏳️‍⚧️',
		'Ana 👩🏽‍🌾',
		'Familia 👨‍👩‍👧',
		'❤️',
		'1️⃣'
	])('stays as it is: %s', (name) => {
		expect(checkName(name)).toEqual({ name: name.normalize('NFC') });
	});

	it('loses spaces around it, and keeps one where there were several', () => {
		expect(checkName('  Alice \u00a0\u2003 B.  ')).toEqual({ name: 'Alice B.' });
	});

	it('that was pasted with tabs or line ends keeps its words apart', () => {
		expect(checkName('Ana\tMaría\r\nLópez\u2028Cruz')).toEqual({ name: 'Ana María López Cruz' });
	});

	it('cannot turn the text around it', () => {
		expect(checkName(`${rightToLeft}ecilA${popDirection}`)).toEqual({ name: 'ecilA' });
		expect(checkName('\u2066Bob\u2069\u200F\u061C')).toEqual({ name: 'Bob' });
	});

	it('cannot be told from another by what nobody sees', () => {
		for (const hidden of [
			zeroWidth,
			joiner,
			'\u200C',
			'\u00AD',
			'\uFEFF',
			'\u2060',
			'\u{E0041}',
			'\u3164',
			'\0',
			'\u007F'
		])
			expect(checkName(`Al${hidden}ice`), `U+${hidden.codePointAt(0)?.toString(16) ?? ''}`).toEqual({ name: 'Alice' });
	});

	it('cannot grow over the lines above and below it', () => {
		const cleaned = cleanLine(zalgo);
		expect(cleaned).toMatch(/^A\p{M}{1,2}lice$/u);
	});

	it('cannot put a mark on the text before it', () => {
		expect(checkName('\u0301\u0489 \u20DDAlice')).toEqual({ name: 'Alice' });
	});

	it('is the same however its letters were typed', () => {
		expect(checkName('Jose\u0301')).toEqual({ name: 'José' });
		expect(checkName(`Jose${zeroWidth}\u0301`)).toEqual({ name: 'José' });
	});

	it.each(
		titled([
			'',
			' ',
			'\t\n',
			'\u00a0\u2003',
			zeroWidth,
			`${rightToLeft}${popDirection}`,
			'\u3164',
			'\u115F\u1160',
			'\uFFA0',
			'\u2800',
			'\u034F',
			'\uFE0F',
			'\u0301',
			'\u{E0041}\u{E007F}',
			joiner
		])
	)('is missing when nobody could see it: %s', (_, name) => {
		expect(checkName(name)).toEqual({ problem: 'missing' });
	});

	it('is counted as people count: a family is one character', () => {
		expect(graphemeCount('👨‍👩‍👧é🏳️‍🌈')).toBe(3);
		expect(graphemeCount('')).toBe(0);
		expect(checkName('👨‍👩‍👧'.repeat(limits.maxNameLength))).toHaveProperty('name');
		expect(checkName('👨‍👩‍👧'.repeat(limits.maxNameLength + 1))).toEqual({ problem: 'too_long' });
	});

	it('is as long as it may be, and not longer', () => {
		expect(checkName('x'.repeat(limits.maxNameLength))).toHaveProperty('name');
		expect(checkName('x'.repeat(limits.maxNameLength + 1))).toEqual({ problem: 'too_long' });
		expect(checkName('x'.repeat(5), 4)).toEqual({ problem: 'too_long' });
		expect(checkName(` ${'x'.repeat(limits.maxNameLength)} `)).toHaveProperty('name');
	});

	it.each(titled([' ', 'x', '\u0301', zeroWidth, '👨‍👩‍👧', '\uD800']))('of a megabyte of %s is too long', (_, part) => {
		expect(checkName(part.repeat(2 ** 20 / part.length))).toEqual({ problem: 'too_long' });
	});

	it('with half a character in it is still a name', () => {
		expect(checkName('Al\uD83Dice')).toHaveProperty('name');
	});

	it('once cleaned is not changed by cleaning it again', () => {
		const names = [
			zalgo,
			`e${zeroWidth}\u0301`,
			' \u0301 a',
			'a\t\u200Bb',
			'👩\u200B‍👧',
			'👩‍‍👧',
			'\u1100\u200B\u1161',
			'\u0344x'
		];
		for (const name of names) expect(cleanLine(cleanLine(name))).toBe(cleanLine(name));
	});
});

describe('a sign-in name', () => {
	it.each(
		titled([
			['alice', 'ALICE'],
			['alice', 'Ａｌｉｃｅ'],
			['josé', 'JOSE\u0301'],
			['ana maría', ' Ana \t María '],
			['ﬁnn', 'FINN'],
			['alice', `al${zeroWidth}ice`],
			['straße', 'Straße']
		])
	)('%s are one account', (_, [one, other]) => {
		expect(signInKey(other)).toBe(signInKey(one));
	});

	it.each(
		titled([
			['alice', 'bob'],
			['ana maría', 'anamaría'],
			['josé', 'jose'],
			['аlice', 'alice']
		])
	)('%s are two accounts', (_, [one, other]) => {
		expect(signInKey(other)).not.toBe(signInKey(one));
	});

	it('opens the account it was chosen for, typed in the same way again', () => {
		for (const typed of [
			'Ana  María',
			'Sam 🏳️‍🌈',
			'x\u200Cy',
			'Jose\u0301',
			' \u0301Bob',
			'İpek',
			'ΣΊΣΥΦΟΣ',
			'２０２６'
		]) {
			const checked = checkName(typed, limits.maxSignInNameLength);
			expect('name' in checked && signInKey(checked.name)).toBe(signInKey(typed));
		}
	});
});
