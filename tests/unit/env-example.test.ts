// .env.example lists every variable that the code reads, and none that it does not.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Set by us for adapter-node, never read. */
const ownWrites = new Set(['PROTOCOL_HEADER']);

const files = fs
	.readdirSync(path.join(root, 'server'), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.ts'))
	.map((name) => fs.readFileSync(path.join(root, 'server', name), 'utf8'));

function namesRead(text: string): string[] {
	const direct = [...text.matchAll(/\benv(?:\.|\[['"])([A-Z][A-Z_]*)/g)].map(([, name = '']) => name);
	const secrets = [...text.matchAll(/\breadSecret\(env, '([A-Z_]+)'/g)].map(([, name = '']) => name);
	const others = [...text.matchAll(/\bread(?!Secret\()\w+\(env, '([A-Z_]+)'/g)].map(([, name = '']) => name);
	return [...direct, ...others, ...secrets.flatMap((name) => [name, `${name}_FILE`])];
}

const lines = fs.readFileSync(path.join(root, '.env.example'), 'utf8').split('\n');
const listed = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);

it('.env.example lists each variable that server/ reads, once, and no other', () => {
	const read = new Set(files.flatMap(namesRead).filter((name) => !ownWrites.has(name)));
	expect(read.size).toBeGreaterThan(5);
	expect([...listed].sort()).toEqual([...read].sort());
});

it('.env.example says in one line what each variable is', () => {
	for (const [index, line] of lines.entries()) {
		if (!/^[A-Z_]+=/.test(line)) continue;
		expect(lines[index - 1]).toMatch(/^# [A-Z0-9].{20,}[^,]$/);
		expect(lines[index - 2]).toBe('');
	}
});

it('.env.example holds no secret, and can be used as it is', () => {
	const values: Record<string, string> = {};
	for (const line of lines) {
		const [, name, value = ''] = /^([A-Z_]+)=(.*)/.exec(line) ?? [];
		if (name) values[name] = value;
	}
	for (const name of listed.filter((variable) => /KEY|URL/.test(variable))) expect(values[name]).toBe('');
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rootbridge-env-'));
	const own = readConfig({ DATA_DIR: folder });
	expect(readConfig({ ...values, DATA_DIR: folder })).toEqual(own);
	fs.rmSync(folder, { recursive: true });
});
