// Runs a command of server/cli.ts to its end, as somebody at a terminal would.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));

export interface Ended {
	code: number | null;
	/** stdout */
	said: string;
	/** stderr */
	shown: string;
}

export function runCommand(args: string[], env: Record<string, string>): Promise<Ended> {
	const child = spawn(process.execPath, [cli, ...args], {
		env: { ...process.env, DATABASE_URL: '', ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let [said, shown] = ['', ''];
	child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (shown += chunk.toString()));
	return new Promise((resolve) => child.once('close', (code) => resolve({ code, said, shown })));
}
