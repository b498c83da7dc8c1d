// The 101 cities and towns of the four western counties, and the three other answers the town picker offers. Names are
// proper names: the same in both languages.

export const counties = ['Hampden', 'Hampshire', 'Franklin', 'Berkshire'] as const;
export type County = (typeof counties)[number];

/** Answers that are not a town; their words are messages town_<slug with underscores>. */
export const otherPlaces = ['all-western-mass', 'outside-western-mass', 'prefer-not-to-say'] as const;
export type OtherPlace = (typeof otherPlaces)[number];

export const townsByCounty: Record<County, readonly string[]> = {
	Hampden: [
		'Agawam',
		'Blandford',
		'Brimfield',
		'Chester',
		'Chicopee',
		'East Longmeadow',
		'Granville',
		'Hampden',
		'Holland',
		'Holyoke',
		'Longmeadow',
		'Ludlow',
		'Monson',
		'Montgomery',
		'Palmer',
		'Russell',
		'Southwick',
		'Springfield',
		'Tolland',
		'Wales',
		'West Springfield',
		'Westfield',
		'Wilbraham'
	],
	Hampshire: [
		'Amherst',
		'Belchertown',
		'Chesterfield',
		'Cummington',
		'Easthampton',
		'Goshen',
		'Granby',
		'Hadley',
		'Hatfield',
		'Huntington',
		'Middlefield',
		'Northampton',
		'Pelham',
		'Plainfield',
		'South Hadley',
		'Southampton',
		'Ware',
		'Westhampton',
		'Williamsburg',
		'Worthington'
	],
	Franklin: [
		'Ashfield',
		'Bernardston',
		'Buckland',
		'Charlemont',
		'Colrain',
		'Conway',
		'Deerfield',
		'Erving',
		'Gill',
		'Greenfield',
		'Hawley',
		'Heath',
		'Leverett',
		'Leyden',
		'Monroe',
		'Montague',
		'New Salem',
		'Northfield',
		'Orange',
		'Rowe',
		'Shelburne',
		'Shutesbury',
		'Sunderland',
		'Warwick',
		'Wendell',
		'Whately'
	],
	Berkshire: [
		'Adams',
		'Alford',
		'Becket',
		'Cheshire',
		'Clarksburg',
		'Dalton',
		'Egremont',
		'Florida',
		'Great Barrington',
		'Hancock',
		'Hinsdale',
		'Lanesborough',
		'Lee',
		'Lenox',
		'Monterey',
		'Mount Washington',
		'New Ashford',
		'New Marlborough',
		'North Adams',
		'Otis',
		'Peru',
		'Pittsfield',
		'Richmond',
		'Sandisfield',
		'Savoy',
		'Sheffield',
		'Stockbridge',
		'Tyringham',
		'Washington',
		'West Stockbridge',
		'Williamstown',
		'Windsor'
	]
};

/** "West Springfield" -> "west-springfield" */
export function townSlug(name: string): string {
	return name.toLowerCase().replaceAll(' ', '-');
}

const nameBySlug = new Map(
	Object.values(townsByCounty)
		.flat()
		.map((name) => [townSlug(name), name])
);

/** The name of a town; null for the other places and for anything unknown. */
export function townName(slug: string): string | null {
	return nameBySlug.get(slug) ?? null;
}

export function isOtherPlace(slug: string): slug is OtherPlace {
	return (otherPlaces as readonly string[]).includes(slug);
}

/** Whether the picker could have given this answer. */
export function isPlace(slug: string): boolean {
	return nameBySlug.has(slug) || isOtherPlace(slug);
}
