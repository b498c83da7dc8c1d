import type { App as RunningApp } from '#server/app.ts';
import type { Actor } from '#shared/domain/actors.ts';
import type { RefusalCode } from '#shared/domain/refusals.ts';

declare global {
	namespace App {
		interface Locals {
			app: RunningApp;
			/** The services, with every refusal already turned into the status that answers it. */
			services: RunningApp['services'];
			visitors: RunningApp['visitors'];
			actor: Actor;
			/** The request came over https. */
			isSecure: boolean;
		}
		interface Error {
			message: string;
			/** What was refused, if it was an expected "no". */
			code?: RefusalCode;
		}
	}
}

export {};
