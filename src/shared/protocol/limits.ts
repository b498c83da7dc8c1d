// Every limit of the wire and of what people type, in one table, each with its reason. The server enforces them; the
// browser enforces the same ones at the input, so that nothing is typed which could then be refused.

const KiB = 1024;
const MiB = 1024 * KiB;

export const limits = {
	/** One live update of a member. A page of typing is about 4 KiB; a pasted book is not a letter. */
	maxUpdateBytes: 1 * MiB,
	/** One live update of a guest: an entry of the board is at most a few KiB. */
	maxGuestUpdateBytes: 64 * KiB,
	/** What a member brings back after days offline, in one message. */
	maxReturnBytes: 8 * MiB,
	/** The same for a guest, whose session ends after hours. */
	maxGuestReturnBytes: 512 * KiB,
	/** Largest frame read from a socket at all: the largest message above and its few bytes of framing. */
	maxFrameBytes: 8 * MiB + KiB,
	/** Structs of one live update: whoever types or pastes spends ten bytes and more on each, so 1 MiB holds about this many. */
	maxUpdateStructs: 100_000,
	/** The same for what somebody brings back. */
	maxReturnStructs: 800_000,
	/** ClientIDs that one update may bring to a document: a device that stayed offline has one for each time it was loaded. */
	maxNewClients: 256,
	/** yjs picks clientIDs of 32 bits. */
	maxClientId: 2 ** 32 - 1,
	/** Characters one clientID may ever have written, deleted ones included. Nobody types that; a clock beyond it is a bomb. */
	maxClock: 2 ** 31,
	/** Types within types. A list in a list is two of them: notes may nest lists fourteen deep. */
	maxNesting: 32,
	/** UTF-16 units of a key in a map: ids, labels and field names. */
	maxKeyLength: 200,
	/** Items of others that an update may have to be placed among: far more than people write at one place at once. */
	maxConflictSteps: 500_000,
	/** What may wait in a socket beyond the first state; a reader that is further behind is told to come back. */
	maxBufferedBytes: 1 * MiB,
	/** What may wait of one connection while the database is asked: the largest return and what is typed meanwhile. */
	maxWaitingBytes: 16 * MiB,
	/**
	 * What one member may send over all tabs. Fast typing is ten frames a second, a caret ten more; a hall of tabs that
	 * comes back after an outage is a burst, and so is the largest return.
	 */
	memberRate: { framesPerSecond: 200, framesBurst: 1_000, bytesPerSecond: 1 * MiB, bytesBurst: 24 * MiB },
	/** The same for a guest: one phone, one board. */
	guestRate: { framesPerSecond: 50, framesBurst: 250, bytesPerSecond: 64 * KiB, bytesBurst: 1 * MiB },
	/** Open documents of one person over all devices. Arbitrary: more tabs than anybody has been seen with. */
	maxConnectionsPerActor: 50,
	/** A client speaks first, and at once. Who is silent for this long is none. */
	helloMs: 10_000,
	/** One person's awareness: a cursor and a place are about 300 bytes. */
	maxAwarenessBytes: 2 * KiB,
	/** Awareness of a room goes out combined at most this often: smoother than the eye, far fewer messages. */
	awarenessIntervalMs: 50,
	/** A ping this often; a peer that misses three is gone, so a dead phone leaves the room within 45 s. */
	pingIntervalMs: 15_000,
	pingsMissed: 3,
	/**
	 * Open connections are asked this often whether their session still lasts. Sessions last days and visits hours, so a few
	 * minutes more are no matter, and a hall of a hundred phones costs the database a question a second.
	 */
	recheckIntervalMs: 3 * 60_000,
	/** An empty room stays loaded this long: people reload and tap back. */
	roomLingerMs: 10_000,
	/** The projection follows the last edit this closely, and under steady typing at most twice this late. */
	compactionDelayMs: 1_000,
	/** Rows of the log are kept this long for history and undo. Arbitrary: a month of weekly meetings. */
	rollbackDays: 30,
	/** Copies of a document's head that are kept for repair. */
	headsKept: 3,

	/** Graphemes of a name to go by. Long names break cards on a phone. */
	maxNameLength: 40,
	maxPronounsLength: 40,
	maxSignInNameLength: 80,
	/** Passwords are hashed whole; this only bounds the work. */
	maxPasswordLength: 256,
	minPasswordLength: 10,
	/** A title is one line. */
	maxTitleLength: 200,
	/** An entry of the board: about 200 words. */
	maxEntryLength: 1200,
	maxContactLength: 120,
	maxLabelLength: 30,
	/** An agenda item longer than a working day is a typing mistake. */
	maxItemMinutes: 480
} as const;
