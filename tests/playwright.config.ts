import { defineConfig } from '@playwright/test';
import { launchOptions } from './support/chromium.ts';

export default defineConfig({
	testDir: './e2e',
	outputDir: './.results/e2e',
	globalSetup: './support/browser-setup.ts',
	// Each file starts its own server; two at a time on the machines we have.
	workers: 2,
	fullyParallel: false,
	timeout: 120_000,
	expect: { timeout: 15_000 },
	reporter: [['list'], ['json', { outputFile: './.results/e2e.json' }]],
	use: {
		launchOptions: launchOptions(),
		locale: 'en-US',
		timezoneId: 'America/New_York',
		trace: 'off',
		screenshot: 'only-on-failure'
	}
});
