// The log: what happened and to which document, never what it says or who someone is. No content, names or addresses.
import { pino, type Logger } from 'pino';

export type Log = Logger;

/** JSON lines to stdout; LOG_LEVEL=silent for tests. */
export function createLog(level: string): Log {
	return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
