// Reads in the embedded database's answers that it has panicked. PGlite swallows a PANIC and goes on in a state that
// Postgres itself calls impossible, without ever answering again: whoever sees one has to end it.

/** The unlocalized severity of an error message. No value that we store holds zero bytes in the text format. */
const panicMark = Buffer.from('\0VPANIC\0');

/** What a PANIC says, such as a log that cannot be written because the disk is full; null for everything else. */
export function readPanic(bytes: Uint8Array): string | null {
	const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const at = data.indexOf(panicMark);
	if (at < 0) return null;
	const text = data.indexOf('\0M', at) + 2;
	return data.toString('utf8', text, data.indexOf(0, text));
}
