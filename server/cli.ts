#!/usr/bin/env node
// The commands people run: rootbridge start | demo.
import { readConfig } from './config.ts';
import { networkAddresses, start } from './main.ts';

const [command = 'start'] = process.argv.slice(2);

async function startAndTell(): Promise<void> {
	const config = readConfig(process.env);
	const running = await start(config);
	const lines = [`Rootbridge is ready: ${running.address}`];
	if (!config.origin && config.host === '0.0.0.0') {
		for (const address of networkAddresses(config.port)) lines.push(`On this network:     ${address}`);
	}
	if (running.claimLink) {
		lines.push(
			'',
			'Nobody looks after this instance yet. Open this link once to become its first steward:',
			running.claimLink
		);
	}
	process.stdout.write(`\n${lines.join('\n')}\n\n`);

	let isStopping = false;
	const stop = () => {
		if (isStopping) return;
		isStopping = true;
		running.stop().then(
			() => process.exit(0),
			(error: unknown) => {
				process.stderr.write(`Rootbridge could not stop cleanly: ${String(error)}\n`);
				process.exit(1);
			}
		);
	};
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
}

const commands: Record<string, () => Promise<void>> = { start: startAndTell };

const run = commands[command];
if (!run) {
	process.stderr.write(`There is no command "${command}". Try: ${Object.keys(commands).join(', ')}\n`);
	process.exit(2);
}
run().catch((error: unknown) => {
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`);
	process.exit(1);
});
