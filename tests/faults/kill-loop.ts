// `npm run kill-loop`: the long run of F1, 200 rounds on the embedded database, and 200 on a PostgreSQL server if
// DATABASE_URL names one. ROUNDS=… for more or fewer, SEED=… to play a run again.
import { runKillLoop, type KillLoopFigures } from '../support/kill-loop.ts';
import { someSeed } from '../support/random.ts';

const rounds = Number(process.env['ROUNDS'] ?? 200);
const seed = someSeed();
const databases = [null, process.env['DATABASE_URL'] ?? ''].filter((url) => url !== '');
const say = (line: string) => process.stdout.write(`${line}\n`);

function line({ rounds: done, edits, acked, seen, broughtBack, longestStartMs }: KillLoopFigures): string {
	const start = `${(longestStartMs / 1000).toFixed(1)} s longest start after a kill`;
	return `${done} kills, ${edits} edits, ${acked} acked, ${seen} seen by others, ${broughtBack} brought back, ${start}`;
}

for (const databaseServer of databases) {
	say(`${databaseServer ? 'A PostgreSQL server' : 'The embedded database'}: ${rounds} rounds, SEED=${seed}`);
	const figures = await runKillLoop({
		rounds,
		seed,
		databaseServer,
		onRound: (sofar) => sofar.rounds % 20 === 0 && say(`  ${line(sofar)}`)
	});
	say(`  0 missing after ${line(figures)}`);
}
if (databases.length === 1) say('A PostgreSQL server was not tried: set DATABASE_URL to one.');
