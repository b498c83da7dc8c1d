// Cookie -> actor and back, for pages and for both sockets alike. Two cookies: a member's session and a guest's token; a
// session wins. Over https they carry the __Host- prefix and Secure; over plain http (a LAN address in a hall) a browser
// would drop such a cookie silently, so there it is the bare name.
import { anonymous, isKnown, type Actor } from '#shared/domain/actors.ts';
import type { Guests } from '../services/guests.ts';
import type { Members } from '../services/members.ts';
import type { Sessions } from './sessions.ts';

/** As SvelteKit's cookies.set takes it. */
export interface Cookie {
	name: string;
	value: string;
	options: { path: string; httpOnly: true; sameSite: 'lax'; secure: boolean; expires: Date };
}

export interface Visitors {
	/** renewal: the cookie of a session that was just prolonged. */
	identify(cookieHeader: string | undefined, isSecure: boolean): Promise<{ actor: Actor; renewal: Cookie | null }>;
	/** The same for a connection that stays open: it prolongs nothing, or a page left open would never be signed out. */
	whoIs(cookieHeader: string | undefined, isSecure: boolean): Promise<Actor>;
	/** A new session for a member: always a new id, so that nobody can bring one along. */
	signIn(member: string, isSecure: boolean): Promise<Cookie>;
	/** The cookie of somebody who drops in. Refuses while the door is closed. */
	enter(actor: Actor, input: { space: string; name: string }, isSecure: boolean): Promise<Cookie>;
	/** Ends session and guest visit; returns the cookies to take away. */
	leave(cookieHeader: string | undefined, isSecure: boolean): Promise<Cookie[]>;
}

export interface VisitorsOptions {
	sessions: Sessions;
	members: Members;
	guests: Guests;
	/** Somebody has signed out, here or in another tab: what they have open is to be asked again. */
	onLeft(actor: string): void;
}

type CookieKind = 'session' | 'guest';

export function cookieName(kind: CookieKind, isSecure: boolean): string {
	return `${isSecure ? '__Host-' : ''}rootbridge_${kind}`;
}

export function createVisitors({ sessions, members, guests, onLeft }: VisitorsOptions): Visitors {
	const cookie = (kind: CookieKind, isSecure: boolean, value: string, expires: Date): Cookie => ({
		name: cookieName(kind, isSecure),
		value,
		options: { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, expires }
	});

	async function guestOf(cookieHeader: string | undefined, isSecure: boolean): Promise<Actor> {
		const token = readCookie(cookieHeader, cookieName('guest', isSecure));
		return (token === null ? null : await guests.resolve(token)) ?? anonymous;
	}

	return {
		async identify(cookieHeader, isSecure) {
			const id = readCookie(cookieHeader, cookieName('session', isSecure));
			const session = id === null ? null : await sessions.resolve(id);
			const member = session ? await members.load(session.member) : null;
			if (id !== null && session && member) {
				const renewal = session.wasRenewed ? cookie('session', isSecure, id, session.expiresAt) : null;
				return { actor: member, renewal };
			}
			return { actor: await guestOf(cookieHeader, isSecure), renewal: null };
		},
		async whoIs(cookieHeader, isSecure) {
			const id = readCookie(cookieHeader, cookieName('session', isSecure));
			const session = id === null ? null : await sessions.peek(id);
			return (session && (await members.load(session.member))) ?? guestOf(cookieHeader, isSecure);
		},
		async signIn(member, isSecure) {
			const { id, expiresAt } = await sessions.start(member);
			return cookie('session', isSecure, id, expiresAt);
		},
		async enter(actor, input, isSecure) {
			const { token, expiresAt } = await guests.enter(actor, input);
			return cookie('guest', isSecure, token, expiresAt);
		},
		async leave(cookieHeader, isSecure) {
			const id = readCookie(cookieHeader, cookieName('session', isSecure));
			const token = readCookie(cookieHeader, cookieName('guest', isSecure));
			// Both, before they end: a member may have dropped in as a guest earlier.
			const session = id === null ? null : await sessions.peek(id);
			const guest = await guestOf(cookieHeader, isSecure);
			if (id !== null) await sessions.end(id);
			if (token !== null) await guests.leave(token);
			if (session) onLeft(session.member);
			if (isKnown(guest)) onLeft(guest.id);
			return [cookie('session', isSecure, '', new Date(0)), cookie('guest', isSecure, '', new Date(0))];
		}
	};
}

/** The value of one cookie in a Cookie header; null if it is not there. */
function readCookie(header: string | undefined, name: string): string | null {
	for (const part of header?.split(';') ?? []) {
		const [key, value] = part.split('=', 2);
		if (key?.trim() === name && value) return value.trim();
	}
	return null;
}
