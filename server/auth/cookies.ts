// The two cookies we set: a member's session and a guest's token. Over https they carry the __Host- prefix and Secure;
// over plain http (a LAN address in a hall) a browser would drop such a cookie silently, so there it is the bare name.

export type CookieKind = 'session' | 'guest';

export function cookieName(kind: CookieKind, isSecure: boolean): string {
	return `${isSecure ? '__Host-' : ''}rootbridge_${kind}`;
}

export function cookieAttributes(isSecure: boolean, expires: Date) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, expires } as const;
}

/** The value of one cookie in a Cookie header; null if it is not there. */
export function readCookie(header: string | undefined, name: string): string | null {
	for (const part of header?.split(';') ?? []) {
		const [key, value] = part.split('=', 2);
		if (key?.trim() === name && value) return value.trim();
	}
	return null;
}
