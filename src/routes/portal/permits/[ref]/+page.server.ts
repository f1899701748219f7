import { publishedPermit } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

/** One entry of the register; of a case that is not in it nothing is said. */
export const load = page(async ({ locals, params, depends }: PageServerLoadEvent) => {
	depends('permits:register');
	return { record: await publishedPermit(locals.ctx, params.ref) };
});
