// The tasks that each group's board starts with: starting copies, in both languages, each with how we will know that it
// is done. Content: the coalition's own templates.
import type { ListId, TaskTemplate } from '#shared/documents/task-board.ts';
import type { Words } from '#shared/documents/reading.ts';

export const listTitles: Record<ListId, Words> = {
	todo: { en: 'To do', es: 'Por hacer' },
	doing: { en: 'Doing', es: 'En curso' },
	waiting: { en: 'Waiting', es: 'En espera' },
	done: { en: 'Done', es: 'Hecho' }
};

interface Line {
	en: string;
	done: string;
	es: string;
	doneEs: string;
}

const linesBySpace: Record<string, readonly Line[]> = {
	communications: [
		{
			en: 'List every account and who holds it',
			done: 'two people can reach each account; list kept off this board',
			es: 'Hacer la lista de cada cuenta y quién la tiene',
			doneEs: 'dos personas pueden entrar a cada cuenta; la lista no está en este tablero'
		},
		{
			en: "Make the week's post calendar",
			done: 'each day has draft, checker, translator',
			es: 'Hacer el calendario de publicaciones de la semana',
			doneEs: 'cada día tiene quién redacta, revisa y traduce'
		},
		{
			en: 'Write our house words sheet (people-first, EN/ES)',
			done: 'group has said yes; linked in the room',
			es: 'Escribir nuestra hoja de palabras (las personas primero, inglés y español)',
			doneEs: 'el grupo dijo que sí; está enlazada en el espacio'
		},
		{
			en: 'Build the press list',
			done: '10 local outlets with desk contact and date checked',
			es: 'Armar la lista de prensa',
			doneEs: '10 medios locales con contacto de redacción y fecha de revisión'
		},
		{
			en: 'Consent log for words from inside',
			done: 'every quote has a yes, a name choice, a date; the log is kept off this board',
			es: 'Registro de permisos para palabras de adentro',
			doneEs: 'cada cita tiene permiso, nombre elegido y fecha; el registro no está en este tablero'
		},
		{
			en: 'One explainer on a recent law or policy',
			done: 'two readers, one with lived experience, have read it',
			es: 'Una explicación de una ley o norma reciente',
			doneEs: 'la leyeron dos personas, una con experiencia propia'
		},
		{
			en: 'Alt text pass on last 10 posts',
			done: 'all have it',
			es: 'Revisar el texto alternativo de las últimas 10 publicaciones',
			doneEs: 'todas lo tienen'
		}
	],
	parole: [
		{
			en: 'Write the volunteer guide: what we do, what we never do',
			done: 'lawyer has read it',
			es: 'Escribir la guía de voluntariado: qué hacemos y qué nunca hacemos',
			doneEs: 'la leyó una abogada o un abogado'
		},
		{
			en: 'Plan first training (2 hours)',
			done: 'date, agenda, access, sign-up',
			es: 'Planear la primera capacitación (2 horas)',
			doneEs: 'fecha, agenda, acceso, inscripción'
		},
		{
			en: 'Ask three lawyers or clinics how we can help',
			done: 'answers noted',
			es: 'Preguntar a tres profesionales o clínicas legales cómo podemos ayudar',
			doneEs: 'respuestas anotadas'
		},
		{
			en: 'Know which cases have a date',
			done: "each pair has told us 'date known' or 'asking'; dates, names and facts stay with the pair or the lawyer",
			es: 'Saber qué casos tienen fecha',
			doneEs:
				"cada pareja avisó 'fecha conocida' o 'preguntando'; fechas, nombres y datos quedan con la pareja o con su representación legal"
		},
		{
			en: 'Support-letter coaching sheet EN/ES',
			done: 'tested with one family',
			es: 'Hoja para ayudar a escribir cartas de apoyo, inglés y español',
			doneEs: 'probada con una familia'
		},
		{
			en: 'Find an immigration lawyer to advise the new packets',
			done: 'first call held',
			es: 'Buscar representación legal de inmigración que oriente los paquetes nuevos',
			doneEs: 'primera llamada hecha'
		},
		{
			en: 'Monthly care circle for volunteers',
			done: 'on the calendar',
			es: 'Círculo mensual de cuidado para el voluntariado',
			doneEs: 'está en el calendario'
		}
	],
	fundraising: [
		{
			en: 'Set the monthly-giver goal with our partner',
			done: 'number, end date, what it pays for',
			es: 'Fijar con el grupo aliado la meta de donantes mensuales',
			doneEs: 'número, fecha final y para qué alcanza'
		},
		{
			en: 'Make the ask list, warmest first',
			done: 'each name has an asker',
			es: 'Hacer la lista de a quién pedir, primero la gente más cercana',
			doneEs: 'cada nombre tiene quién le pide'
		},
		{
			en: 'Thank every new giver within 7 days',
			done: 'no one older than 7 days',
			es: 'Agradecer a cada donante nuevo en 7 días',
			doneEs: 'nadie lleva más de 7 días esperando'
		},
		{
			en: 'Webinar: pick date, speakers, pay, access',
			done: 'interpreters and captions booked',
			es: 'Webinario: elegir fecha, panelistas, pago, acceso',
			doneEs: 'interpretación y subtítulos reservados'
		},
		{
			en: 'Webinar: run-of-show and tech rehearsal',
			done: 'everyone knows their minute',
			es: 'Webinario: guion y ensayo técnico',
			doneEs: 'cada persona sabe su minuto'
		},
		{
			en: 'Webinar: follow-up message in 48 hours',
			done: 'sent, with recording if all agreed',
			es: 'Webinario: mensaje de seguimiento en 48 horas',
			doneEs: 'enviado, con grabación si todas las personas aceptaron'
		},
		{
			en: 'Draft mutual aid fund rules',
			done: 'who can ask, how fast, how private; group agreed',
			es: 'Redactar las reglas del fondo de apoyo mutuo',
			doneEs: 'quién puede pedir, con qué rapidez, con qué privacidad; el grupo está de acuerdo'
		},
		{
			en: 'Find out about a fiscal sponsor and state registration',
			done: 'answer written down, source named',
			es: 'Averiguar sobre patrocinio fiscal y registro estatal',
			doneEs: 'respuesta escrita, con su fuente'
		}
	],
	outreach: [
		{
			en: 'Facility cards: mail rules for each jail and prison',
			done: 'source, date checked, who checked',
			es: 'Tarjetas por institución: reglas de correo de cada cárcel y prisión',
			doneEs: 'fuente, fecha de revisión, quién revisó'
		},
		{
			en: 'Get a P.O. box or group address',
			done: 'two keyholders; schedule',
			es: 'Conseguir un apartado postal o dirección del grupo',
			doneEs: 'dos personas con llave; turnos'
		},
		{
			en: 'Reply promise: how fast we answer',
			done: 'posted in the room',
			es: 'Promesa de respuesta: en cuánto tiempo contestamos',
			doneEs: 'puesta en el espacio'
		},
		{
			en: 'Letter night kit',
			done: 'paper, pens, stamps, rule cards, prompts EN/ES',
			es: 'Materiales para la noche de cartas',
			doneEs: 'papel, bolígrafos, sellos, reglas, ideas para escribir en inglés y español'
		},
		{
			en: 'Ask formerly incarcerated members how they want to lead, and budget to pay them',
			done: 'agreed and written',
			es: 'Preguntar a integrantes que han estado en prisión cómo quieren dirigir, y presupuestar su pago',
			doneEs: 'acordado y por escrito'
		},
		{
			en: 'Feedback loop: tell people inside what came of what they told us',
			done: 'each issue has a reply letter',
			es: 'Contar a las personas adentro qué pasó con lo que nos dijeron',
			doneEs: 'cada asunto tiene una carta de respuesta'
		},
		{
			en: 'Refused-mail log',
			done: 'reason, date, next step, no names; pattern shared monthly',
			es: 'Registro de correo rechazado',
			doneEs: 'razón, fecha, próximo paso, sin nombres; el patrón se comparte cada mes'
		}
	],
	'phone-zap': [
		{
			en: 'Target sheet: who can say yes, titles, numbers, hours, menu path',
			done: 'each number tested this week',
			es: 'Hoja de oficinas: quién puede decir que sí, cargos, números, horarios, menú',
			doneEs: 'cada número probado esta semana'
		},
		{
			en: 'Consent check with people inside',
			done: 'date, how, who confirmed (kept private)',
			es: 'Confirmar con las personas adentro',
			doneEs: 'fecha, cómo y quién confirmó (en privado)'
		},
		{
			en: 'Script EN/ES and voicemail lines',
			done: 'read aloud; under 45 seconds',
			es: 'Guion en inglés y español, y mensaje de voz',
			doneEs: 'leído en voz alta; menos de 45 segundos'
		},
		{
			en: 'Safety sheet read by a movement lawyer',
			done: 'changes made',
			es: 'Hoja de seguridad leída por una abogada o un abogado del movimiento',
			doneEs: 'cambios hechos'
		},
		{
			en: 'Recruit five clusters of five',
			done: 'each has a coordinator',
			es: 'Reunir cinco grupos de cinco',
			doneEs: 'cada uno tiene coordinación'
		},
		{
			en: 'Graphic + alt text + caption',
			done: 'checked by Communications',
			es: 'Gráfica, texto alternativo y texto para publicar',
			doneEs: 'revisado por Comunicaciones'
		},
		{
			en: 'Call log open, and totals shared same day',
			done: 'posted',
			es: 'Registro de llamadas abierto y totales compartidos el mismo día',
			doneEs: 'publicado'
		},
		{
			en: 'Four-week plan with yes / silence / no branches',
			done: 'agreed fist to five',
			es: 'Plan de cuatro semanas con los caminos: sí / silencio / no',
			doneEs: 'acordado con puño a cinco'
		}
	]
};

export function starterTasksOf(space: string): TaskTemplate[] {
	return (linesBySpace[space] ?? []).map(({ en, done, es, doneEs }) => ({
		title: { en, es },
		doneWhen: { en: done, es: doneEs }
	}));
}
