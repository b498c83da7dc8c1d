// Who may do what, as one table to read beside the policy table.
import { describe, expect, it } from 'vitest';
import {
	instanceRules,
	may,
	mayOverall,
	principalsOf,
	requireAccess,
	requireOverall,
	spaceRules,
	type InstanceAction,
	type SpaceAction,
	type SpaceStanding
} from '../../../../../src/shared/domain/access.ts';
import { anonymous, system, type Actor, type Member, type Role } from '../../../../../src/shared/domain/actors.ts';
import { refusalCode } from '../../../../../src/shared/domain/refusals.ts';

const member = (roles: Record<string, Role>, isSteward = false): Member => ({
	kind: 'member',
	id: 'm_alice',
	name: 'Alice',
	isSteward,
	roles
});
const guestOf = (space: string): Actor => ({ kind: 'guest', id: 'g_guest', name: 'A guest', number: 1, space });

const people = {
	stranger: anonymous,
	guest: guestOf('parole'),
	guestElsewhere: guestOf('board'),
	member: member({ parole: 'member' }),
	memberElsewhere: member({ outreach: 'coordinator' }),
	coordinator: member({ parole: 'coordinator' }),
	steward: member({}, true),
	stewardInTheGroup: member({ parole: 'member' }, true),
	system
} satisfies Record<string, Actor>;
type Who = keyof typeof people;

const space = (standing: Partial<SpaceStanding> = {}): SpaceStanding => ({
	slug: 'parole',
	kind: 'group',
	openToMembers: false,
	door: 'closed',
	archived: false,
	...standing
});

/** yes · - never · door: while it is open · open: while the group is open to members of others */
const table = `
                 stranger guest guestElsewhere member memberElsewhere coordinator steward stewardInTheGroup system
space:see        yes      yes   yes            yes    yes             yes         yes     yes               yes
space:read       -        -     -              yes    open            yes         open    yes               yes
space:write      -        -     -              yes    -               yes         -       yes               yes
space:people     -        -     -              yes    -               yes         -       yes               yes
space:settings   -        -     -              -      -               yes         yes     yes               yes
space:invite     -        -     -              -      -               -           yes     yes               yes
space:archive    -        -     -              -      -               -           yes     yes               yes
board:read       yes      yes   yes            yes    yes             yes         yes     yes               yes
board:enter      door     -     door           -      -               -           -       -                 -
board:join       -        yes   -              yes    yes             yes         yes     yes               yes
board:write      -        door  -              yes    yes             yes         yes     yes               yes
board:forget     -        yes   -              yes    yes             yes         yes     yes               yes
board:host       -        -     -              -      -               yes         -       -                 yes
`;

const archivedTable = `
                 stranger guest guestElsewhere member memberElsewhere coordinator steward stewardInTheGroup system
space:see        yes      yes   yes            yes    yes             yes         yes     yes               yes
space:read       -        -     -              yes    open            yes         open    yes               yes
space:write      -        -     -              -      -               -           -       -                 -
space:people     -        -     -              yes    -               yes         -       yes               yes
space:settings   -        -     -              -      -               -           -       -                 -
space:invite     -        -     -              -      -               -           -       -                 -
space:archive    -        -     -              -      -               -           yes     yes               yes
board:read       yes      yes   yes            yes    yes             yes         yes     yes               yes
board:enter      -        -     -              -      -               -           -       -                 -
board:join       -        -     -              -      -               -           -       -                 -
board:write      -        -     -              -      -               -           -       -                 -
board:forget     -        yes   -              yes    yes             yes         yes     yes               yes
board:host       -        -     -              -      -               -           -       -                 -
`;

function readTable(text: string): { action: SpaceAction; answers: Record<string, string> }[] {
	const [head = [], ...rows] = text
		.trim()
		.split('\n')
		.map((line) => line.trim().split(/\s+/));
	return rows.map(([action, ...answers]) => ({
		action: action as SpaceAction,
		answers: Object.fromEntries(head.map((who, index) => [who, answers[index] ?? '']))
	}));
}

/** What the policy says, in the words of the table. */
function answer(who: Who, action: SpaceAction, archived: boolean): string {
	const verdicts = (['open', 'closed'] as const).flatMap((door) =>
		[true, false].map((openToMembers) => may(people[who], action, space({ door, openToMembers, archived })))
	);
	const words: Record<string, string> = {
		'true,true,true,true': 'yes',
		'false,false,false,false': '-',
		'true,true,false,false': 'door',
		'true,false,true,false': 'open'
	};
	return words[verdicts.join()] ?? verdicts.join();
}

