#!/usr/bin/env node
// The commands people run: rootbridge start | demo.
import { readConfig } from './config.ts';
import { demoPassword, people } from './demo/groups.ts';
import { networkAddresses, start, type Running } from './main.ts';
import { stopOnSignals } from './process-end.ts';

const [command = 'start'] = process.argv.slice(2);

async function startAndTell(fill?: (running: Running) => Promise<string[]>): Promise<void> {
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
	await app.services.demo.fill();
	const names = people.map(({ key }) => key).join(', ');
	return [
		'',
		`This is the demo. Sign in as ${names}`,
		`with the password: ${demoPassword}`,
		'ana looks after it and can remove it.'
	];
}

const commands: Record<string, () => Promise<void>> = {
	start: () => startAndTell(),
	demo: () => startAndTell(fillDemo)
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
