import { defineConfig } from 'vitest/config';

export default defineConfig({
	root: new URL('..', import.meta.url).pathname,
	test: {
		include: ['tests/*.test.ts', 'tests/{unit,contracts,convergence,faults}/**/*.test.ts'],
		globalSetup: ['tests/support/template-folder.ts'],
		// A real database and real sockets: a file is its own process, two at a time on the machines we have.
		pool: 'forks',
		maxWorkers: 2,
		// Five times what anything here takes on a quiet two-core machine.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		env: { LOG_LEVEL: 'silent' }
	}
});