describe.each([
	{ what: 'a space', text: table, archived: false },
	{ what: 'an archived space', text: archivedTable, archived: true }
])('in $what', ({ text, archived }) => {
	const rows = readTable(text);

	it.each(rows)('$action is for those the table names, and nobody else', ({ action, answers }) => {
		const found = Object.fromEntries((Object.keys(people) as Who[]).map((who) => [who, answer(who, action, archived)]));
		expect(found).toEqual(answers);
	});

	it('every right stands in the table', () => {
		expect(rows.map(({ action }) => action).sort()).toEqual(Object.keys(spaceRules).sort());
	});
});

describe('a steward', () => {
	it('cannot read a group they are not in, nor see who its people are', () => {
		expect(may(people.steward, 'space:read', space())).toBe(false);
		expect(may(people.steward, 'space:people', space({ openToMembers: true }))).toBe(false);
	});

	it('reads and writes in a group they are in', () => {
		expect(may(people.stewardInTheGroup, 'space:read', space())).toBe(true);
		expect(may(people.stewardInTheGroup, 'space:write', space())).toBe(true);
		expect(may(people.stewardInTheGroup, 'space:read', space({ slug: 'outreach' }))).toBe(false);
	});

	it('brings an archived group back', () => {
		expect(may(people.steward, 'space:archive', space({ archived: true }))).toBe(true);
	});
});

describe('a guest', () => {
	const board = space({ slug: 'board', kind: 'board', door: 'open' });

	it('writes on the board that let them in while its door is open, and only reads it afterwards', () => {
		const guest = guestOf('board');
		expect(may(guest, 'board:write', board)).toBe(true);
		const closed = { ...board, door: 'closed' as const };
		expect(may(guest, 'board:write', closed)).toBe(false);
		expect(may(guest, 'board:join', closed)).toBe(true);
		expect(may(guest, 'board:read', closed)).toBe(true);
	});

	it('is held to that board: elsewhere they are a stranger who may knock', () => {
		const other = { ...board, slug: 'other-board' };
		expect(may(guestOf('board'), 'board:write', other)).toBe(false);
		expect(may(guestOf('board'), 'board:join', other)).toBe(false);
		expect(may(guestOf('board'), 'board:enter', other)).toBe(true);
	});

	it('never reads an agenda, not even of a group that is open to all members', () => {
		for (const slug of ['board', 'parole']) {
			const open = space({ slug, openToMembers: true, door: 'open' });
			expect(may(guestOf('board'), 'space:read', open)).toBe(false);
			expect(may(guestOf('board'), 'space:write', open)).toBe(false);
		}
	});
});

describe('a group whose name is a word of the language', () => {
	it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('is a group like any other: %s', (slug) => {
		const alice = member({ parole: 'member' });
		expect(principalsOf(alice, slug)).toEqual(['otherMember']);
		expect(may(alice, 'space:read', space({ slug }))).toBe(false);
		expect(may(alice, 'space:read', space({ slug, openToMembers: true }))).toBe(true);
		expect(may(alice, 'space:write', space({ slug, openToMembers: true }))).toBe(false);
	});

	it('has members of its own', () => {
		expect(
			may(
				member(Object.fromEntries([['constructor', 'member' as const]])),
				'space:write',
				space({ slug: 'constructor' })
			)
		).toBe(true);
	});
});

describe('over the whole site', () => {
	it.each(Object.keys(instanceRules) as InstanceAction[])('%s is for stewards and the system alone', (action) => {
		const allowed = (Object.keys(people) as Who[]).filter((who) => mayOverall(people[who], action));
		expect(allowed).toEqual(['steward', 'stewardInTheGroup', 'system']);
	});

	it('everyone else is told that it is forbidden', () => {
		expect(refused(() => requireOverall(people.coordinator, 'space:create'))).toBe('forbidden');
		expect(refused(() => requireOverall(people.steward, 'space:create'))).toBeNull();
	});
});

describe('being refused', () => {
	it('reading looks like something that does not exist', () => {
		for (const who of ['stranger', 'guest', 'guestElsewhere', 'memberElsewhere', 'steward'] as const) {
			expect(
				refused(() => requireAccess(people[who], 'space:read', space())),
				who
			).toBe('not_found');
		}
	});

	it('any other right is plainly forbidden', () => {
		expect(refused(() => requireAccess(people.memberElsewhere, 'space:write', space()))).toBe('forbidden');
		expect(refused(() => requireAccess(people.member, 'space:settings', space()))).toBe('forbidden');
		expect(refused(() => requireAccess(anonymous, 'board:enter', space()))).toBe('forbidden');
	});

	it('whoever may is not held up', () => {
		expect(refused(() => requireAccess(people.member, 'space:read', space()))).toBeNull();
		expect(refused(() => requireAccess(system, 'space:write', space()))).toBeNull();
	});
});

function refused(ask: () => void): string | null {
	try {
		ask();
		return null;
	} catch (thrown) {
		return refusalCode(thrown);
	}
}
