import { error, fail, isHttpError, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { choiceField, nameField, optionalField, problemAt, readForm, textField } from '#lib/forms.ts';
import { mayOverall } from '#shared/domain/access.ts';
import { isSlug, shapes, spacePath } from '#shared/domain/spaces.ts';
import { limits } from '#shared/protocol/limits.ts';
import type { Actions, PageServerLoad } from './$types';

const spaceForm = v.object({
	slug: v.pipe(v.string(), v.trim(), v.check(isSlug, 'slug')),
	organization: v.pipe(v.string(), v.minLength(1, 'missing')),
	nameEn: nameField(60),
	nameEs: nameField(60),
	purposeEn: textField(1000),
	purposeEs: textField(1000),
	shape: choiceField(shapes)
});
const slugForm = v.object({ slug: v.string() });
const placeForm = v.object({ member: v.string(), space: v.string(), role: choiceField(['', 'member', 'coordinator']) });

const linkField = v.pipe(
	v.string(),
	v.trim(),
	v.check((text) => text === '' || /^https?:\/\/[^\s/]+/.test(text), 'address'),
	v.maxLength(300, 'too_long')
);
const organizationForm = v.object({
	slug: v.string(),
	name: nameField(80),
	purposeEn: textField(1500),
	purposeEs: textField(1500),
	contact: optionalField(limits.maxContactLength),
	linkLabel: optionalField(40),
	linkUrl: linkField
});

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
		const isTaken = await locals.services.spaces.create(locals.actor, value).then(
			() => false,
			(failure: unknown) => {
				if (isHttpError(failure) && failure.body.code === 'slug_taken') return true;
				throw failure;
			}
		);
		if (isTaken) return fail(400, { ...problemAt('slug', 'taken', value), form: 'space' });
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
