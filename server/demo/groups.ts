// Who is in the demo, and what its groups meet about. Everything is made up; addresses end in example.org. Days count from
// the day the demo is started, so that it looks alive whenever somebody opens it.
import type { AgendaTemplate } from '#shared/documents/agenda.ts';
import type { ListId } from '#shared/documents/task-board.ts';
import type { Words } from '#shared/documents/reading.ts';
import type { Role } from '#shared/domain/actors.ts';

export interface DemoPerson {
	/** Also the sign-in name. */
	key: string;
	name: string;
	pronouns: string | null;
	isSteward?: boolean;
	roles: Record<string, Role>;
}

export const demoPassword = 'roots cross wires';

export const people: readonly DemoPerson[] = [
	{
		key: 'ana',
		name: 'Ana',
		pronouns: 'ella / she',
		isSteward: true,
		roles: { communications: 'coordinator', outreach: 'member', board: 'coordinator' }
	},
	{ key: 'dee', name: 'Dee', pronouns: 'they', roles: { communications: 'member', 'phone-zap': 'coordinator' } },
	{ key: 'marisol', name: 'Marisol', pronouns: null, roles: { outreach: 'coordinator', parole: 'member' } },
	{ key: 'ruth', name: 'Ruth', pronouns: 'she', roles: { parole: 'coordinator', fundraising: 'member' } },
	{ key: 'tavo', name: 'Tavo', pronouns: 'él', roles: { communications: 'member', fundraising: 'coordinator' } },
	{ key: 'jo', name: 'Jo', pronouns: null, roles: { outreach: 'member', 'phone-zap': 'member', board: 'coordinator' } }
];

export interface DemoAgenda {
	space: string;
	/** Days before today; 0 is the coming meeting. */
	daysAgo: number;
	/** How many items, from the top, are done. */
	done: number;
	/** Notes and leads by the item's place. */
	notes: Record<number, string[]>;
	leads: Record<number, string>;
	/** Items on top of the template's. */
	extra?: AgendaTemplate['items'];
}

export const agendas: readonly DemoAgenda[] = [
	{
		space: 'communications',
		daysAgo: 21,
		done: 9,
		leads: { 0: 'ana', 4: 'dee' },
		notes: {
			3: [
				'Two people inside asked us to share that phone lines on their unit were down for four days. Both said yes to quoting, no names.'
			],
			4: ['Boosted: winter coat drive in Holyoke. Passed the tenants’ meeting on to Fundraising.'],
			7: ['Decided: every post goes out in English and Spanish on the same day. Fist to five: 5, 4, 4, 3.']
		}
	},
	{
		space: 'communications',
		daysAgo: 14,
		done: 9,
		leads: { 0: 'dee' },
		notes: {
			5: [
				'Monday: visiting hours explainer (Dee writes, Ana checks, Tavo translates).',
				'Thursday: letter night flyer, alt text by Ana.'
			]
		}
	},
	{
		space: 'communications',
		daysAgo: 7,
		done: 8,
		leads: { 0: 'tavo', 6: 'ana' },
		notes: {
			2: ['Flyer: done. Press list: stuck, needs two more outlets. House words sheet: reading it again next week.'],
			6: ['A student paper asks about free phone calls. Ana answers by Friday.']
		}
	},
	{
		space: 'communications',
		daysAgo: 0,
		done: 0,
		leads: { 0: 'ana', 3: 'dee' },
		notes: { 3: ['Bring: the three letters that came back with a yes to share.'] },
		extra: [
			{
				title: { en: 'Translate the visiting hours explainer', es: 'Traducir la guía de horas de visita' },
				minutes: 10
			},
			{ title: { es: '¿Quién lleva las cartas a la noche del jueves?' }, minutes: 5 }
		]
	},
	{
		space: 'parole',
		daysAgo: 0,
		done: 2,
		leads: { 0: 'ruth', 3: 'marisol' },
		notes: { 3: ['“River”: home letter came in. “Oak”: waiting for the lawyer. Nobody needs more hands this week.'] }
	},
	{
		space: 'fundraising',
		daysAgo: 4,
		done: 9,
		leads: { 0: 'tavo' },
		notes: { 2: ['31 monthly givers, four new. Goal for the season is 50.'] }
	},
	{ space: 'fundraising', daysAgo: 0, done: 0, leads: { 0: 'ruth' }, notes: {} },
	{
		space: 'outreach',
		daysAgo: 0,
		done: 0,
		leads: { 0: 'marisol', 4: 'jo' },
		notes: { 4: ['Letter night: the church hall, 6 to 7:30. Paper and stamps are in the blue box.'] }
	}
];

export interface DemoTask {
	space: string;
	list: ListId;
	title: Words;
	who?: string[];
	/** Days from today. */
	due?: number;
	labels?: string[];
	checklist?: { text: string; done: boolean }[];
	doneWhen?: Words;
}

export const tasks: readonly DemoTask[] = [
	{
		space: 'communications',
		list: 'doing',
		title: { en: 'Visiting hours explainer' },
		who: ['dee', 'tavo'],
		due: 3,
		labels: ['web'],
		checklist: [
			{ text: 'English text', done: true },
			{ text: 'Spanish text', done: false },
			{ text: 'Read by two people who have visited', done: false }
		]
	},
	{
		space: 'communications',
		list: 'doing',
		title: { es: 'Volante para la noche de cartas' },
		who: ['ana'],
		due: 1,
		labels: ['letters']
	},
	{
		space: 'communications',
		list: 'waiting',
		title: { en: 'Answer the student paper' },
		who: ['ana'],
		due: -1,
		doneWhen: { en: 'they have confirmed the date' }
	},
	{ space: 'communications', list: 'done', title: { en: 'Alt text for the November posts' }, who: ['dee'] },
	{
		space: 'parole',
		list: 'doing',
		title: { en: 'Plan the January training' },
		who: ['ruth'],
		due: 12,
		checklist: [
			{ text: 'Room', done: true },
			{ text: 'Interpreter', done: false }
		]
	},
	{ space: 'parole', list: 'waiting', title: { en: 'Lawyer reads the volunteer guide' }, who: ['marisol'] },
	{ space: 'fundraising', list: 'doing', title: { en: 'Thank the four new givers' }, who: ['tavo'], due: 2 },
	{ space: 'fundraising', list: 'done', title: { es: 'Reservar intérprete para el webinario' }, who: ['ruth'] },
	{ space: 'outreach', list: 'doing', title: { en: 'Blue box: paper, pens, stamps' }, who: ['jo', 'ana'], due: 1 },
	{ space: 'outreach', list: 'waiting', title: { es: 'Respuestas de más de siete días' }, who: ['marisol'], due: -2 },
	{ space: 'phone-zap', list: 'doing', title: { en: 'Test every number on the sheet' }, who: ['dee'], due: 4 }
];
