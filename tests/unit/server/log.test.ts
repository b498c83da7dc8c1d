// What the log tells, and what it keeps to itself. In a process of its own: the log is its standard output.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const moduleFile = (name: string) => JSON.stringify(fileURLToPath(new URL(`../../../server/${name}`, import.meta.url)));

async function linesOf(level: string, statements: string): Promise<Record<string, unknown>[]> {
	const code = `import(${moduleFile('log.ts')}).then(async ({ createLog }) => { const log = createLog('${level}'); ${statements} })`;
	const { stdout } = await promisify(execFile)(process.execPath, ['-e', code]);
	return stdout
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('The log says what happened and when, as lines of JSON, without the name of the machine', async () => {
	const [line, ...more] = await linesOf(
		'info',
		`log.info({ document: 'letter-a' }, 'a room ends'); log.debug('unseen');`
	);
	expect(more).toEqual([]);
	expect(line).toEqual({
		level: 30,
		time: expect.stringMatching(/^\d{4}-.*Z$/),
		document: 'letter-a',
		msg: 'a room ends'
	});
	expect(await linesOf('silent', `log.fatal('unseen')`)).toEqual([]);
});

it('The log tells of a failed query without what was in it', async () => {
	const [line] = await linesOf(
		'info',
		`const { DrizzleQueryError } = await import('drizzle-orm');
		const said = Object.assign(new Error('duplicate key value violates unique constraint "members_sign_in_key_unique"'), {
			code: '23505', detail: 'Key (sign_in_key)=(alice@example.org) already exists.', query: 'insert', parameters: ['alice@example.org']
		});
		const failed = new DrizzleQueryError('insert into "members" values ($1)', ['alice@example.org', 'not a secret'], said);
		log.error({ err: failed, document: 'letter-a' }, 'a page failed');`
	);
	const text = JSON.stringify(line);
	expect(text).not.toContain('alice');
	expect(text).not.toContain('not a secret');
	expect(text).toContain('23505');
	expect(text).toContain('members_sign_in_key_unique');
	expect(text).toContain('insert into \\"members\\"');
	expect(line).toMatchObject({ document: 'letter-a', msg: 'a page failed' });
});

it('The log tells where a mistake of ours is', async () => {
	const [line, odd] = await linesOf(
		'info',
		`function lostTheWay() { throw new TypeError('x is not a function', { cause: new Error('the reason') }); }
		try { lostTheWay(); } catch (err) { log.error({ err }, 'a frame could not be dealt with'); }
		log.error({ err: 'alice@example.org' }, 'odd');`
	);
	const text = JSON.stringify(line);
	for (const wanted of ['TypeError', 'x is not a function', 'lostTheWay', 'the reason']) expect(text).toContain(wanted);
	expect(odd).toMatchObject({ msg: 'odd', err: { type: 'string' } });
});
