// What the commands say when they cannot do what is asked, and that they then do nothing.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backupCommand, doctorCommand, moveCommand, restoreCommand, type Command } from '../../../server/commands.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { runCommand } from '../../support/command.ts';

let folder: string;
let test: TestDatabase;
beforeAll(async () => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-commands-'));
	test = await openTestDatabase();
});
afterAll(async () => {
	await test.remove();
	fs.rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => path.join(folder, name);
const here = () => ({ DATA_DIR: test.dataDir, DATABASE_URL: test.databaseUrl ?? '' });
async function run(command: Command, args: string[], env: Record<string, string> = { DATA_DIR: at('nowhere') }) {
	const said: string[] = [];
	const code = await command({ args, env, tell: (line) => said.push(line) });
	return { code, said };
}

describe('a command', () => {
	it('says how it is written when it is not written so', async () => {
		await expect(run(backupCommand, [])).rejects.toThrow('Write it like this: rootbridge backup FILE [--encrypt]');
		await expect(run(backupCommand, ['a', 'b'])).rejects.toThrow('Write it like this');
		await expect(run(restoreCommand, ['a', '--encrypt'])).rejects.toThrow('rootbridge restore FILE');
		await expect(run(doctorCommand, ['--repiar'])).rejects.toThrow('rootbridge doctor [--repair]');
		await expect(run(moveCommand, ['there'])).rejects.toThrow('rootbridge move');
	});

	it('makes no folder, database or key where there is none', async () => {
		await expect(run(backupCommand, [at('file')])).rejects.toThrow('There is no database of Rootbridge in this folder');
		await expect(run(doctorCommand, [])).rejects.toThrow('There is no database');
		await expect(run(doctorCommand, ['--repair'])).rejects.toThrow('There is no database');
		await expect(run(moveCommand, [])).rejects.toThrow('Set DATABASE_URL');
		await expect(run(restoreCommand, [at('file')])).rejects.toThrow(`There is no file ${at('file')}`);
		expect(fs.readdirSync(folder)).toEqual([]);
	});

	it('backs up beside whoever has the database open, and never over another file', async () => {
		const { code, said } = await run(backupCommand, [at('one')], here());
		expect(code).toBe(0);
		expect(said[0]).toMatch(/^Backed up: \d+ rows, read in [\d.]+ s, \d+ KB in /);
		const written = fs.readFileSync(at('one'));
		await expect(run(backupCommand, [at('one')], here())).rejects.toThrow('a backup never replaces one');
		expect(fs.readFileSync(at('one'))).toEqual(written);
		expect(await run(doctorCommand, [], here())).toEqual({ code: 0, said: ['Documents examined: 0. Not sound: 0.'] });
	});

	it('takes no passphrase that is easy to guess, and none from an empty file', async () => {
		fs.writeFileSync(at('short'), 'too short\n');
		fs.writeFileSync(at('empty'), '\n');
		const withFile = (name: string) => run(backupCommand, [at('two'), '--passphrase-file', at(name)], here());
		await expect(withFile('short')).rejects.toThrow('at least 12 characters');
		await expect(withFile('empty')).rejects.toThrow('should be the passphrase');
		await expect(withFile('absent')).rejects.toThrow('There is no passphrase file');
		expect(fs.existsSync(at('two'))).toBe(false);
	});

	it('refuses to store a key that does not open the contacts', async () => {
		const { sql } = test.database;
		await sql`insert into organizations (slug, name, purpose_en, purpose_es, position) values ('o', 'O', '', '', 0)`;
		await sql`
			insert into spaces (slug, organization, kind, name_en, name_es, purpose_en, purpose_es, shape, position)
			values ('board', 'o', 'board', '', '', '', '', 'arch', 0)`;
		await sql`insert into documents (name, kind, space, created_by) values ('d', 'community-board', 'board', 'x')`;
		await sql`insert into entry_people (document, entry, actor, contact) values ('d', 'e', 'a', ${Buffer.alloc(40)})`;
		const key = Buffer.alloc(32, 7).toString('base64');
		const attempt = run(backupCommand, [at('three')], { ...here(), SECRET_KEY: key });
		await expect(attempt).rejects.toThrow('does not open the private contacts');
		expect(fs.existsSync(at('three'))).toBe(false);
		const { said } = await run(backupCommand, [at('three')], here());
		expect(said.join(' ')).toContain('The SECRET_KEY is not in it');
	});

	it('is listed by help, and an unknown one names those that there are', async () => {
		const help = await runCommand(['help'], {});
		expect(help.code).toBe(0);
		for (const word of ['start', 'demo', 'backup', 'restore', 'move', 'doctor'])
			expect(help.said).toContain(`rootbridge ${word}`);
		const unknown = await runCommand(['bakcup'], {});
		expect(unknown.code).toBe(2);
		expect(unknown.shown).toContain('backup, restore, move, doctor, help');
	});
});
