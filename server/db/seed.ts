// What the first start puts in: the two organizations, the five working groups and the board, each with its task board
// and its next agenda. All of it is data that people edit afterwards. Facts: the coalition's published page; sentences
// are ours. Times and contacts count as unconfirmed until a member says they are right.
import { asc, count, isNull } from 'drizzle-orm';
import { meetingTimes, organizations, spaces } from '#db/index.ts';
import type { MeetingTime } from '#shared/domain/meeting-times.ts';
import type { Bilingual, Shape } from '#shared/domain/spaces.ts';
import type { Documents } from '../services/documents.ts';
import { startSpace } from '../templates/start-space.ts';
import type { Tables } from './client.ts';

const decarcerate = 'decarcerate-western-mass';
const defund = 'defund413';

const startingOrganizations = [
	{
		slug: decarcerate,
		name: 'Decarcerate Western Mass',
		purposeEn:
			'A coalition of people and organizations, formed at the beginning of the COVID-19 pandemic. We are abolitionists: we work to bring the number of people in prisons and jails across the country down, eventually to 0. We start here, in so-called Western Massachusetts, by supporting incarcerated people and getting people released.',
		purposeEs:
			'Una coalición de personas y organizaciones, formada al comienzo de la pandemia de COVID-19. Somos abolicionistas: trabajamos para que haya cada vez menos personas en las prisiones y cárceles del país, hasta llegar a 0. Empezamos aquí, en el llamado oeste de Massachusetts, apoyando a personas encarceladas y logrando que salgan.',
		contact: 'decarceratewmass@gmail.com',
		position: 0
	},
	{
		slug: defund,
		name: 'Defund413',
		purposeEn:
			'A network and resource hub working towards the defunding and abolition of the police. We build relationships across Western Mass cities and move resources to where they are needed. We center the leadership of Black visionaries who have worked towards police abolition for decades, support BIPOC-led campaigns, connect new and experienced organizers, and help nobody do the same work twice.',
		purposeEs:
			'Una red y un centro de recursos que trabaja para quitar fondos a la policía y abolirla. Tejemos relaciones entre las ciudades del oeste de Massachusetts y llevamos recursos a donde hacen falta. Ponemos al centro el liderazgo de visionarias y visionarios negros que llevan décadas trabajando por la abolición de la policía, apoyamos campañas dirigidas por personas negras, indígenas y de color, conectamos a quienes empiezan con quienes tienen experiencia y ayudamos a que nadie repita el trabajo.',
		contact: null,
		position: 1
	}
];

interface StartingSpace {
	slug: string;
	organization: string;
	kind: 'group' | 'board';
	name: Bilingual;
	purpose: Bilingual;
	contact: string | null;
	times: MeetingTime[];
	rhythm?: Bilingual;
	openToMembers: boolean;
	caution?: Bilingual;
	shape: Shape;
}

/** For groups that hear about people's lives, until documents can be sealed. */
const leaveOut: Bilingual = {
	en: 'Write decisions and to-dos. Leave out: names of people inside, case details, charges, health, immigration status, home addresses, and who will do what at an action. Notes can be copied or demanded by a court.',
	es: 'Anote decisiones y tareas. No escriba: nombres de personas encarceladas, detalles de casos, cargos, salud, estatus migratorio, direcciones de casas ni quién hará qué en una acción. Un tribunal puede pedir estas notas.'
};

