import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	addItem,
	agendaReader,
	agendaTitle,
	inLanguage,
	itemKinds,
	itemNotes,
	itemTitle,
	moveItem,
	readAgenda,
	removeItem,
	restoreItem,
	setItemDone,
	setItemKind,
	setItemLead,
	setItemMinutes,
	startAgenda,
	totalMinutes
} from '../../../../../src/shared/documents/agenda.ts';
import { localEdit } from '../../../../../src/shared/documents/edits.ts';
import { createParagraphs, plainTextOf } from '../../../../../src/shared/documents/rich-text.ts';
import { editText, sharedText } from '../../../../../src/shared/documents/words.ts';
import { limits } from '../../../../../src/shared/protocol/limits.ts';
import { aliceAndBob, copyOf, strangeValues } from './people.ts';

const start = (doc: Y.Doc) =>
	startAgenda(doc, {
		title: { en: 'Weekly meeting', es: 'Reunión semanal' },
		items: [
			{ title: { en: 'Arrive', es: 'Llegada' }, minutes: 5 },
			{ title: { en: 'Court support' }, minutes: 20, kind: 'decision', notes: ['Who can come?', 'Rides?'] },
			{ title: { en: 'Close' }, minutes: null }
		]
	});

function agendaDoc(): Y.Doc {
	const doc = new Y.Doc();
	start(doc);
	return doc;
}
const titles = (doc: Y.Doc) => readAgenda(doc).items.map(({ title }) => title.en ?? title.es);
const idOf = (doc: Y.Doc, title: string) =>
	readAgenda(doc).items.find((item) => item.title.en === title)?.id ?? `no ${title}`;

