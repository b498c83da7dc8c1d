// Appends of all rooms, one commit at a time.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Append } from '../../../../server/sync/storage.ts';
import { createUpdateLog, type UpdateLog } from '../../../../server/sync/update-log.ts';

interface Commit {
	batch: readonly Append[];
	/** The commit returns: these documents are appended. */
	done(...documents: string[]): void;
	fail(reason: Error): void;
}

let commits: Commit[];
let log: UpdateLog;

beforeEach(() => {
	commits = [];
	log = createUpdateLog({
		append: (batch) =>
			new Promise((resolve, reject) => {
				commits.push({ batch, done: (...documents) => resolve(new Set(documents)), fail: reject });
			})
	});
});

const append = (document: string, text = '') =>
	log.append({ document, expectedHead: 1, updates: [{ actor: 'm_alice', bytes: new TextEncoder().encode(text) }] });
/** Whatever is ready to run has run: nothing here waits for a timer. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const documentsOf = (commit: Commit | undefined) => commit?.batch.map(({ document }) => document);

describe('the update log', () => {
	it('commits at once when it is idle, without a timer', async () => {
		const outcome = append('a');
		await Promise.resolve();
		await Promise.resolve();
		expect(commits).toHaveLength(1);
		commits[0]?.done('a');
		expect(await outcome).toBe('committed');
	});

	it('has one commit under way, and takes all that came meanwhile into the next', async () => {
		const first = append('a');
		await settle();
		const later = [append('b'), append('c'), append('d')];
		await settle();
		expect(commits).toHaveLength(1);
		commits[0]?.done('a');
		expect(await first).toBe('committed');
		await settle();
		expect(commits).toHaveLength(2);
		expect(documentsOf(commits[1])).toEqual(['b', 'c', 'd']);
		commits[1]?.done('b', 'c', 'd');
		expect(await Promise.all(later)).toEqual(['committed', 'committed', 'committed']);
	});

	it('takes what is asked for in one turn into one commit, in the order in which it came', async () => {
		const outcomes = [append('c'), append('a'), append('b')];
		await settle();
		expect(commits).toHaveLength(1);
		expect(documentsOf(commits[0])).toEqual(['c', 'a', 'b']);
		commits[0]?.done('a', 'b', 'c');
		await Promise.all(outcomes);
	});

	it('[R8] tells the room whose head has moved, and that room alone', async () => {
		const outcomes = [append('a'), append('b')];
		await settle();
		commits[0]?.done('b');
		expect(await Promise.all(outcomes)).toEqual(['moved', 'committed']);
	});

	it('commits the others when the database refuses one document', async () => {
		const outcomes = Promise.allSettled([append('a'), append('bad'), append('c')]);
		await settle();
		commits[0]?.fail(new Error('refused'));
		for (const [index, name] of ['a', 'bad', 'c'].entries()) {
			await settle();
			const commit = commits[index + 1];
			expect(documentsOf(commit)).toEqual([name]);
			if (name === 'bad') commit?.fail(new Error('refused for good'));
			else commit?.done(name);
		}
		const [a, bad, c] = await outcomes;
		expect([a, c]).toEqual([a, c].map(() => ({ status: 'fulfilled', value: 'committed' })));
		expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'refused for good' } });
	});

	it('[R13] tells everybody when the database is away, and goes on when it is back', async () => {
		const outcomes = Promise.allSettled([append('a'), append('b')]);
		for (let attempt = 0; attempt < 3; attempt++) {
			await settle();
			commits[attempt]?.fail(new Error('away'));
		}
		expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		const again = append('a');
		await settle();
		commits[3]?.done('a');
		expect(await again).toBe('committed');
	});

	it('[R26] is idle only when nothing is under way and nothing waits', async () => {
		await log.idle();
		const outcomes = [append('a')];
		await settle();
		outcomes.push(append('b'));
		let isIdle = false;
		const idle = log.idle().then(() => (isIdle = true));
		await settle();
		commits[0]?.done('a');
		await settle();
		expect(isIdle).toBe(false);
		commits[1]?.done('b');
		await idle;
		expect(await Promise.all(outcomes)).toEqual(['committed', 'committed']);
	});
});
