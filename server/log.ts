// The log: what happened and to which document, never what it says or who someone is. No content, names or addresses.
import { pino, type Logger } from 'pino';

export type Log = Logger;

/** JSON lines to stdout; LOG_LEVEL=silent for tests. */
export function createLog(level: string): Log {
	return pino({
		level,
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		serializers: { err: describeError }
	});
}

interface DescribedError {
	type: string;
	code?: unknown;
	message?: string;
	/** The places in the code alone. */
	stack?: string[];
	cause?: DescribedError;
}

/** Only what the code itself says. A database error also carries the values of its query: what people wrote, and who. */
function describeError(thrown: unknown): DescribedError {
	if (!(thrown instanceof Error)) return { type: typeof thrown };
	const [message = ''] = thrown.message.split('\nparams: '); // drizzle puts the values behind the query
	const stack = (thrown.stack ?? '').split('\n').filter((line) => /^ {4}at .+:\d+\)?$/.test(line));
	const described: DescribedError = {
		type: thrown.constructor.name,
		message,
		stack: stack.map((line) => line.trim())
	};
	if ('code' in thrown) described.code = thrown.code;
	if (thrown.cause !== undefined) described.cause = describeError(thrown.cause);
	return described;
}