describe('an agenda', () => {
	it('begins with the template: its items in their order, with minutes and notes', () => {
		const { title, items, removed } = readAgenda(copyOf(agendaDoc()));
		expect(title).toEqual({ en: 'Weekly meeting', es: 'Reunión semanal' });
		expect(items.map(({ minutes, kind }) => [minutes, kind])).toEqual([
			[5, 'discussion'],
			[20, 'decision'],
			[null, 'discussion']
		]);
		expect(items.map(({ lead, done }) => [lead, done])).toEqual([
			[null, false],
			[null, false],
			[null, false]
		]);
		expect(plainTextOf(items[1]?.notes ?? [])).toBe('Who can come?\n\nRides?');
		expect(removed).toEqual([]);
	});

	it('that nobody has begun is empty', () => {
		expect(readAgenda(new Y.Doc())).toEqual({ title: {}, items: [], removed: [] });
		expect(agendaTitle(new Y.Doc())).toBeNull();
	});

	it('takes a new item at the end, or in front of another', () => {
		const doc = agendaDoc();
		addItem(doc, { title: { en: 'Last' } });
		addItem(doc, { title: { es: 'Primero' }, before: idOf(doc, 'Arrive') });
		addItem(doc, { title: { en: 'Before the close' }, minutes: 7, kind: 'report', before: idOf(doc, 'Close') });
		expect(titles(doc)).toEqual(['Primero', 'Arrive', 'Court support', 'Before the close', 'Close', 'Last']);
	});

	it('takes a new item at the end when the one it goes before has gone', () => {
		const doc = agendaDoc();
		addItem(doc, { title: { en: 'Last' }, before: 'gone' });
		expect(titles(doc).at(-1)).toBe('Last');
	});

	it('moves an item up, down, to the top and to the end', () => {
		const doc = agendaDoc();
		moveItem(doc, idOf(doc, 'Close'), idOf(doc, 'Arrive'));
		expect(titles(doc)).toEqual(['Close', 'Arrive', 'Court support']);
		moveItem(doc, idOf(doc, 'Close'), idOf(doc, 'Court support'));
		expect(titles(doc)).toEqual(['Arrive', 'Close', 'Court support']);
		moveItem(doc, idOf(doc, 'Arrive'), null);
		expect(titles(doc)).toEqual(['Close', 'Court support', 'Arrive']);
	});

	it('keeps what is taken off, whole, and brings it back to its place', () => {
		const doc = agendaDoc();
		const id = idOf(doc, 'Court support');
		const before = readAgenda(doc).items[1];
		removeItem(doc, id);
		expect(titles(doc)).toEqual(['Arrive', 'Close']);
		expect(readAgenda(doc).removed).toEqual([before]);
		restoreItem(doc, id);
		expect(readAgenda(doc).items[1]).toEqual(before);
	});

	it('remembers who leads, what kind an item is, how long it takes, and whether it is done', () => {
		const doc = agendaDoc();
		const id = idOf(doc, 'Arrive');
		setItemLead(doc, id, 'm_alice');
		setItemKind(doc, id, 'announcement');
		setItemMinutes(doc, id, 0);
		setItemDone(doc, id, true);
		expect(readAgenda(doc).items[0]).toMatchObject({ lead: 'm_alice', kind: 'announcement', minutes: 0, done: true });
		setItemLead(doc, id, null);
		setItemDone(doc, id, false);
		expect(readAgenda(doc).items[0]).toMatchObject({ lead: null, done: false });
	});

	it('adds up its minutes, without what nobody has said or what was taken off', () => {
		const doc = agendaDoc();
		expect(totalMinutes(readAgenda(doc))).toBe(25);
		removeItem(doc, idOf(doc, 'Court support'));
		expect(totalMinutes(readAgenda(doc))).toBe(5);
		expect(totalMinutes(readAgenda(new Y.Doc()))).toBe(0);
	});

	it.each([-1, 0.5, NaN, Infinity, -Infinity, limits.maxItemMinutes + 1, Number.MAX_SAFE_INTEGER])(
		'knows no item of %d minutes',
		(minutes) => {
			const doc = agendaDoc();
			setItemMinutes(doc, idOf(doc, 'Arrive'), minutes);
			expect(readAgenda(doc).items[0]?.minutes).toBeNull();
			addItem(doc, { title: { en: 'Endless' }, minutes });
			expect(totalMinutes(readAgenda(doc))).toBe(20);
		}
	);

	it('has an item of a whole working day', () => {
		const doc = agendaDoc();
		setItemMinutes(doc, idOf(doc, 'Arrive'), limits.maxItemMinutes);
		expect(readAgenda(doc).items[0]?.minutes).toBe(limits.maxItemMinutes);
	});

	it('gives titles and notes to type in', () => {
		const doc = agendaDoc();
		const title = sharedText(itemTitle(doc, idOf(doc, 'Arrive')), 'en');
		if (title) editText(title, 'Arrive, and eat');
		const whole = sharedText(agendaTitle(doc), 'en');
		if (whole) editText(whole, 'Monthly meeting');
		itemNotes(doc, idOf(doc, 'Close'))?.insert(0, createParagraphs(['Thanks']));
		const { title: said, items } = readAgenda(doc);
		expect(said.en).toBe('Monthly meeting');
		expect(items[0]?.title).toEqual({ en: 'Arrive, and eat', es: 'Llegada' });
		expect(plainTextOf(items[2]?.notes ?? []).trim()).toBe('Thanks');
	});

	it('has one person’s words in their own language', () => {
		expect(inLanguage('es', 'Transporte')).toEqual({ es: 'Transporte' });
		expect(inLanguage('en', '')).toEqual({ en: '' });
	});
});

describe('two people at one agenda', () => {
	it('keep what both did to one item', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const id = idOf(alice, 'Arrive');
		setItemMinutes(alice, id, 15);
		setItemLead(bob, id, 'm_bob');
		moveItem(bob, id, null);
		meet();
		expect(readAgenda(alice)).toEqual(readAgenda(bob));
		expect(readAgenda(alice).items.at(-1)).toMatchObject({ id, minutes: 15, lead: 'm_bob' });
	});

	it('who move one item to two places find it in one of them, once', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		moveItem(alice, idOf(alice, 'Close'), idOf(alice, 'Arrive'));
		moveItem(bob, idOf(bob, 'Close'), idOf(bob, 'Court support'));
		meet();
		expect(titles(alice)).toEqual(titles(bob));
		expect([...titles(alice)].sort()).toEqual(['Arrive', 'Close', 'Court support']);
	});

	it('do not lose what one writes in an item that the other takes off', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const id = idOf(alice, 'Close');
		removeItem(alice, id);
		itemNotes(bob, id)?.insert(0, createParagraphs(['Bring chairs']));
		meet();
		restoreItem(alice, id);
		expect(plainTextOf(readAgenda(alice).items.at(-1)?.notes ?? []).trim()).toBe('Bring chairs');
	});
});

