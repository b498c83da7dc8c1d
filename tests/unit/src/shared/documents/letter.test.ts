import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	letterBody,
	letterReader,
	letterTitle,
	readLetter,
	setCorrespondence,
	setLetterLanguage,
	startLetter,
	type Letter
} from '../../../../../src/shared/documents/letter.ts';
import { localEdit } from '../../../../../src/shared/documents/edits.ts';
import { createParagraphs, plainTextOf } from '../../../../../src/shared/documents/rich-text.ts';
import { editText } from '../../../../../src/shared/documents/words.ts';
import { aliceAndBob, copyOf, strangeValues } from './people.ts';

const start = (doc: Y.Doc) =>
	startLetter(doc, {
		title: 'Letter 12, blue table',
		lang: 'es',
		correspondence: 'ongoing',
		paragraphs: ['Hola,', '']
	});

function letterDoc(): Y.Doc {
	const doc = new Y.Doc();
	start(doc);
	return doc;
}

describe('a letter', () => {
	it('begins with a title, a language, how often we write, and its first lines', () => {
		expect(readLetter(copyOf(letterDoc()))).toEqual({
			title: 'Letter 12, blue table',
			lang: 'es',
			correspondence: 'ongoing',
			body: [
				{ type: 'paragraph', content: [{ type: 'text', text: 'Hola,' }] },
				{ type: 'paragraph', content: [] }
			]
		});
	});

	it('that nobody has begun is an empty one-time letter in English', () => {
		const empty: Letter = { title: '', lang: 'en', correspondence: 'one-time', body: [] };
		expect(readLetter(new Y.Doc())).toEqual(empty);
		expect(letterTitle(new Y.Doc())).toBeNull();
	});

	it('holds nothing else: no name and no number of who it goes to', () => {
		expect(Object.keys(readLetter(letterDoc())).sort()).toEqual(['body', 'correspondence', 'lang', 'title']);
	});

	it('changes its language and how often without touching a word', () => {
		const doc = letterDoc();
		const { body, title } = readLetter(doc);
		setLetterLanguage(doc, 'en');
		setCorrespondence(doc, 'one-time');
		expect(readLetter(doc)).toEqual({ title, body, lang: 'en', correspondence: 'one-time' });
	});

	it('is written by two people at once, and keeps what both wrote', () => {
		const { alice, bob, meet } = aliceAndBob(start);
		const [title, body] = [letterTitle(alice), letterBody(bob)];
		if (title) editText(title, 'Letter 12, green table');
		body.insert(1, createParagraphs(['From Bob.']));
		setLetterLanguage(bob, 'en');
		meet();
		expect(readLetter(alice)).toEqual(readLetter(bob));
		expect(readLetter(alice)).toMatchObject({ title: 'Letter 12, green table', lang: 'en' });
		expect(plainTextOf(readLetter(alice).body)).toContain('From Bob.');
	});

	it('takes back one action at a time', () => {
		const doc = letterDoc();
		const undo = new Y.UndoManager(letterReader.roots(doc), {
			trackedOrigins: new Set([localEdit]),
			captureTimeout: 0
		});
		setLetterLanguage(doc, 'en');
		setCorrespondence(doc, 'one-time');
		undo.undo();
		expect(readLetter(doc)).toMatchObject({ lang: 'en', correspondence: 'ongoing' });
		undo.undo();
		expect(readLetter(doc)).toMatchObject({ lang: 'es', correspondence: 'ongoing' });
	});

	it('shows what it can when another program wrote something else', () => {
		for (const make of strangeValues) {
			const doc = letterDoc();
			for (const key of ['title', 'lang', 'correspondence']) doc.getMap('letter').set(key, make());
			const { title, lang, correspondence, body } = readLetter(copyOf(doc));
			expect(typeof title).toBe('string');
			expect([lang, correspondence]).toEqual(['en', 'one-time']);
			expect(body).toHaveLength(2);
		}
	});

	it('with half a character in its title reads the same on every device', () => {
		const doc = new Y.Doc();
		startLetter(doc, { title: 'Letter \uD83D', lang: 'en', correspondence: 'one-time' });
		expect(readLetter(copyOf(doc))).toEqual(readLetter(doc));
		expect(plainTextOf(readLetter(doc).body)).toBe('');
	});
});
