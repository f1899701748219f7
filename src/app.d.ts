import type { Ctx } from '#lib/server/context.ts';

declare global {
	namespace App {
		interface Locals {
			/** Who asks, in which language; services take it as first argument. */
			ctx: Ctx;
			theme: 'light' | 'dark' | 'auto';
			digits: 'latn' | 'arab';
		}
		interface Error {
			message: string;
			code?: string;
			/** To quote to support; it stands in the log. */
			reference?: string;
		}
	}
}

export {};
