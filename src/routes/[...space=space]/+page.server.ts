import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Who may read goes straight to work; everybody else sees what the group is about. */
export const load: PageServerLoad = async ({ parent, url }) => {
	const { rights, space } = await parent();
	if (rights.read && !url.searchParams.has('about')) redirect(302, `${space.path}/agenda`);
};
