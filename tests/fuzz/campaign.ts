// Throws hostile updates at the guard and the judge of a room, and holds them to their promises: nothing throws or takes
// long, what is refused leaves no trace and never makes the judge start anew, and what passes leaves every replica equal,
// however the bytes came to it.
import * as Y from 'yjs';
import { inspectUpdate } from '../../server/sync/guard.ts';
import { createJudge, type Judge, type Judgement } from '../../server/sync/judge.ts';
import { documentKinds, readDocument, type DocumentKind } from '../../src/shared/documents/kinds.ts';
import { schemas } from '../../src/shared/documents/schema.ts';
import { schedules } from '../support/edits.ts';
import { createRandom, seedEverything, type Random } from '../support/random.ts';
import { hostileUpdate, idsIn } from './hostile.ts';

export interface Report {
	updates: number;
	verdicts: Map<string, number>;
	slowestMs: number;
	/** Each with the seed of its round. */
	violations: string[];
}

export interface Campaign {
	firstSeed: number;
	/** Ends with the round in which both are reached. */
	updates: number;
	milliseconds: number;
	report?: (report: Report) => void;
}

/** One update may keep a room waiting this long: fifty times what the slowest here takes on a quiet machine. */
const maxMs = 1_000;
const updatesPerRound = 1_000;

export function runCampaign({ firstSeed, updates, milliseconds, report: tell }: Campaign): Report {
	const report: Report = { updates: 0, verdicts: new Map(), slowestMs: 0, violations: [] };
	const end = performance.now() + milliseconds;
	for (let seed = firstSeed; report.updates < updates || performance.now() < end; seed++) {
		const random = createRandom(seed);
		const unseed = seedEverything(random);
		try {
			playRound(random, report);
		} finally {
			unseed();
		}
		tell?.(report);
	}
	return report;
}

/** A document that three people have written in, and all that they sent. */
function honestDocument(kind: DocumentKind, random: Random): { doc: Y.Doc; sent: Uint8Array[] } {
	const { start, edit } = schedules[kind](new Set());
	const doc = newDoc(random);
	const sent: Uint8Array[] = [];
	doc.on('update', (bytes: Uint8Array) => sent.push(bytes));
	start(doc);
	for (let person = 0; person < 3; person++) {
		const own = newDoc(random);
		Y.applyUpdate(own, Y.encodeStateAsUpdate(doc));
		for (let step = 0; step < 12; step++) edit(own, random, `m_${person}`);
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(own, Y.encodeStateVector(doc)));
	}
	return { doc, sent };
}

/** Yjs takes its clientIDs from where no seed reaches. */
function newDoc(random: Random): Y.Doc {
	const doc = new Y.Doc();
	doc.clientID = random.below(2 ** 32);
	return doc;
}

