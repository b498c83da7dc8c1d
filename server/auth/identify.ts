// Cookie -> actor, for pages and for both sockets alike. A member's session wins over a guest's token.
import type { Actor } from '#shared/domain/actors.ts';
import { anonymous } from '#shared/domain/actors.ts';
import type { Guests } from '../services/guests.ts';
import type { Members } from '../services/members.ts';
import { cookieName, readCookie } from './cookies.ts';
import type { Sessions } from './sessions.ts';

export interface Identity {
	actor: Actor;
	/** A session that was just prolonged: the page sets its cookie anew. */
	renewed: { id: string; expiresAt: Date } | null;
}

export type Identify = (cookieHeader: string | undefined, isSecure: boolean) => Promise<Identity>;

export interface IdentifyOptions {
	sessions: Sessions;
	members: Members;
	guests: Guests;
}

export function createIdentify({ sessions, members, guests }: IdentifyOptions): Identify {
	return async (cookieHeader, isSecure) => {
		const sessionId = readCookie(cookieHeader, cookieName('session', isSecure));
		const session = sessionId ? await sessions.resolve(sessionId) : null;
		const member = session ? await members.load(session.member) : null;
		if (member && session && sessionId) {
			const renewed = session.wasRenewed ? { id: sessionId, expiresAt: session.expiresAt } : null;
			return { actor: member, renewed };
		}
		const token = readCookie(cookieHeader, cookieName('guest', isSecure));
		const guest = token ? await guests.resolve(token) : null;
		return { actor: guest ?? anonymous, renewed: null };
	};
}
