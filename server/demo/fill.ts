// Puts the demo's content into an instance that nobody has claimed yet, through the same services and documents that
// people use.
import { eq, isNotNull, sql } from 'drizzle-orm';
import type * as Y from 'yjs';
import { documents as documentTable, members as memberTable, organizations, spaces } from '#db/index.ts';
import { system, type KnownActor, type Member } from '#shared/domain/actors.ts';
import { momentHere } from '#shared/domain/meeting-times.ts';
import { addItem, itemNotes, readAgenda, setItemDone, setItemLead, startAgenda } from '#shared/documents/agenda.ts';
import { newId } from '#shared/documents/edits.ts';
import { startLetter } from '#shared/documents/letter.ts';
import { createParagraphs } from '#shared/documents/rich-text.ts';
import { addTask } from '#shared/documents/task-board.ts';
import type { Tables } from '../db/client.ts';
import type { Documents } from '../services/documents.ts';
import type { DropIns } from '../services/drop-ins.ts';
import type { Entries } from '../services/entries.ts';
import type { Invitations } from '../services/invitations.ts';
import type { Members } from '../services/members.ts';
import { editDocument } from '../sync/own-edit.ts';
import type { Rooms } from '../sync/rooms.ts';
import { agendaTemplateOf } from '../templates/agendas.ts';
import { agendas, demoPassword, people, tasks, type DemoAgenda, type DemoTask } from './groups.ts';
import { entries as demoEntries, letters } from './writing.ts';

export interface DemoServices {
	tables: Tables;
	rooms: Rooms;
	now: () => Date;
	documents: Documents;
	dropIns: DropIns;
	entries: Entries;
	invitations: Invitations;
	members: Members;
}

type MemberByKey = Record<string, Member>;

const dayMs = 24 * 60 * 60 * 1000;

export async function fillDemo(services: DemoServices): Promise<void> {
	const memberByKey = await addPeople(services);
	for (const agenda of agendas) await addAgenda(services, memberByKey, agenda);
	for (const space of new Set(tasks.map((task) => task.space))) await addTasks(services, memberByKey, space);
	await addLetters(services);
	await addEntries(services, memberByKey);
	await replaceContacts(services);
	await services.dropIns.setNext(system, 'board', nextTuesday(services.now()));
	await services.dropIns.setDoor(system, 'board', 'open');
	await services.dropIns.setCurrentKind(system, 'board', 'help');
}

/** Nothing that is tried out here may reach real people: addresses of the coalition give way to made-up ones. */
async function replaceContacts({ tables }: DemoServices): Promise<void> {
	const spaceContact = sql<string>`${spaces.slug} || '@example.org'`;
	const organizationContact = sql<string>`${organizations.slug} || '@example.org'`;
	await tables.update(spaces).set({ contact: spaceContact }).where(isNotNull(spaces.contact));
	await tables.update(organizations).set({ contact: organizationContact }).where(isNotNull(organizations.contact));
}

async function addPeople({ tables, invitations, members }: DemoServices): Promise<MemberByKey> {
	const memberByKey: MemberByKey = {};
	for (const { key, name, pronouns, isSteward, roles } of people) {
		const [first, ...others] = Object.entries(roles);
		if (!first) continue;
		const secret = await invitations.create(system, { space: first[0], role: first[1], uses: 1, days: 1 });
		const newMember = { signInName: key, displayName: name, pronouns, password: demoPassword };
		const id = await invitations.accept(secret, newMember, []);
		for (const [space, role] of others) await members.place(system, { member: id, space, role });
		if (isSteward) await tables.update(memberTable).set({ isSteward: true }).where(eq(memberTable.id, id));
		const member = await members.load(id);
		if (member) memberByKey[key] = member;
	}
	return memberByKey;
}

async function addAgenda(services: DemoServices, memberByKey: MemberByKey, agenda: DemoAgenda): Promise<void> {
	const { documents, tables, now } = services;
	const fill = (doc: Y.Doc) => fillAgenda(doc, memberByKey, agenda);
	if (agenda.daysAgo === 0) {
		// The agenda that the space began with is the coming meeting's.
		const current = await documents.current(system, agenda.space, 'agenda');
		if (current) await editDocument(services.rooms, { name: current.name, actor: system }, fill);
		return;
	}
	const name = await documents.create(system, {
		space: agenda.space,
		kind: 'agenda',
		start: (doc) => {
			startAgenda(doc, agendaTemplateOf(agenda.space));
			fill(doc);
		}
	});
	const createdAt = new Date(now().getTime() - agenda.daysAgo * dayMs);
	await tables.update(documentTable).set({ createdAt, archivedAt: createdAt }).where(eq(documentTable.name, name));
}

function fillAgenda(doc: Y.Doc, memberByKey: MemberByKey, { done, notes, leads, extra = [] }: DemoAgenda): void {
	for (const item of extra) addItem(doc, item);
	readAgenda(doc).items.forEach(({ id }, index) => {
		if (index < done) setItemDone(doc, id, true);
		const lead = memberByKey[leads[index] ?? ''];
		if (lead) setItemLead(doc, id, lead.id);
		const paragraphs = notes[index];
		const fragment = itemNotes(doc, id);
		if (paragraphs && fragment) {
			fragment.delete(0, fragment.length);
			fragment.insert(0, createParagraphs(paragraphs));
		}
	});
}

async function addTasks(
	{ documents, rooms, now }: DemoServices,
	memberByKey: MemberByKey,
	space: string
): Promise<void> {
	const board = await documents.current(system, space, 'task-board');
	if (!board) return;
	await editDocument(rooms, { name: board.name, actor: system }, (doc) => {
		for (const task of tasks) if (task.space === space) addDemoTask(doc, memberByKey, task, now());
	});
}

function addDemoTask(doc: Y.Doc, memberByKey: MemberByKey, task: DemoTask, now: Date): void {
	const { list, title, who = [], due, labels = [], checklist = [], doneWhen } = task;
	addTask(doc, list, {
		title,
		...(doneWhen && { doneWhen }),
		...(due !== undefined && { due: dayFrom(now, due) }),
		assignees: who.flatMap((key) => memberByKey[key]?.id ?? []),
		labels,
		checklist
	});
}

async function addLetters({ documents }: DemoServices): Promise<void> {
	for (const { isPutAway, ...letter } of letters) {
		const name = await documents.create(system, {
			space: 'outreach',
			kind: 'letter',
			start: (doc) => startLetter(doc, letter)
		});
		if (isPutAway) await documents.archive(system, name);
	}
}

async function addEntries({ documents, entries, now }: DemoServices, memberByKey: MemberByKey): Promise<void> {
	const board = await documents.current(system, 'board', 'community-board');
	if (!board) return;
	for (const { kind, lang, text, town, day, time, by, name, contact, isForSomebodyElse } of [
		...demoEntries
	].reverse()) {
		const writer: KnownActor = memberByKey[by] ?? system;
		const when = day === undefined ? null : { day: dayFrom(now(), day), time: time ?? null };
		await entries.add(
			writer,
			board.name,
			{ id: newId(), kind, text, lang, town, when },
			{
				nameShown: name,
				contact: contact ?? null,
				contactReaders: 'hosts',
				isForSomebodyElse: isForSomebodyElse ?? false
			}
		);
	}
}

function dayFrom(now: Date, days: number): string {
	return new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
}

/** The drop-in's usual evening. */
function nextTuesday(now: Date): Date {
	const days = (9 - now.getUTCDay()) % 7 || 7;
	return momentHere(dayFrom(now, days), '19:00');
}
