// A slice of npm run fuzz: hostile updates from a new seed in every run. SEED=<seed> plays one again.
import { expect, it } from 'vitest';
import { runCampaign } from '../fuzz/campaign.ts';
import { someSeed } from '../support/random.ts';

const seconds = 30;
const firstSeed = someSeed();

it(
	`[R33] F28: hostile updates leave no trace when refused, and equal replicas when not (first seed ${firstSeed})`,
	{ timeout: 300_000 },
	() => {
		const { updates, verdicts, violations } = runCampaign({
			firstSeed,
			updates: 10_000,
			milliseconds: seconds * 1_000
		});
		expect(violations).toEqual([]);
		expect(updates).toBeGreaterThanOrEqual(10_000);
		// All of the guard was tried, and not only its door.
		for (const verdict of ['adds', 'malformed', 'gap', 'out-of-range', 'outside-schema', 'too-deep']) {
			expect(verdicts.get(verdict), verdict).toBeGreaterThan(10);
		}
	}
);