describe('taking back', () => {
	it('takes back one action of mine, and nothing of anybody else', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const undo = new Y.UndoManager(agendaReader.roots(alice), {
			trackedOrigins: new Set([localEdit]),
			captureTimeout: 0
		});
		const id = addItem(alice, { title: { en: 'Mine' }, minutes: 3, kind: 'report' });
		moveItem(alice, id, idOf(alice, 'Arrive'));
		addItem(bob, { title: { en: 'From Bob' } });
		meet();
		undo.undo();
		expect(titles(alice).indexOf('Mine')).toBeGreaterThan(titles(alice).indexOf('Close'));
		undo.undo();
		expect(titles(alice)).toEqual(['Arrive', 'Court support', 'Close', 'From Bob']);
		undo.redo();
		expect(titles(alice)).toContain('Mine');
	});
});

describe('an item that is not there', () => {
	it('can be asked for and edited without anything happening', () => {
		const doc = agendaDoc();
		const before = readAgenda(doc);
		for (const id of ['', 'gone', 'constructor', '__proto__']) {
			setItemMinutes(doc, id, 5);
			setItemLead(doc, id, 'm_alice');
			setItemKind(doc, id, 'report');
			setItemDone(doc, id, true);
			moveItem(doc, id, null);
			removeItem(doc, id);
			restoreItem(doc, id);
			expect([itemTitle(doc, id), itemNotes(doc, id)]).toEqual([null, null]);
		}
		expect(readAgenda(doc)).toEqual(before);
	});

	it('is what another program put in place of one', () => {
		for (const make of strangeValues) {
			const value = make();
			if (value instanceof Y.Map) continue;
			const doc = agendaDoc();
			const before = readAgenda(doc);
			doc.getMap('items').set('strange', value);
			expect(readAgenda(doc)).toEqual(before);
			setItemDone(doc, 'strange', true);
			moveItem(doc, 'strange', null);
			removeItem(doc, 'strange');
			expect([itemTitle(doc, 'strange'), itemNotes(doc, 'strange')]).toEqual([null, null]);
			expect(readAgenda(doc)).toEqual(before);
		}
	});
});

describe('an item of another program', () => {
	it('stands on the agenda with what can be read of it', () => {
		const doc = new Y.Doc();
		const items = doc.getMap('items');
		items.set('__proto__', new Y.Map([['order', 'a0']]));
		items.set(
			'constructor',
			new Y.Map<unknown>([
				['order', 'a1'],
				['kind', 'toString'],
				['minutes', 5n]
			])
		);
		items.set(
			'x'.repeat(10_000),
			new Y.Map<unknown>([
				['order', 'x'.repeat(10_000)],
				['removed', 'yes']
			])
		);
		const { items: read } = readAgenda(copyOf(doc));
		expect(read.map(({ id, kind, minutes, order }) => [id.length, kind, minutes, order])).toEqual([
			[10_000, 'discussion', null, ''],
			['__proto__'.length, 'discussion', null, 'a0'],
			['constructor'.length, 'discussion', null, 'a1']
		]);
		moveItem(doc, 'constructor', '__proto__');
		expect(
			readAgenda(doc)
				.items.map(({ id }) => id)
				.slice(1)
		).toEqual(['constructor', '__proto__']);
	});

	it('has one of the kinds we know', () => {
		for (const make of strangeValues) {
			const doc = agendaDoc();
			(doc.getMap('items').get(idOf(doc, 'Arrive')) as Y.Map<unknown>).set('kind', make());
			expect(itemKinds).toContain(readAgenda(doc).items[0]?.kind);
		}
	});
});
