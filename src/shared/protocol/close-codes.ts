// Why a /sync connection was closed. As in y-websocket: 4400-4499 is final, the client does not come back by itself;
// everything else it retries. New codes go here, with whether a reconnect can mend it.

export const closeCodes = {
	/** The server is restarting: come back at once. */
	restart: 1012,
	/** Sent by the socket library itself for bytes that are no WebSocket frame. */
	brokenFrame: 1002,
	/** Sent by the socket library itself for a frame over maxFrameBytes. */
	frameTooBig: 1009,
	/** The frame is not the protocol, or the update cannot be read. */
	malformed: 4400,
	/** No session, or it has ended. */
	signedOut: 4401,
	/** The right to read this document was taken back. */
	forbidden: 4403,
	/** There is no such document, or it is not yours to see: deliberately one answer. */
	notFound: 4404,
	/** The update, or what it nests, is larger than limits.ts allows. Final: it would be as large the next time. */
	tooBig: 4413,
	/** The update nests types deeper than limits.ts allows. Final. */
	tooDeep: 4414,
	/** The update counts in numbers that nobody reaches by writing: clocks, clientIDs, lengths. Final. */
	outOfRange: 4416,
	/** The update holds what this kind of document does not know: roots, types, nodes, marks, attributes. Final. */
	outsideSchema: 4422,
	/** The update writes under a clientID that belongs to somebody else. */
	notYourClient: 4423,
	/** The tab is of an older build than the server, or of a newer one: its unsent edits stay on the device, it reloads. */
	otherVersion: 4409,
	/** The database cannot be reached: unsent edits wait on the device. */
	storageAway: 4503,
	/** This side fell behind or lost its place: reconnect and sync anew. */
	resync: 4505,
	/** Nothing was said after the connection was opened. */
	silent: 4508,
	/** More than limits.ts allows in so short a time, or from so many tabs: come back later. */
	tooMuch: 4529
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

/** Refusals of what somebody wrote: sent again it would be refused again, so the client sets it aside. */
const contentRefusals = new Set<number>([
	closeCodes.frameTooBig,
	closeCodes.malformed,
	closeCodes.tooBig,
	closeCodes.tooDeep,
	closeCodes.outOfRange,
	closeCodes.outsideSchema,
	closeCodes.notYourClient
]);

export const concernsContent = (code: number): boolean => contentRefusals.has(code);

/** Whether a client should stop trying after this code. */
export function isFinal(code: number): boolean {
	return (code >= 4400 && code < 4500) || code === closeCodes.frameTooBig;
}
