// The agenda that each group starts from; starting copies, which a group then edits, reorders and deletes in its own
// documents. Content: the coalition's own templates, in both languages.
import type { AgendaTemplate, ItemKind } from '#shared/documents/agenda.ts';

type Line = [minutes: number, en: string, es: string, kind?: ItemKind];

function template(en: string, es: string, lines: readonly Line[]): AgendaTemplate {
	return {
		title: { en, es },
		items: lines.map(([minutes, itemEn, itemEs, kind]) => ({
			minutes,
			title: { en: itemEn, es: itemEs },
			...(kind && { kind })
		}))
	};
}

const templateBySpace: Record<string, AgendaTemplate> = {
	communications: template('Communications weekly', 'Comunicaciones – reunión semanal', [
		[
			5,
			'Arrive, names, pronouns if you like, access check, roles',
			'Llegada, nombres, pronombres si quiere, acceso, roles'
		],
		[3, 'Agreements and agenda: anything to add, drop or move?', 'Acuerdos y agenda: ¿añadir, quitar o mover algo?'],
		[7, 'To-dos from last week: done, stuck, drop', 'Tareas de la semana pasada: hecho, trabado, soltar', 'report'],
		[
			10,
			'News from inside: what people asked us to share, and what they said yes to',
			'Noticias de adentro: qué nos pidieron compartir y a qué dijeron que sí'
		],
		[
			10,
			'Boost requests: accept, ask for more, or pass to another group; check for duplicates',
			'Pedidos de difusión: aceptar, pedir más datos o pasar a otro grupo; revisar repetidos'
		],
		[
			10,
			"Week's posts and email: who drafts, who checks facts and alt text, who translates, when",
			'Publicaciones y correo: quién redacta, quién revisa datos y texto alternativo, quién traduce, cuándo'
		],
		[5, 'Press and inbox: who answers what', 'Prensa y correo entrante: quién responde qué'],
		[5, 'Decisions (fist to five)', 'Decisiones (puño a cinco)', 'decision'],
		[
			5,
			'Read back to-dos, next roles, one appreciation each',
			'Leer tareas, próximos roles, un agradecimiento por persona'
		]
	]),
	parole: template('Parole weekly', 'Libertad bajo palabra – reunión semanal', [
		[7, 'Arrive and breathe; roles; access check', 'Llegar y respirar; roles; acceso'],
		[3, 'Agenda check', 'Revisar agenda'],
		[
			10,
			'Dates ahead: does each pair know its date, and need hands this month?',
			'Fechas: ¿cada pareja sabe la suya y necesita manos este mes?'
		],
		[
			12,
			'Pairs report: moving, waiting, need help. No case facts',
			'Las parejas informan: avanza, espera, necesita ayuda. Sin detalles del caso',
			'report'
		],
		[
			8,
			'New requests and matching: who has room, language, distance, lawyer link',
			'Nuevos pedidos y emparejamiento: quién puede, idioma, distancia, enlace con representación legal'
		],
		[
			8,
			'Skill share: one piece of a packet (letter, home plan, timeline…)',
			'Aprender en grupo: una parte del paquete (carta, plan de vivienda, cronología…)'
		],
		[
			5,
			'Immigration packets: lawyer check-in, what volunteers may and may not do',
			'Paquetes de inmigración: consulta legal; qué puede y qué no puede hacer el voluntariado'
		],
		[
			5,
			'Care: how are we, who needs a break, who takes over',
			'Cuidado: cómo estamos, quién necesita pausa, quién releva'
		],
		[2, 'Read back to-dos and next roles', 'Leer tareas y próximos roles']
	]),
	fundraising: template('Fundraising meeting', 'Recaudación de fondos – reunión', [
		[5, 'Arrive, roles, access check', 'Llegada, roles, acceso'],
		[3, 'Agenda check', 'Revisar agenda'],
		[
			7,
			'The numbers: monthly givers, new pledges, one-time gifts, what went out',
			'Los números: donantes mensuales, nuevas promesas, donaciones únicas, lo entregado',
			'report'
		],
		[
			10,
			'Sustainer drive: who we asked, who we ask next, thank-yous owed, lapsed pledges',
			'Campaña mensual: a quién pedimos, a quién sigue, gracias pendientes, promesas vencidas'
		],
		[
			12,
			'Webinar or event: run-of-show, speakers, access, ask moment',
			'Webinario o evento: guion, panelistas, acceso, momento de pedir'
		],
		[
			10,
			'Mutual aid fund: how requests come in, who decides, how fast, how we keep it private',
			'Fondo de apoyo mutuo: cómo llegan pedidos, quién decide, rapidez, privacidad'
		],
		[5, 'With partners: what did they ask of us', 'Con grupos aliados: qué nos pidieron'],
		[5, 'Decisions (fist to five)', 'Decisiones (puño a cinco)', 'decision'],
		[3, 'To-dos, next roles, appreciation', 'Tareas, próximos roles, agradecimiento']
	]),
	outreach: template('Outreach / Accountability meeting', 'Enlace y rendición de cuentas – reunión', [
		[
			7,
			'Arrive; people with lived experience open if they wish; roles',
			'Llegada; abren quienes han vivido la cárcel si lo desean; roles'
		],
		[3, 'Agenda check', 'Revisar agenda'],
		[
			10,
			'What people inside and families are asking for (only with their yes)',
			'Qué piden las personas adentro y sus familias (solo con su permiso)'
		],
		[
			10,
			'Mail log: sent, came back refused, replies waiting over 7 days',
			'Registro de cartas: enviadas, devueltas, respuestas con más de 7 días',
			'report'
		],
		[
			10,
			'Letter night plan: date, place, list, rule cards, supplies, second readers',
			'Noche de cartas: fecha, lugar, lista, reglas, materiales, segunda lectura'
		],
		[
			10,
			'Are we accountable? Promises kept, promises late, feedback for other groups',
			'¿Rendimos cuentas? Promesas cumplidas, atrasadas, comentarios para otros grupos'
		],
		[5, 'Decisions', 'Decisiones', 'decision'],
		[5, 'To-dos, care check, next roles', 'Tareas, cuidado, próximos roles']
	]),
	'phone-zap': template('Phone Zap planning', 'Jornada de llamadas – planificación', [
		[5, 'Arrive, roles, access check', 'Llegada, roles, acceso'],
		[3, 'Agenda check', 'Revisar agenda'],
		[
			7,
			'Last zap: calls logged, what offices said, any backlash inside',
			'Última jornada: llamadas, respuestas, represalias adentro',
			'report'
		],
		[
			10,
			'Do people inside want this zap now? Who confirmed and when',
			'¿Las personas adentro quieren esta jornada ahora? Quién confirmó y cuándo'
		],
		[
			10,
			'One demand, one target who can say yes, one window; backup numbers tested',
			'Una demanda, una persona que puede decir que sí, un horario; números de respaldo probados'
		],
		[
			8,
			'Script EN/ES, graphic with alt text, sign-ups, call clusters of five',
			'Guion EN/ES, gráfica con texto alternativo, inscripciones, grupos de cinco'
		],
		[
			7,
			'The longer plan: next four weeks, what we do if yes / silence / no',
			'El plan largo: próximas cuatro semanas, qué haremos si dicen sí / callan / dicen no'
		],
		[
			5,
			'Safety read-through (no threats, no homes, no recording)',
			'Repaso de seguridad (sin amenazas, sin casas, sin grabar)'
		],
		[5, 'Decisions, to-dos, next roles', 'Decisiones, tareas, próximos roles', 'decision']
	]),
	board: template('Community Board Drop-In', 'Tablero comunitario – hora abierta', [
		[3, 'Welcome, how the board works, access check', 'Bienvenida, cómo funciona el tablero, acceso'],
		[
			4,
			'Quiet typing: everyone adds cards to the five columns',
			'Escritura en silencio: todas las personas añaden tarjetas a las cinco columnas'
		],
		[
			6,
			'Upcoming events – one minute each; check for conflicts and duplicates',
			'Próximos eventos – un minuto cada uno; ver choques y repetidos'
		],
		[6, 'Help wanted – what, by when; who can offer?', 'Se busca ayuda – qué, para cuándo; ¿quién ofrece?'],
		[
			4,
			'Questions – answer now, or name who will follow up',
			'Preguntas – responder ahora o decir quién dará seguimiento'
		],
		[3, 'What worked – a success or a lesson', 'Lo que funcionó – un logro o una lección'],
		[
			3,
			'Connections – leave a way to reach you if you want one, only with people you choose',
			'Conexiones – deje cómo contactarle si quiere, solo con quien usted elija'
		],
		[1, 'Close: who sends the recap, next date', 'Cierre: quién envía el resumen, próxima fecha']
	])
};

/** For a group that has none of its own yet. */
const plain = template('Meeting', 'Reunión', [
	[5, 'Arrive, names, roles, access check', 'Llegada, nombres, roles, acceso'],
	[3, 'Agenda check: anything to add, drop or move?', 'Revisar agenda: ¿añadir, quitar o mover algo?'],
	[7, 'To-dos from last time: done, stuck, drop', 'Tareas de la vez pasada: hecho, trabado, soltar', 'report'],
	[5, 'Decisions', 'Decisiones', 'decision'],
	[5, 'Read back to-dos, next roles', 'Leer tareas, próximos roles']
]);

export function agendaTemplateOf(space: string): AgendaTemplate {
	return templateBySpace[space] ?? plain;
}
