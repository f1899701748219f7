import { listUnits } from '#lib/modules/people/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx } }: PageServerLoadEvent) => {
	demand(ctx, 'people:read');
	return { units: await listUnits(ctx) };
});
