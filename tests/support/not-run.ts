// A row that this machine cannot run is not passed over in silence.
import fs from 'node:fs';

/** Says on stderr, past whatever collects the output of tests, which row was not run and why. */
export function sayNotRun(row: string, why: string): void {
	fs.writeSync(2, `not run: ${row}: ${why}\n`);
}
