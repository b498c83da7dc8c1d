// The demo's letters and the entries of its board, all made up.
import type { EntryKind } from '#shared/documents/community-board.ts';
import type { Correspondence } from '#shared/documents/letter.ts';
import type { Language } from '#shared/documents/reading.ts';

export interface DemoLetter {
	title: string;
	lang: Language;
	correspondence: Correspondence;
	isPutAway?: boolean;
	paragraphs: string[];
}

export const letters: readonly DemoLetter[] = [
	{
		title: 'Letter 12, blue table',
		lang: 'en',
		correspondence: 'one-time',
		paragraphs: [
			'Hello,',
			'My name is Jo. I live in a small town by the river. I am writing with a group of neighbors in Western Massachusetts who think about you and want everyone home.',
			'You do not know me, and you do not owe me an answer. This is a single letter.',
			'Today outside my window there was the first snow, the kind that does not stay. My neighbor’s dog tried to catch every flake. He did not give up until his ears were white.',
			'This week I cooked a pot of rice and pigeon peas that was meant for four and fed nine. It was the best kind of mistake.',
			'I hope today holds something good: a call, a joke, a quiet hour.',
			'In solidarity,',
			'Jo'
		]
	},
	{
		title: 'Carta 3, mesa verde',
		lang: 'es',
		correspondence: 'ongoing',
		paragraphs: [
			'Buenas tardes:',
			'Me llamo Marisol. Puedo escribir más o menos cada dos semanas. Si eso cambia, le avisaré.',
			'Hoy por mi ventana se veía la montaña con niebla hasta la mitad, como si alguien la hubiera borrado con la mano.',
			'Un libro al que siempre vuelvo es uno de poemas que me regaló mi abuela. ¿Qué le gusta leer, dibujar o escuchar a usted?',
			'Con respeto,',
			'Marisol'
		]
	},
	{
		title: 'Letter 9',
		lang: 'en',
		correspondence: 'one-time',
		isPutAway: true,
		paragraphs: [
			'Hello,',
			'We read what people inside write to us, and we learn from it.',
			'With respect,',
			'A neighbor'
		]
	}
];

export interface DemoEntry {
	kind: EntryKind;
	lang: Language;
	text: string;
	town: string;
	/** Days from today. */
	day?: number;
	time?: string;
	by: string;
	name: string | null;
	contact?: string;
	isForSomebodyElse?: boolean;
}

export const entries: readonly DemoEntry[] = [
	{
		kind: 'events',
		lang: 'en',
		text: 'Letter night. Paper, stamps, soup. Come for ten minutes or two hours.',
		town: 'northampton',
		day: 2,
		time: '18:00',
		by: 'jo',
		name: 'Jo'
	},
	{
		kind: 'events',
		lang: 'es',
		text: 'Taller: cómo visitar a alguien adentro. Habrá cuido infantil.',
		town: 'holyoke',
		day: 9,
		time: '17:30',
		by: 'ana',
		name: 'Ana'
	},
	{
		kind: 'events',
		lang: 'en',
		text: 'Potluck and film about a town that moved its police budget to a crisis team.',
		town: 'greenfield',
		day: 16,
		time: '19:00',
		by: 'ana',
		name: 'Film Friends (example)',
		isForSomebodyElse: true
	},
	{
		kind: 'help',
		lang: 'en',
		text: 'Two people who can drive families to a visit on Saturday morning. Gas is paid.',
		town: 'springfield',
		day: 5,
		by: 'dee',
		name: 'Dee',
		contact: 'rides@example.org'
	},
	{
		kind: 'help',
		lang: 'es',
		text: 'Buscamos a alguien que lea en voz alta en español en la noche de cartas.',
		town: 'holyoke',
		day: 2,
		by: 'jo',
		name: null
	},
	{
		kind: 'help',
		lang: 'en',
		text: 'A projector for one evening. We pick it up and bring it back.',
		town: 'easthampton',
		day: 8,
		by: 'tavo',
		name: 'Tavo',
		contact: 'projector@example.org'
	},
	{
		kind: 'questions',
		lang: 'en',
		text: 'Has anyone asked their select board for the police overtime numbers? What did you ask for, exactly?',
		town: 'amherst',
		by: 'ruth',
		name: 'Ruth'
	},
	{
		kind: 'questions',
		lang: 'es',
		text: '¿Cómo explican «quitar fondos» a familias que tienen miedo de llamar y de no llamar?',
		town: 'chicopee',
		by: 'ana',
		name: null
	},
	{
		kind: 'successes',
		lang: 'en',
		text: 'Our phone zap got an answer in one day. What helped: one demand, one office, a script of 40 seconds.',
		town: 'all-western-mass',
		by: 'dee',
		name: 'Phone Zap'
	},
	{
		kind: 'successes',
		lang: 'en',
		text: 'Thirty neighbors came to a budget hearing because each of us called five.',
		town: 'pittsfield',
		by: 'jo',
		name: null
	},
	{
		kind: 'connections',
		lang: 'en',
		text: 'New in town and good with spreadsheets. Who wants help reading a city budget?',
		town: 'westfield',
		by: 'ruth',
		name: 'Sam',
		contact: 'sam@example.org',
		isForSomebodyElse: true
	},
	{
		kind: 'connections',
		lang: 'es',
		text: 'Madres y abuelas de personas adentro: nos reunimos a tomar café. Escríbanos.',
		town: 'springfield',
		by: 'ana',
		name: 'Café de los martes',
		contact: 'cafe@example.org'
	}
];
