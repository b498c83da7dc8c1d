// Honest people on one document: four devices that edit, undo, go offline, come back, start anew and meet in another tab,
// and a server that sees only what they send. Counts what the guard would refuse them.
import * as Y from 'yjs';
import { inspectUpdate } from '../../server/sync/guard.ts';
import { createJudge } from '../../server/sync/judge.ts';
import { readers, type DocumentKind } from '../../src/shared/documents/kinds.ts';
import { schemas } from '../../src/shared/documents/schema.ts';
import { schedules } from '../support/edits.ts';
import type { Random } from '../support/random.ts';

interface Device {
	doc: Y.Doc;
	undo: Y.UndoManager;
	isOnline: boolean;
}

export interface HonestRun {
	updates: number;
	/** Verdicts other than "adds" and "adds nothing". */
	refused: string[];
}

export function playHonestly(kind: DocumentKind, random: Random, steps = 150): HonestRun {
	const { start, edit } = schedules[kind](new Set());
	const run: HonestRun = { updates: 0, refused: [] };
	const accepted: Uint8Array[] = [];
	const first = new Y.Doc();
	first.clientID = random.below(2 ** 32);
	start(first);
	accepted.push(Y.encodeStateAsUpdate(first));
	const judge = createJudge(schemas[kind], () => accepted);
	const devices: Device[] = [];

	/** As the server does it; everybody else who is there gets the bytes. */
	function send(bytes: Uint8Array, from: Device, isReturn: boolean): void {
		run.updates++;
		const inspection = inspectUpdate({ bytes, schema: schemas[kind], isGuest: false, isReturn });
		if (inspection.verdict !== 'readable') {
			run.refused.push(inspection.verdict);
			return;
		}
		const { judgement: verdict, stored } = judge.take(bytes, inspection.update);
		if (verdict === 'adds-nothing') return;
		if (verdict !== 'adds') {
			run.refused.push(verdict);
			return;
		}
		accepted.push(stored);
		for (const device of devices) if (device !== from && device.isOnline) Y.applyUpdate(device.doc, stored, 'server');
	}

	function connect(device: Device): void {
		const state = Y.mergeUpdates(accepted);
		Y.applyUpdate(device.doc, state, 'server');
		send(Y.encodeStateAsUpdate(device.doc, Y.encodeStateVectorFromUpdate(state)), device, true);
		device.isOnline = true;
	}

	function add(): Device {
		// Some programs keep what is deleted; an undo manager keeps what it could bring back.
		const doc = new Y.Doc({ gc: random.chance(0.8) });
		doc.clientID = random.below(2 ** 32); // yjs takes it from where no seed reaches
		const device: Device = { doc, isOnline: false, undo: new Y.UndoManager(readers[kind].roots(doc), undoOptions) };
		doc.on('update', (bytes: Uint8Array, origin: unknown) => {
			if (device.isOnline && origin !== 'server') send(bytes, device, false);
		});
		devices.push(device);
		connect(device);
		return device;
	}

	for (let device = 0; device < 4; device++) add();
	for (let step = 0; step < steps; step++) {
		const device = random.pick(devices);
		const other = random.pick(devices);
		const luck = random.next();
		if (luck < 0.08) device.isOnline = false;
		else if (luck < 0.2) connect(device);
		else if (luck < 0.24) Y.applyUpdate(device.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(device.doc)));
		else if (luck < 0.3) device.undo.undo();
		else if (luck < 0.33) device.undo.redo();
		else if (luck < 0.35) send(Y.encodeStateAsUpdate(device.doc), device, true);
		else if (luck < 0.36) replace(device);
		else edit(device.doc, random, 'm_alice');
	}
	for (const device of devices) connect(device);
	judge.close();
	return run;

	/** A page that is loaded again: a new clientID, and what the device kept. */
	function replace(device: Device): void {
		const kept = Y.encodeStateAsUpdate(device.doc);
		device.isOnline = false;
		devices.splice(devices.indexOf(device), 1);
		const next = add();
		Y.applyUpdate(next.doc, kept, 'kept');
	}
}

/** Each edit is a step of its own; the named edits and the editor's alike. */
const undoOptions = { captureTimeout: 0, trackedOrigins: new Set<unknown>(['local-edit', null]) };
