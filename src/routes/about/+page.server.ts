import type { PageServerLoad } from './$types';

/** Links and forms that work as they are: nothing to load on one bar of signal. */
export const csr = false;

export const load: PageServerLoad = async ({ locals }) => ({
	organizations: await locals.services.organizations.all()
});
