// Whether an update adds anything, and whether something it builds on is missing.
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { schemas } from '../../../../src/shared/documents/schema.ts';
import { createJudge, type Judge } from '../../../../server/sync/judge.ts';

let alice: Y.Doc;
let updates: Uint8Array[];
let accepted: Uint8Array[];
let judge: Judge;

beforeEach(() => {
	alice = new Y.Doc();
	updates = [];
	alice.on('update', (bytes: Uint8Array) => updates.push(bytes));
	accepted = [];
	judge = createJudge(schemas.letter, () => accepted);
	return () => judge.close();
});

/** As the room does it: what adds is accepted. */
function submit(bytes: Uint8Array) {
	const judgement = judge.judge(bytes);
	if (judgement === 'adds') accepted.push(bytes);
	return judgement;
}
function type(text: string): Uint8Array {
	alice.getText('t').insert(alice.getText('t').length, text);
	return updates.at(-1) ?? Uint8Array.of();
}

describe('the judge', () => {
	it('says of new words and of new deletions that they add', () => {
		expect(submit(type('one'))).toBe('adds');
		alice.getText('t').delete(0, 1);
		expect(submit(updates[1] ?? Uint8Array.of())).toBe('adds');
	});

	it('[R9] says of what is there already that it adds nothing: words, deletions, both, or nothing at all', () => {
		submit(type('one'));
		alice.getText('t').delete(0, 1);
		submit(updates[1] ?? Uint8Array.of());
		for (const bytes of [...updates, Y.encodeStateAsUpdate(alice), Y.mergeUpdates(updates), Uint8Array.of(0, 0)]) {
			expect(submit(bytes)).toBe('adds-nothing');
		}
	});

	it('[R9] says that an update adds if a part of it is new', () => {
		submit(type('one'));
		type('two');
		expect(submit(Y.encodeStateAsUpdate(alice))).toBe('adds');
	});

	it('[R10] sees a gap in the writer’s own words, and takes them once the missing part has come', () => {
		const [one, two, three] = [type('one'), type('two'), type('three')];
		submit(one);
		expect(submit(three)).toBe('gap');
		expect(judge.clockOf(alice.clientID)).toBe(3);
		expect(submit(two)).toBe('adds');
		expect(submit(three)).toBe('adds'); // had the gap left a trace, this would add nothing
		expect(judge.clockOf(alice.clientID)).toBe(11);
	});

	it('[R10] sees a gap in what an update builds on or deletes of somebody else’s', () => {
		const one = type('one');
		const bob = new Y.Doc();
		Y.applyUpdate(bob, one);
		const bobs: Uint8Array[] = [];
		bob.on('update', (bytes: Uint8Array) => bobs.push(bytes));
		bob.getText('t').insert(1, 'between');
		bob.getText('t').delete(0, 1);
		const [between = Uint8Array.of(), deletion = Uint8Array.of()] = bobs;
		expect(submit(between)).toBe('gap');
		expect(submit(deletion)).toBe('gap');
		expect(submit(one)).toBe('adds');
		expect(submit(between)).toBe('adds');
		expect(submit(deletion)).toBe('adds');
	});

	it('[R20] forgets what it read of something that turns out not to be an update', () => {
		const one = type('one');
		submit(one);
		const two = type('two');
		expect(submit(two.subarray(0, two.length - 2))).toBe('malformed');
		expect(submit(Uint8Array.from({ length: 60 }, (_, index) => (index * 89) % 256))).toBe('malformed');
		expect(judge.clockOf(alice.clientID)).toBe(3);
		expect(submit(two)).toBe('adds');
	});

	it('knows how far each clientID has come, and starts from what was accepted before', () => {
		expect(judge.clockOf(alice.clientID)).toBe(0);
		submit(type('one'));
		expect(judge.clockOf(alice.clientID)).toBe(3);
		expect(judge.clockOf(alice.clientID + 1)).toBe(0);
		expect(createJudge(schemas.letter, () => accepted).clockOf(alice.clientID)).toBe(3);
	});
});
