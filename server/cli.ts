#!/usr/bin/env node
// The commands people run: `rootbridge help` lists them.
import { readConfig } from './config.ts';
import type { Running } from './main.ts';
import { stopOnSignals } from './process-end.ts';

const [command = 'start', ...args] = process.argv.slice(2);

async function startAndTell(fill?: (running: Running) => Promise<string[]>): Promise<void> {
	const { networkAddresses, start } = await import('./main.ts'); // the other commands do without the whole application
	const config = readConfig(process.env);
	const running = await start(config);
	const filled = (await fill?.(running)) ?? [];
	const lines = [`Rootbridge is ready: ${running.address}`];
	if (!config.origin && config.host === '0.0.0.0') {
		for (const address of networkAddresses(config.port)) lines.push(`On this network:     ${address}`);
	}
	lines.push(...filled);
	if (running.claimLink && filled.length === 0) {
		lines.push(
			'',
			'Nobody looks after this instance yet. Open this link once to become its first steward:',
			running.claimLink
		);
	}
	process.stdout.write(`\n${lines.join('\n')}\n\n`);

	stopOnSignals(() => running.stop());
}

/** A made-up instance to look at, in a folder that nobody uses yet. */
async function fillDemo({ app }: Running): Promise<string[]> {
	const { demoPassword, people } = await import('./demo/groups.ts');
	await app.services.demo.fill();
	const names = people.map(({ key }) => key).join(', ');
	return [
		'',
		`This is the demo. Sign in as ${names}`,
		`with the password: ${demoPassword}`,
		'ana looks after it and can remove it.'
	];
}

async function keepUp(name: 'backupCommand' | 'restoreCommand' | 'moveCommand' | 'doctorCommand'): Promise<void> {
	const { [name]: run } = await import('./commands.ts');
	const tell = (line: string) => void process.stdout.write(`${line}\n`);
	process.exitCode = await run({ args, env: process.env, tell });
}

const help = `rootbridge start                  Serves. This is what "npm start" does.
rootbridge demo                   The same, with a made-up coalition to look at.
rootbridge backup FILE            Everything into one file, also while people type.
             --encrypt            With a passphrase, which it asks for. The file then holds the SECRET_KEY too.
             --passphrase-file F  The same; the passphrase is the first line of F.
rootbridge restore FILE           A backup into an empty folder (DATA_DIR) or an empty database (DATABASE_URL).
             --passphrase-file F  For an encrypted backup, if nobody is there to be asked.
             --lose-contacts      Although the key of its private contacts is gone.
rootbridge move                   From the embedded database in DATA_DIR to the empty one that DATABASE_URL names.
rootbridge doctor                 Looks whether every document is sound, also while people type.
             --repair             Puts right what can be, and keeps what it takes out. Stop Rootbridge first.

Inside this folder write: npx rootbridge COMMAND. What can be set is in .env.example.
`;

const commands: Record<string, () => Promise<void>> = {
	start: () => startAndTell(),
	demo: () => startAndTell(fillDemo),
	backup: () => keepUp('backupCommand'),
	restore: () => keepUp('restoreCommand'),
	move: () => keepUp('moveCommand'),
	doctor: () => keepUp('doctorCommand'),
	help: () => Promise.resolve(void process.stdout.write(help))
};

const run = commands[command];
if (!run) {
	process.stderr.write(`There is no command "${command}". Try: ${Object.keys(commands).join(', ')}\n`);
	process.exit(2);
}
run().catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`);
	process.exit(1);
});
