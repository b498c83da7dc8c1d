import { spacePath } from '#shared/domain/spaces.ts';
import type { PageServerLoad } from './$types';

/** Links and forms that work as they are: nothing to load on one bar of signal. */
export const csr = false;

export const load: PageServerLoad = async ({ locals }) => {
	const { spaces, organizations, dropIns } = locals.services;
	const [all, efforts, dropIn] = await Promise.all([spaces.all(), organizations.all(), dropIns.of('board')]);
	return {
		organizations: efforts.map((organization) => ({
			...organization,
			spaces: all
				.filter((space) => space.organization === organization.slug)
				.map((space) => ({ ...space, path: spacePath(space) }))
		})),
		dropIn
	};
};
