// The passphrase of a backup: from a file, or asked for on a terminal, where it does not show.
import fs from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Whoever has the file may try as often as they like, so this is more than a password of an account needs. */
const minPassphraseLength = 12;

export interface PassphraseSource {
	/** Null: ask. */
	file: string | null;
	/** A new one is asked for twice, and has to be long enough. */
	isNew: boolean;
}

export async function readPassphrase({ file, isNew }: PassphraseSource): Promise<string> {
	const passphrase = file === null ? await ask('Passphrase: ') : readFirstLine(file);
	if (isNew && passphrase.length < minPassphraseLength) {
		throw new Error(
			`A passphrase must have at least ${minPassphraseLength} characters: whoever finds the file can try for years. Five random words are good.`
		);
	}
	if (isNew && file === null && (await ask('The same again: ')) !== passphrase)
		throw new Error('The two passphrases are not the same. Nothing was written.');
	return passphrase;
}

function readFirstLine(file: string): string {
	if (!fs.existsSync(file)) throw new Error(`There is no passphrase file ${file}.`);
	const [line = ''] = fs.readFileSync(file, 'utf8').split(/\r?\n/);
	if (line === '') throw new Error(`The first line of ${file} is empty: it should be the passphrase.`);
	return line;
}

async function ask(question: string): Promise<string> {
	if (!process.stdin.isTTY) throw new Error('There is nobody to ask for the passphrase: use --passphrase-file FILE.');
	process.stderr.write(question);
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
	try {
		return await lines.question('');
	} finally {
		lines.close();
		process.stderr.write('\n');
	}
}
