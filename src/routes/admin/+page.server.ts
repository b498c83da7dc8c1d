import { error, fail, redirect } from '@sveltejs/kit';
import { problemAt, readForm } from '#lib/forms.ts';
import { nullIf } from '#lib/null-if.ts';
import { organizationForm, placeForm, slugForm, spaceForm } from '#lib/spaces/steward-forms.ts';
import { mayOverall } from '#shared/domain/access.ts';
import { spacePath } from '#shared/domain/spaces.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { actor, services } = locals;
	if (!mayOverall(actor, 'member:place')) error(404, { message: 'not_found' });
	const spaces = await services.spaces.all();
	return {
		spaces: spaces.map((space) => ({ ...space, path: spacePath(space) })),
		archived: await services.spaces.archived(actor),
		members: await services.members.all(actor),
		organizations: await services.organizations.all()
	};
};

const done = { values: {}, problems: {}, form: null };

export const actions: Actions = {
	removeDemo: async ({ locals, request, cookies }) => {
		const secret = await locals.services.demo.remove(locals.actor);
		for (const cookie of await locals.visitors.leave(request.headers.get('cookie') ?? undefined, locals.isSecure)) {
			cookies.set(cookie.name, cookie.value, cookie.options);
		}
		redirect(303, `/claim#${secret}`);
	},
	createSpace: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, spaceForm);
		if (refused) return fail(400, { ...refused, form: 'space' });
		const created = await locals.services.spaces.create(locals.actor, value).catch(nullIf('slug_taken'));
		if (created === null) return fail(400, { ...problemAt('slug', 'taken', value), form: 'space' });
		redirect(303, `/groups/${value.slug}`);
	},
	archiveSpace: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, slugForm);
		if (refused) return fail(400, { ...refused, form: null });
		await locals.services.spaces.archive(locals.actor, value.slug);
		return done;
	},
	restoreSpace: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, slugForm);
		if (refused) return fail(400, { ...refused, form: null });
		await locals.services.spaces.restore(locals.actor, value.slug);
		return done;
	},
	place: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, placeForm);
		if (refused) return fail(400, { ...refused, form: null });
		const { member, space, role } = value;
		await locals.services.members.place(locals.actor, { member, space, role: role === '' ? null : role });
		return done;
	},
	organization: async ({ locals, request }) => {
		const { value, refused } = await readForm(request, organizationForm);
		if (refused) return fail(400, { ...refused, form: refused.values['slug'] ?? null });
		const { slug, name, purposeEn, purposeEs, contact, linkLabel, linkUrl } = value;
		const links = linkUrl === '' ? [] : [{ label: linkLabel ?? linkUrl, url: linkUrl }];
		await locals.services.organizations.edit(locals.actor, slug, {
			name,
			purpose: { en: purposeEn, es: purposeEs },
			contact,
			links
		});
		return done;
	}
};
