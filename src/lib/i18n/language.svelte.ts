// The language of the page in the browser. Messages read it while they render, so switching changes every word in place:
// the page, the scroll and a half-filled form stay. On the server Paraglide keeps it per request.
import { browser } from '$app/environment';
import { getLocale, overwriteGetLocale, setLocale, type Locale } from '#shared/paraglide/runtime.js';

class PageLanguage {
	#chosen = $state<Locale | null>(null);

	get current(): Locale {
		return this.#chosen ?? getLocale();
	}

	/** Takes over from the server: called once, before anything renders in the browser. */
	adopt(locale: Locale): void {
		this.#chosen = locale;
		overwriteGetLocale(() => this.#chosen ?? locale);
	}

	switchTo(locale: Locale): void {
		this.#chosen = locale;
		document.documentElement.lang = locale;
		void setLocale(locale, { reload: false }); // keeps it in the cookie
	}
}

export const language = new PageLanguage();

if (browser) language.adopt(document.documentElement.lang === 'es' ? 'es' : 'en');
