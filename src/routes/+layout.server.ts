import { spacePath } from '#shared/domain/spaces.ts';
import type { LayoutServerLoad } from './$types';

/** Never fails: with the database away the page inside says so, and the frame around it stays. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
	const { actor, app } = locals;
	const me =
		actor.kind === 'member'
			? { kind: actor.kind, id: actor.id, name: actor.name, isSteward: actor.isSteward, roles: actor.roles }
			: actor.kind === 'guest'
				? { kind: actor.kind, id: actor.id, name: actor.name, number: actor.number }
				: null;
	const isPlainHttp = !locals.isSecure && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
	return {
		me,
		mySpaces: actor.kind === 'member' ? await spacesOf(Object.keys(actor.roles)) : [],
		isDemo: await orElse(() => app.services.instance.get('demo'), false),
		/** For stewards, once: without https browsers hold things back. */
		needsHttps: actor.kind === 'member' && actor.isSteward && isPlainHttp
	};

	async function spacesOf(slugs: string[]) {
		const spaces = await orElse(() => app.services.spaces.all(), []);
		return spaces
			.filter(({ slug }) => slugs.includes(slug))
			.map(({ slug, kind, name, shape }) => ({ path: spacePath({ slug, kind }), name, shape }));
	}

	async function orElse<Value>(ask: () => Promise<Value>, otherwise: Value): Promise<Value> {
		try {
			return await ask();
		} catch (failure) {
			if (!app.isDatabaseAway(failure)) throw failure;
			return otherwise;
		}
	}
};
