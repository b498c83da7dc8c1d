import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	organizations: await locals.services.organizations.all()
});
