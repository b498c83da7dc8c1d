import type { PageLoad } from './$types';

/** The wall and the hosts' strip are for a projector and a few people: a guest's phone does not load them. */
export const load: PageLoad = async ({ data, url }) => ({
	...data,
	Wall: url.searchParams.has('wall') ? (await import('#lib/community-board/BoardWall.svelte')).default : null,
	HostStrip: data.rights.host ? (await import('#lib/community-board/HostStrip.svelte')).default : null
});
