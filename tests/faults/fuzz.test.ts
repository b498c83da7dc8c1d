// A slice of npm run fuzz: the same rounds in every run, so that a red one means a change. New rounds are npm run fuzz's.
import { expect, it } from 'vitest';
import { runCampaign } from '../fuzz/campaign.ts';

const firstSeed = Number(process.env['SEED'] ?? 1_277_018_492);

it(
	`[R33] F28: hostile updates leave no trace when refused, and equal replicas when not (first seed ${firstSeed})`,
	{ timeout: 300_000 },
	() => {
		const { verdicts, violations } = runCampaign({ firstSeed, updates: 1_000_000, milliseconds: 0 });
		expect(violations).toEqual([]);
		// All of the guard was tried, and not only its door.
		for (const verdict of ['adds', 'malformed', 'gap', 'out-of-range', 'outside-schema', 'too-deep']) {
			expect(verdicts.get(verdict), verdict).toBeGreaterThan(10);
		}
	}
);
