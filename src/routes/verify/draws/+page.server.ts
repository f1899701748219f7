import { DRAW_RULE, publishedDraws } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

/** What binds the draws of reviewers, day by day, for everybody. */
export const load = page(async ({ locals: { ctx } }: PageServerLoadEvent) => ({
	days: await publishedDraws(ctx),
	rule: DRAW_RULE
}));
