// The moment of an edit, written into the edit's own text: whoever receives the bytes can tell how long they took, without
// applying them. "@", fifteen digits of microseconds on this process's clock, ";".

const digits = 15;
const mark = '@'.charCodeAt(0);
const end = ';'.charCodeAt(0);

export const microsecondsNow = () => Math.round(performance.now() * 1000);

export const stampNow = () => `@${String(microsecondsNow()).padStart(digits, '0')};`;

/** Every stamp in a frame, in microseconds. Text is stored as UTF-8 in one piece, so they can be found in the raw bytes. */
export function stampsIn(frame: Buffer): number[] {
	const stamps: number[] = [];
	for (let at = frame.indexOf(mark); at !== -1; at = frame.indexOf(mark, at + 1)) {
		const after = at + 1 + digits;
		if (frame[after] !== end) continue;
		const moment = Number(frame.toString('latin1', at + 1, after));
		if (Number.isInteger(moment)) stamps.push(moment);
	}
	return stamps;
}
