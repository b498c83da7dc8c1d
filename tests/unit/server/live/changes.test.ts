// What has changed, inside this process.
import { expect, it } from 'vitest';
import { createChanges } from '../../../../server/live/changes.ts';
import type { Change } from '../../../../src/shared/protocol/live-events.ts';

const change: Change = { space: 'parole', subject: 'documents' };

it('A change is told to everybody who listens, and to nobody who has stopped', () => {
	const changes = createChanges();
	const heard: string[] = [];
	const stop = changes.listen(({ space }) => heard.push(`one ${space}`));
	changes.listen(({ space }) => heard.push(`two ${space}`));
	changes.announce(change);
	stop();
	stop();
	changes.announce(change);
	expect(heard).toEqual(['one parole', 'two parole', 'two parole']);
});

it('Two who listen with one function stop apart, and two instances share nothing', () => {
	const [changes, others] = [createChanges(), createChanges()];
	let heard = 0;
	changes.listen(() => heard++);
	others.announce(change);
	expect(heard).toBe(0);
	changes.announce(change);
	expect(heard).toBe(1);
});
