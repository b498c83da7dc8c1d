// npm run fuzz: a million hostile updates and more. UPDATES=5000000, MINUTES=30 and SEED=… change that; exit 1 on a violation.
import { someSeed } from '../support/random.ts';
import { runCampaign, type Report } from './campaign.ts';

const updates = Number(process.env['UPDATES'] ?? 1_000_000);
const minutes = Number(process.env['MINUTES'] ?? 0);
const firstSeed = someSeed();
const startedAt = performance.now();
let toldAt = startedAt;

const say = (line: string) => process.stdout.write(`${line}\n`);
say(`hostile updates from seed ${firstSeed}`);

const summary = ({ updates: count, verdicts, slowestMs, violations }: Report) => {
	const perSecond = Math.round((count * 1000) / (performance.now() - startedAt));
	const parts = [...verdicts].sort(([, a], [, b]) => b - a).map(([verdict, times]) => `${times} ${verdict}`);
	return `${count} updates (${perSecond}/s): ${parts.join(', ')}; slowest ${slowestMs.toFixed(1)} ms; ${violations.length} violations`;
};

const report = runCampaign({
	firstSeed,
	updates,
	milliseconds: minutes * 60_000,
	report(soFar) {
		if (performance.now() - toldAt < 15_000) return;
		toldAt = performance.now();
		say(summary(soFar));
	}
});
for (const violation of report.violations.slice(0, 10)) say(violation);
say(summary(report));
process.exitCode = report.violations.length === 0 ? 0 : 1;
