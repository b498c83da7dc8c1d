import { may } from '#shared/domain/access.ts';
import { spacePath } from '#shared/domain/spaces.ts';
import { slugOf } from '#lib/spaces/slug.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params, depends }) => {
	const slug = slugOf(params.space);
	depends(`space:${slug}`);
	const { spaces, organizations, dropIns } = locals.services;
	const [space, standing] = await Promise.all([spaces.bySlug(slug), spaces.standing(slug)]);
	const organization = (await organizations.all()).find((one) => one.slug === space.organization);
	return {
		space: { ...space, path: spacePath(space) },
		/** The address to write to: the group's own, or the organization's general one. */
		contact: space.contact ?? organization?.contact ?? null,
		nextDropIn: space.kind === 'board' ? (await dropIns.of(slug)).nextStartsAt : null,
		rights: {
			read: may(locals.actor, 'space:read', standing),
			write: may(locals.actor, 'space:write', standing),
			seePeople: may(locals.actor, 'space:people', standing),
			settings: may(locals.actor, 'space:settings', standing),
			invite: may(locals.actor, 'space:invite', standing)
		}
	};
};
