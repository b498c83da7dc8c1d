// Forms as pages post them: one schema, and either a value, or what was typed with a problem beside each field. Passwords
// never go back to the page.
import * as v from 'valibot';
import { checkName } from '#shared/domain/names.ts';
import { limits } from '#shared/protocol/limits.ts';

/** Each has its sentence: the message problem_<code>. */
export type ProblemCode =
	'missing' | 'too_long' | 'too_short' | 'unreadable' | 'taken' | 'wrong_sign_in' | 'slug' | 'address' | 'time';

export interface FormProblems {
	values: Record<string, string>;
	problems: Record<string, ProblemCode>;
}

type FormSchema = v.ObjectSchema<v.ObjectEntries, undefined>;

const secretFields = /password/;

/** Fields named several times arrive as a list if the schema wants one. */
export async function readForm<Schema extends FormSchema>(
	request: Request,
	schema: Schema
): Promise<{ value: v.InferOutput<Schema>; refused: null } | { value: null; refused: FormProblems }> {
	const data = await request.formData();
	const input: Record<string, unknown> = {};
	const values: Record<string, string> = {};
	for (const [name, entry] of Object.entries(schema.entries)) {
		const all = data.getAll(name).filter((part) => typeof part === 'string');
		input[name] = isList(entry) ? all : (all[0] ?? '');
		if (!secretFields.test(name)) values[name] = all.join(',');
	}
	const result = v.safeParse(schema, input);
	if (result.success) return { value: result.output, refused: null };
	const problems: Record<string, ProblemCode> = {};
	for (const issue of result.issues) {
		const field = issue.path?.[0]?.key;
		if (typeof field === 'string') problems[field] ??= issue.message as ProblemCode;
	}
	return { value: null, refused: { values, problems } };
}

function isList(entry: unknown): boolean {
	let schema = entry as { type?: string; pipe?: readonly unknown[] };
	if (schema.pipe) schema = schema.pipe[0] as typeof schema;
	return schema.type === 'array';
}

/** A problem that only the server could find, put beside its field. */
export function problemAt(field: string, code: ProblemCode, values: Record<string, string>): FormProblems {
	return { values, problems: { [field]: code } };
}

// The fields that several forms share.

export const nameField = (maxLength: number = limits.maxNameLength) =>
	v.pipe(
		v.string(),
		v.rawTransform<string, string>(({ dataset, addIssue, NEVER }) => {
			const checked = checkName(dataset.value, maxLength);
			if ('name' in checked) return checked.name;
			addIssue({ message: checked.problem });
			return NEVER;
		})
	);

/** An optional line: null when left empty. */
export const optionalField = (maxLength: number) =>
	v.pipe(
		v.string(),
		v.rawTransform<string, string | null>(({ dataset, addIssue, NEVER }) => {
			const checked = checkName(dataset.value, maxLength);
			if ('name' in checked) return checked.name;
			if (checked.problem === 'missing') return null;
			addIssue({ message: checked.problem });
			return NEVER;
		})
	);

/** Several lines of text. Browsers post each line end as two characters, and count it as one. */
export const textField = (maxLength: number) =>
	v.pipe(
		v.string(),
		v.transform((text) => text.replaceAll('\r\n', '\n')),
		v.trim(),
		v.minLength(1, 'missing'),
		v.maxLength(maxLength, 'too_long')
	);

export const newPasswordField = v.pipe(
	v.string(),
	v.minLength(limits.minPasswordLength, 'too_short'),
	v.maxLength(limits.maxPasswordLength, 'too_long')
);

export const checkField = v.pipe(
	v.string(),
	v.transform((text) => text === 'on')
);

/** One of a few words; anything else was not chosen in our form. */
export const choiceField = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
	v.picklist(choices, 'unreadable');
