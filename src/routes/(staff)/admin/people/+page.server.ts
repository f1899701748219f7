import { listPeople, listUnits } from '#lib/modules/people/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, url }: PageServerLoadEvent) => {
	const filter = Object.fromEntries(url.searchParams);
	const { people, next } = await listPeople(locals.ctx, filter);
	return { people, next, filter, units: await listUnits(locals.ctx) };
});
