// An invitation as it is shown: the link, and the same as a QR code to hold up in a room.
import { encode } from 'uqr';

export interface InvitationLink {
	link: string;
	/** Rows of modules, true is dark. */
	qr: boolean[][];
}

/** The secret stands behind the #, where it reaches no server's log. */
export function invitationLink(origin: string, secret: string): InvitationLink {
	return qrOf(`${origin}/join#${secret}`);
}

export function qrOf(link: string): InvitationLink {
	return { link, qr: encode(link, { ecc: 'M', border: 2 }).data };
}