const startingSpaces: readonly StartingSpace[] = [
	{
		slug: 'communications',
		organization: decarcerate,
		kind: 'group',
		name: { en: 'Communications', es: 'Comunicaciones' },
		purpose: {
			en: 'We run social media, the website and email. We work with the press, spread the word about actions, get information out from people inside, follow the news about incarceration, and teach about prison abolition and about incarceration in Western Massachusetts.',
			es: 'Llevamos las redes sociales, el sitio web y el correo. Trabajamos con la prensa, damos a conocer las acciones, sacamos información de las personas adentro, seguimos las noticias sobre el encarcelamiento y educamos sobre la abolición de las prisiones y el encarcelamiento en el oeste de Massachusetts.'
		},
		contact: 'decarwmasscomms@gmail.com',
		times: [{ weekday: 4, startsAt: '19:30' }],
		openToMembers: true,
		shape: 'circle'
	},
	{
		slug: 'parole',
		organization: decarcerate,
		kind: 'group',
		name: { en: 'Parole', es: 'Libertad bajo palabra' },
		purpose: {
			en: 'We train and guide volunteers who help people up for parole put together a packet: who they are, why they should come home, and who will stand by them. Each volunteer is paired with a case or with a lawyer. We are growing into immigration parole too.',
			es: 'Preparamos y guiamos a voluntarias y voluntarios que ayudan a personas que piden la libertad bajo palabra a armar su paquete: quiénes son, por qué deben volver a casa y quién les apoyará. Cada persona voluntaria trabaja con un caso o con una abogada o un abogado. También empezamos con permisos de inmigración.'
		},
		contact: 'decarwmassparole@gmail.com',
		times: [{ weekday: 0, startsAt: '11:00' }],
		openToMembers: false,
		caution: {
			en: 'Call each person by the nickname they chose. No case facts, hearing dates, numbers or papers here: they stay with the pair or the lawyer until sealed rooms are ready.',
			es: 'Use el apodo que cada persona eligió. Aquí no van detalles del caso, fechas de audiencia, números ni papeles: quedan con la pareja o con su abogada o abogado hasta que haya salas selladas.'
		},
		shape: 'triangle'
	},
	{
		slug: 'fundraising',
		organization: decarcerate,
		kind: 'group',
		name: { en: 'Fundraising', es: 'Recaudación de fondos' },
		purpose: {
			en: 'We raise money for abolition and decarceration campaigns that already exist in Massachusetts. Right now that is Massachusetts Against Solitary Confinement: more people who give every month, and a fundraising webinar. We hope to start a mutual aid fund for people who are or were incarcerated and their loved ones.',
			es: 'Recaudamos dinero para campañas de abolición y excarcelación que ya existen en Massachusetts. Ahora es Massachusetts Against Solitary Confinement: más personas que donan cada mes y un webinario para recaudar. Queremos comenzar un fondo de apoyo mutuo para personas que están o estuvieron encarceladas y sus seres queridos.'
		},
		contact: 'decarwmassfundraising@gmail.com',
		times: [
			{ weekday: 3, startsAt: '17:00' },
			{ weekday: 0, startsAt: '16:00' }
		],
		openToMembers: true,
		shape: 'square'
	},
	{
		slug: 'outreach',
		organization: decarcerate,
		kind: 'group',
		name: { en: 'Outreach / Accountability', es: 'Enlace y rendición de cuentas' },
		purpose: {
			en: 'We are in direct contact with people who are or were incarcerated. This work must be led by those who have lived it and are most impacted. One thing that came of it is the letters of solidarity campaign, after the car rally outside the Hampden County jail.',
			es: 'Estamos en contacto directo con personas que están o estuvieron encarceladas. Este trabajo lo deben dirigir quienes lo han vivido y a quienes más afecta. De ahí nació la campaña de cartas de solidaridad, después de la caravana frente a la cárcel del condado de Hampden.'
		},
		contact: null,
		times: [],
		openToMembers: false,
		caution: leaveOut,
		shape: 'hexagon'
	},
	{
		slug: 'phone-zap',
		organization: decarcerate,
		kind: 'group',
		name: { en: 'Phone Zap', es: 'Jornada de llamadas' },
		purpose: {
			en: 'Many people call one office with one demand. We began with the phone zap that went with the car rally, and we plan more: ongoing, sustained, strategic pressure by phone.',
			es: 'Muchas personas llaman a una misma oficina con una misma demanda. Empezamos con la jornada que acompañó la caravana y planeamos más: presión por teléfono, constante, sostenida y con estrategia.'
		},
		contact: 'decarwmassphonezap@gmail.com',
		times: [],
		openToMembers: true,
		shape: 'star'
	},
	{
		slug: 'board',
		organization: defund,
		kind: 'board',
		name: { en: 'Community board', es: 'Tablero comunitario' },
		purpose: {
			en: 'A monthly drop-in, on a Tuesday from 7:00 to 7:30 PM. Share events, ask for help, and make connections. Come with any name; no account is needed. If you can’t come, send it ahead and we will share it for you.',
			es: 'Un encuentro abierto cada mes, un martes de 7:00 a 7:30 p. m. Comparta eventos, pida ayuda y haga conexiones. Venga con el nombre que quiera; no necesita cuenta. Si no puede venir, envíe su anuncio antes y lo compartimos por usted.'
		},
		contact: null,
		times: [],
		rhythm: { en: 'Monthly, a Tuesday, 7:00 PM', es: 'Cada mes, un martes, 7:00 p. m.' },
		openToMembers: false,
		shape: 'arch'
	}
];

/**
 * Fills an empty database; changes nothing that is there. Every start asks again for the documents that a space begins
 * with: a first start that was killed half way, or a group whose making was, would otherwise lack them for good.
 */
export async function seed({ tables, documents }: { tables: Tables; documents: Documents }): Promise<void> {
	const [row] = await tables.select({ count: count() }).from(spaces);
	if ((row?.count ?? 0) === 0) await insertStartingContent(tables);
	const inUse = await tables.select().from(spaces).where(isNull(spaces.archivedAt)).orderBy(asc(spaces.position));
	for (const { slug, kind, nameEn, nameEs } of inUse) {
		await startSpace(documents, { slug, kind, name: { en: nameEn, es: nameEs } });
	}
}

async function insertStartingContent(tables: Tables): Promise<void> {
	await tables.transaction(async (tx) => {
		await tx.insert(organizations).values(startingOrganizations);
		for (const [position, { name, purpose, caution, rhythm, times, ...space }] of startingSpaces.entries()) {
			await tx.insert(spaces).values({
				...space,
				position,
				nameEn: name.en,
				nameEs: name.es,
				purposeEn: purpose.en,
				purposeEs: purpose.es,
				rhythmEn: rhythm?.en ?? null,
				rhythmEs: rhythm?.es ?? null,
				cautionEn: caution?.en ?? null,
				cautionEs: caution?.es ?? null
			});
			const rows = times.map((time) => ({ ...time, space: space.slug }));
			if (rows.length > 0) await tx.insert(meetingTimes).values(rows);
		}
	});
}
