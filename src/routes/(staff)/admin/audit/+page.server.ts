import { listAudit } from '#lib/server/audit/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { wordsOf } from '#lib/server/http/words.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, url }: PageServerLoadEvent) => {
	const filter = Object.fromEntries(url.searchParams);
	const { entries, next } = await listAudit(ctx, filter);
	return {
		filter,
		next,
		entries: entries.map((e) => ({
			...e,
			// A module words its own actions as `audit_<action>`; without words the code is shown.
			words: wordsOf(`audit_${e.action.replace(/[.-]/g, '_')}`, {}, ctx.locale) ?? null
		}))
	};
});
