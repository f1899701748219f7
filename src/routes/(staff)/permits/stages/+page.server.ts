import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import { listStages, plannedStages } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, depends }: PageServerLoadEvent) => {
	depends('permits:stages');
	return {
		stages: await listStages(ctx),
		planned: await plannedStages(ctx),
		mayEdit: can(ctx.actor, 'permit_stage:edit'),
		tomorrow: addDays(cairoDate(ctx.now()), 1)
	};
});
