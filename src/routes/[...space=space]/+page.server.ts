import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Links and forms that work as they are: nothing to load on one bar of signal. */
export const csr = false;

/** Who may read goes straight to work; everybody else sees what the group is about. */
export const load: PageServerLoad = async ({ parent, url }) => {
	const { rights, space } = await parent();
	if (rights.read && !url.searchParams.has('about')) redirect(302, `${space.path}/agenda`);
};
