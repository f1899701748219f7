import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { siteStatement } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

/** The map, and the statement of the plot that the address names. */
export const load = page(async ({ locals: { ctx }, url }: PageServerLoadEvent) => {
	demand(ctx, 'permit:check');
	const asked = Object.fromEntries(
		['parcel', 'on', 'place'].flatMap((name) => {
			const value = url.searchParams.get(name);
			return value ? [[name, value]] : [];
		})
	);
	return {
		catalogue: await mapCatalogue(ctx),
		/** Whether the asker issues statements, somewhere. */
		states: can(ctx.actor, 'permit:state'),
		opens: can(ctx.actor, 'permit:open'),
		inspects: can(ctx.actor, 'permit:inspect'),
		statement: asked.parcel ? await siteStatement(ctx, asked) : null
	};
});
