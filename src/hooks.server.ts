// Every request: in which language, who asks (cookie -> actor), and how a refusal or a failure is answered.
import { error, type Handle, type HandleServerError } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { currentApp } from '#server/current-app.ts';
import type { App as RunningApp } from '#server/app.ts';
import { anonymous } from '#shared/domain/actors.ts';
import { refusalCode, refusals } from '#shared/domain/refusals.ts';
import { paraglideMiddleware } from '#shared/paraglide/server.js';

const inTheirLanguage: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ request, locale }) => {
		event.request = request;
		return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) });
	});

const withActor: Handle = async ({ event, resolve }) => {
	const app = currentApp();
	const { locals, cookies, request } = event;
	locals.app = app;
	locals.services = answeringServices(app);
	locals.visitors = answering(app, app.visitors);
	locals.isSecure = event.url.protocol === 'https:';
	locals.actor = anonymous;
	try {
		const { actor, renewal } = await app.visitors.identify(request.headers.get('cookie') ?? undefined, locals.isSecure);
		locals.actor = actor;
		if (renewal) cookies.set(renewal.name, renewal.value, renewal.options);
	} catch (failure) {
		// With the database away nobody can be recognised. The page's own load fails on it next, and says so in words.
		if (!app.isDatabaseAway(failure)) throw failure;
	}
	const response = await resolve(event);
	// What a signed-in person saw must not come back with the Back button of a shared computer.
	if (locals.actor.kind !== 'anonymous') response.headers.set('Cache-Control', 'no-store');
	return response;
};

export const handle = sequence(inTheirLanguage, withActor);

export const handleError: HandleServerError = ({ error: failure, status, event }) => {
	if (status !== 404) currentApp().log.error({ err: failure, route: event.route.id }, 'a page failed');
	return { message: status === 404 ? 'not found' : 'something went wrong' };
};

/** As pages use them: a refusal becomes the status that answers it, a database that is away becomes 503. */
function answering<Owner extends object>(app: RunningApp, owner: Owner): Owner {
	const answer = (failure: unknown): never => {
		const code = app.isDatabaseAway(failure) ? 'database_away' : refusalCode(failure);
		if (code === null) throw failure;
		error(refusals[code], { message: code, code });
	};
	return new Proxy(owner, {
		get(target, name, receiver) {
			const member: unknown = Reflect.get(target, name, receiver);
			if (typeof member !== 'function') return member;
			return (...args: unknown[]) => (member as (...given: unknown[]) => Promise<unknown>)(...args).catch(answer);
		}
	});
}

function answeringServices(app: RunningApp): RunningApp['services'] {
	const entries = Object.entries<object>(app.services).map(
		([name, service]) => [name, answering(app, service)] as const
	);
	const answered: Record<string, object> = Object.fromEntries(entries);
	return answered as unknown as RunningApp['services'];
}
