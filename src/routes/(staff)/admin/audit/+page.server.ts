import { actionWords, detailWords, listAudit, subjectWords } from '#lib/server/audit/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, url }: PageServerLoadEvent) => {
	const filter = Object.fromEntries(url.searchParams);
	const { entries, next } = await listAudit(ctx, filter);
	return {
		filter,
		next,
		entries: entries.map((e) => ({
			...e,
			// Without words the code is shown.
			words: actionWords(e.action, ctx.locale) ?? null,
			subjectWords: subjectWords(e.subjectType, ctx.locale) ?? null,
			detailWords: detailWords(e.detail, ctx.locale)
		}))
	};
});
