// Everybody that a rule can be about, and what each of them is told when they try something.
import type { Actor } from '../../src/shared/domain/actors.ts';
import { anonymous, system } from '../../src/shared/domain/actors.ts';
import { refusalCode, type RefusalCode } from '../../src/shared/domain/refusals.ts';
import type { TestApp } from './app.ts';

/** The parole group and its coordinator, a member of another group, a steward in no group, a guest of the board, nobody. */
export interface Cast {
	alice: Actor;
	cora: Actor;
	olga: Actor;
	steward: Actor;
	guest: Actor;
	nobody: Actor;
	system: Actor;
}

export async function gatherCast(test: TestApp): Promise<Cast> {
	const { dropIns, members } = test.app.services;
	await dropIns.setDoor(system, 'board', 'open');
	const { cookie } = await test.guest('River');
	const steward = await test.person('Sol', { communications: 'member' }, { isSteward: true });
	await members.place(system, { member: steward.id, space: 'communications', role: null });
	return {
		alice: await test.person('Alice', { parole: 'member' }),
		cora: await test.person('Cora', { parole: 'coordinator' }),
		olga: await test.person('Olga', { fundraising: 'member' }),
		steward: (await members.load(steward.id)) ?? anonymous,
		guest: (await test.app.visitors.identify(cookie, false)).actor,
		nobody: anonymous,
		system
	};
}

export type Told = 'allowed' | RefusalCode;

/** Rejects with whatever is no refusal: a mistake of ours is not an answer. */
export async function toldTo(work: Promise<unknown>): Promise<Told> {
	try {
		await work;
		return 'allowed';
	} catch (error) {
		const code = refusalCode(error);
		if (code === null) throw error;
		return code;
	}
}

/** What each of them is told, one after the other. */
export async function toldToEach<Name extends string>(
	cast: Record<Name, Actor>,
	attempt: (actor: Actor) => Promise<unknown>
): Promise<Record<Name, Told>> {
	const told: Partial<Record<Name, Told>> = {};
	for (const name of Object.keys(cast) as Name[]) told[name] = await toldTo(attempt(cast[name]));
	return told as Record<Name, Told>;
}
