import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** An arrow of the tree: who may import whom. Types pass where behaviour does not. */
const mayNotImport = (group, message, { typesPass = false } = {}) => ({
	'@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group, message, allowTypeImports: typesPass }] }]
});

export default ts.config(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'data/',
			'look/',
			'src/shared/paraglide/',
			'drizzle/migrations/',
			'tests/.results/'
		]
	},
	js.configs.recommended,
	...ts.configs.strictTypeChecked,
	...svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		rules: {
			'no-console': 'error',
			'no-undef': 'off', // TypeScript's own job
			'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
			'max-depth': ['warn', 3],
			complexity: ['warn', 14],
			eqeqeq: 'error',
			'no-sequences': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-confusing-void-expression': 'off', // short arrows that only do something
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-unnecessary-condition': 'off', // noUncheckedIndexedAccess and data from outside
			'@typescript-eslint/no-invalid-void-type': 'off',
			'@typescript-eslint/unbound-method': 'off', // interfaces here are made of closures, never of classes with `this`
			'@typescript-eslint/no-meaningless-void-operator': 'off', // in effects: a value that is only watched
			'@typescript-eslint/no-base-to-string': [
				'error',
				{ ignoredTypeNames: ['YText', 'Error', 'RegExp', 'URL', 'URLSearchParams'] }
			],
			'@typescript-eslint/no-unsafe-class-instance-assignment': 'off', // refusals are recognised by code, across two module graphs
			'@typescript-eslint/unified-signatures': 'off',
			'@typescript-eslint/only-throw-error': 'off' // SvelteKit's redirect() and error() throw what they are
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
		},
		rules: {
			'svelte/no-navigation-without-resolve': 'off', // no base path: addresses are written as people see them
			'svelte/prefer-svelte-reactivity': 'off',
			// Templates have no types here; svelte-check, which does, looks at them.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'@typescript-eslint/no-redundant-type-constituents': 'off'
		}
	},
	{
		files: ['src/shared/**'],
		rules: mayNotImport(
			['#server/**', '**/server/**', '#db/**', '**/drizzle/**', '#lib/**', '$app/**', 'svelte', 'svelte/**', 'node:*'],
			'src/shared runs on both sides: only yjs, valibot, fractional-indexing, lib0 and itself.'
		)
	},
	{ files: ['src/shared/messages/compile.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
	{
		files: ['server/**', 'drizzle/**'],
		rules: mayNotImport(
			['**/src/routes/**', '#lib/**', '**/src/lib/**', '$app/**', 'svelte', 'svelte/**'],
			'server/ never imports the web app.'
		)
	},
	{
		files: ['src/lib/**', 'src/routes/**'],
		rules: mayNotImport(
			['#server/**', '**/server/**', '#db/**', '**/drizzle/**'],
			'Take types from server/, behaviour from event.locals.',
			{ typesPass: true }
		)
	},
	{ files: ['**/*.js'], ...ts.configs.disableTypeChecked },
	{ files: ['tests/**'], rules: { 'max-lines': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' } }
);
