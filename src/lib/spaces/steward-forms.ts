// The forms of the steward's page: a new group, who is in which, an organization's face.
import * as v from 'valibot';
import { choiceField, nameField, optionalField, textField } from '#lib/forms.ts';
import { isSlug, shapes } from '#shared/domain/spaces.ts';
import { limits } from '#shared/protocol/limits.ts';

export const spaceForm = v.object({
	slug: v.pipe(v.string(), v.trim(), v.check(isSlug, 'slug')),
	organization: v.pipe(v.string(), v.minLength(1, 'missing')),
	nameEn: nameField(60),
	nameEs: nameField(60),
	purposeEn: textField(1000),
	purposeEs: textField(1000),
	shape: choiceField(shapes)
});
export const slugForm = v.object({ slug: v.string() });
export const placeForm = v.object({
	member: v.string(),
	space: v.string(),
	role: choiceField(['', 'member', 'coordinator'])
});

const linkField = v.pipe(
	v.string(),
	v.trim(),
	v.check((text) => text === '' || /^https?:\/\/[^\s/]+/.test(text), 'address'),
	v.maxLength(300, 'too_long')
);
export const organizationForm = v.object({
	slug: v.string(),
	name: nameField(80),
	purposeEn: textField(1500),
	purposeEs: textField(1500),
	contact: optionalField(limits.maxContactLength),
	linkLabel: optionalField(40),
	linkUrl: linkField
});
