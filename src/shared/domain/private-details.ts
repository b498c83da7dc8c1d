// Hints while people type: text that looks like a phone number, an e-mail address or a person number does not belong on
// a board that anyone can read, nor into a letter. A hint, never a block: "1-2-3" is not a phone number, and people may
// have their reasons.

export type PrivateDetail = 'email' | 'phone' | 'number';

/** Tried once per run of characters: tried at each of them, a long run would hold the page for seconds. */
const email = /(?<![^\s@])[^\s@]+@[^\s@]+\.[^\s@]{2,}/u;
/** Ten digits as North American numbers are written, with or without 1 and separators; or seven, with a hyphen. */
const phone = /(?<!\d)(?:\+?1[\s.-]?)?(?:\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?|(?<![\d.,-])\d{3}-)\d{4}(?!\d|-\d)/u;
/**
 * A letter and four or more digits, or five or more digits: how jails and courts number people. The five of a ZIP code
 * behind its state are an address, which a letter has to carry.
 */
const personNumber = /(?<![\p{L}\d])(?:[A-Za-z]{1,2}-?\d{4,}|(?<!\b[A-Z]{2}\.? )\d{5,})(?!\d)/u;

/** The first kind of private detail the text seems to hold; null if none. */
export function findPrivateDetail(text: string): PrivateDetail | null {
	if (email.test(text)) return 'email';
	if (phone.test(text)) return 'phone';
	return personNumber.test(text) ? 'number' : null;
}