function playRound(random: Random, report: Report): void {
	const kind = random.pick(documentKinds);
	const schema = schemas[kind];
	const { doc: replica, sent } = honestDocument(kind, random);
	const accepted = [...sent];
	let builds = 0;
	const judge = createJudge(schema, () => {
		builds++;
		return accepted;
	});
	const violate = (what: string) => report.violations.push(`seed ${random.seed}, ${kind}: ${what}`);
	let ids = idsIn(replica);
	const clockOf = (client: number) => Y.getState(replica.store, client);

	for (let index = 0; index < updatesPerRound; index++) {
		const bytes = hostileUpdate(random, { sent, ids, roots: Object.keys(schema.roots), clockOf });
		const before = fingerprint(replica);
		const startedAt = performance.now();
		const { verdict, stored } = judged(bytes);
		const tookMs = performance.now() - startedAt;
		report.updates++;
		report.verdicts.set(verdict, (report.verdicts.get(verdict) ?? 0) + 1);
		report.slowestMs = Math.max(report.slowestMs, tookMs);
		if (tookMs > maxMs) violate(`took ${Math.round(tookMs)} ms: ${hex(bytes)}`);
		if (builds > 1) return void violate(`made the judge start anew: ${hex(bytes)}`);
		if (verdict === 'adds') {
			accepted.push(stored);
			try {
				Y.applyUpdate(replica, stored);
			} catch (error) {
				return void violate(`passed, and a replica threw ${String(error)}: ${hex(bytes)}`);
			}
			if (replica.store.pendingStructs || replica.store.pendingDs) return void violate(`left a rest: ${hex(bytes)}`);
			if (random.chance(0.1)) ids = idsIn(replica);
		} else if (verdict === 'adds-nothing') {
			Y.applyUpdate(replica, stored);
			if (fingerprint(replica) !== before) return void violate(`added something after all: ${hex(bytes)}`);
		}
	}
	const difference = compareReplicas(kind, replica, accepted) ?? compareJudge(judge, replica);
	if (difference) violate(difference);
	judge.close();

	/** As a room does it. */
	function judged(bytes: Uint8Array): { verdict: Judgement | 'threw'; stored: Uint8Array } {
		try {
			const inspection = inspectUpdate({ bytes, schema, isGuest: false, isReturn: random.chance(0.5) });
			if (inspection.verdict !== 'readable') return { verdict: inspection.verdict, stored: bytes };
			const { judgement, stored } = judge.take(bytes, inspection.update);
			return { verdict: judgement, stored };
		} catch (error) {
			violate(`threw ${String(error)}: ${hex(bytes)}`);
			return { verdict: 'threw', stored: bytes };
		}
	}
}

/** Refused updates have left nothing in the judge, and passed ones have left all. */
function compareJudge(judge: Judge, replica: Y.Doc): string | null {
	const verdict = judge.judge(Y.encodeStateAsUpdate(replica));
	const isAhead = [...replica.store.clients.keys()].some(
		(client) => judge.clockOf(client) !== Y.getState(replica.store, client)
	);
	return verdict !== 'adds-nothing' || isAhead ? `the judge holds something else (${verdict})` : null;
}

/** By way of every update in turn, of one merged update as newcomers get it, of the part they lack, and of a compaction. */
function compareReplicas(kind: DocumentKind, replica: Y.Doc, accepted: readonly Uint8Array[]): string | null {
	try {
		const merged = Y.mergeUpdates([...accepted]);
		const half = Y.mergeUpdates(accepted.slice(0, Math.ceil(accepted.length / 2)));
		const newcomer = docFrom([merged]);
		const late = docFrom([half]);
		Y.applyUpdate(late, Y.diffUpdate(merged, Y.encodeStateVector(late)));
		const compacted = docFrom([Y.encodeStateAsUpdate(newcomer)]);
		const replicas = [replica, newcomer, late, compacted];
		// Each clears away formatting that has become needless, and tells the others: those deletions, and nothing else, can
		// still be told here, since all have the same structs.
		for (const to of replicas) for (const from of replicas) Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
		const contents = replicas.map((doc) => JSON.stringify(readDocument(kind, doc)) + fingerprint(doc));
		const odd = contents.findIndex((content) => content !== contents[0]);
		return odd < 0 ? null : `replica ${odd} differs: ${firstDifference(contents[0] ?? '', contents[odd] ?? '')}`;
	} catch (error) {
		return `replicas cannot be made: ${(error as Error).stack}`;
	}
}

function docFrom(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	for (const bytes of updates) Y.applyUpdate(doc, bytes);
	return doc;
}

/** What is there, in short: how far each client has come, the roots, and what waits. */
function fingerprint(doc: Y.Doc): string {
	const clocks = [...doc.store.clients.keys()]
		.sort((a, b) => a - b)
		.map((client) => `${client}:${Y.getState(doc.store, client)}`);
	return `${clocks.join(' ')} ${doc.store.pendingStructs !== null || doc.store.pendingDs !== null ? 'waits' : ''}`;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').slice(0, 4_000);

/** The first place where two texts part, with what is around it. */
function firstDifference(a: string, b: string): string {
	let at = 0;
	while (a[at] === b[at]) at++;
	return `${a.slice(Math.max(0, at - 40), at + 80)} | ${b.slice(Math.max(0, at - 40), at + 80)}`;
}
