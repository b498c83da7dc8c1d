// Lines to begin a letter of solidarity with, in reading order, and the check before it is printed. Starting content in
// both languages; "…" and blankMark are where the writer goes on.
import type { Correspondence } from '../documents/letter.ts';
import type { Bilingual } from './spaces.ts';

/** A blank to fill in: the caret is left on it. */
export const blankMark = '____';

export interface PromptSection {
	id: 'who' | 'often' | 'outside' | 'solidarity' | 'questions' | 'closing';
	/** Only for letters of this correspondence; null for both. */
	only: Correspondence | null;
	lines: Bilingual[];
}

export const promptSections: readonly PromptSection[] = [
	{
		id: 'who',
		only: null,
		lines: [
			{ en: 'My name is ____. I live in ____.', es: 'Me llamo ____. Vivo en ____.' },
			{
				en: 'I am writing with a group of neighbors in Western Massachusetts who think about you and want everyone home.',
				es: 'Escribo junto a un grupo de vecinas y vecinos del oeste de Massachusetts que piensa en usted y quiere ver a todas las personas de vuelta en casa.'
			},
			{
				en: 'You do not know me, and you do not owe me an answer.',
				es: 'Usted no me conoce, y no tiene que contestarme.'
			}
		]
	},
	{
		id: 'often',
		only: 'one-time',
		lines: [
			{
				en: 'This is a single letter. If you would like a regular pen pal, write to ____ and we will try to match you. It may take a while.',
				es: 'Esta es una sola carta. Si quiere correspondencia regular, escriba a ____ y trataremos de buscarle con quién. Puede tardar.'
			}
		]
	},
	{
		id: 'often',
		only: 'ongoing',
		lines: [
			{
				en: 'I can write about ____. If that changes I will tell you.',
				es: 'Puedo escribir más o menos ____. Si eso cambia, le avisaré.'
			}
		]
	},
	{
		id: 'outside',
		only: null,
		lines: [
			{ en: 'Today outside my window there was …', es: 'Hoy por mi ventana se veía …' },
			{ en: 'This week I cooked / fixed / planted …', es: 'Esta semana cociné / arreglé / sembré …' },
			{ en: 'A song or a book I keep coming back to is …', es: 'Una canción o un libro al que siempre vuelvo es …' },
			{ en: 'Something that made me laugh lately: …', es: 'Algo que me hizo reír hace poco: …' }
		]
	},
	{
		id: 'solidarity',
		only: null,
		lines: [
			{ en: 'You matter to people you have never met.', es: 'Usted le importa a gente que nunca ha conocido.' },
			{
				en: 'We read what people inside write to us, and we learn from it.',
				es: 'Leemos lo que nos escriben desde adentro y aprendemos de ello.'
			},
			{
				en: 'I hope today holds something good: a call, a joke, a quiet hour.',
				es: 'Ojalá hoy traiga algo bueno: una llamada, un chiste, un rato tranquilo.'
			}
		]
	},
	{
		id: 'questions',
		only: 'ongoing',
		lines: [
			{
				en: 'What do you like to read, draw, play or listen to?',
				es: '¿Qué le gusta leer, dibujar, jugar o escuchar?'
			},
			{
				en: 'Is there anything you would rather I not write about?',
				es: '¿Hay algún tema del que prefiere que no escriba?'
			},
			{ en: 'What name would you like me to use?', es: '¿Qué nombre quiere que use?' },
			{ en: 'Are there mail rules there I should know?', es: '¿Hay reglas de correo allí que deba saber?' }
		]
	},
	{
		id: 'closing',
		only: null,
		lines: [
			{ en: 'With respect,', es: 'Con respeto,' },
			{ en: 'In solidarity,', es: 'En solidaridad,' },
			{ en: 'Thinking of you from ____,', es: 'Pensando en usted desde ____,' }
		]
	}
];

/** Ticked for one printing; nothing of it is stored. */
export const letterCheck: readonly Bilingual[] = [
	{
		en: "Nothing here about anyone's case, charges or anything illegal. Staff may read or copy this.",
		es: 'No hay nada sobre casos, cargos ni cosas ilegales. El personal puede leer o copiar esto.'
	},
	{
		en: 'No promise I cannot keep: money, visits, lawyers, release.',
		es: 'Ninguna promesa que no pueda cumplir: dinero, visitas, ayuda legal, salida.'
	},
	{
		en: "I did not ask why they are inside, and I do not share anyone's private facts.",
		es: 'No pregunté por qué está adentro ni comparto datos privados de nadie.'
	},
	{
		en: 'No codes, no message for another person inside, no call to do something inside.',
		es: 'Sin códigos, sin recados para otra persona adentro, sin llamados a hacer algo adentro.'
	},
	{
		en: "Return address is the group's, and it is written in the letter too.",
		es: 'La dirección de respuesta es la del grupo y también está dentro de la carta.'
	},
	{
		en: 'Full name and ID number match what the facility uses; facility checked within 30 days.',
		es: 'El nombre y el número coinciden con los de la institución; verificado en los últimos 30 días.'
	},
	{
		en: 'Plain white paper, dark ink, no stickers, glitter, tape, staples, scent; pages numbered.',
		es: 'Papel blanco, tinta oscura, sin calcomanías (stickers), brillo, cinta, grapas ni olor; páginas numeradas.'
	},
	{ en: 'Someone else has read it.', es: 'Otra persona la leyó.' }
];
