// The form with which somebody becomes a member, on the claim page and on the join page.
import * as v from 'valibot';
import { limits } from '#shared/protocol/limits.ts';
import { nameField, newPasswordField, optionalField } from './forms.ts';

export const newMemberFields = {
	displayName: nameField(),
	pronouns: optionalField(limits.maxPronounsLength),
	signInName: nameField(limits.maxSignInNameLength),
	password: newPasswordField,
	/** From the link; typed or pasted by whoever has no JavaScript. */
	secret: v.pipe(
		v.string(),
		v.trim(),
		v.transform((text) => text.slice(text.lastIndexOf('#') + 1)),
		v.minLength(1, 'missing'),
		v.maxLength(200, 'too_long')
	)
};
