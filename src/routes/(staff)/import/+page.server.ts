import { demandImporter, importTargets, mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, url }: PageServerLoadEvent) => {
	const { ctx } = locals;
	demandImporter(ctx);
	return {
		catalogue: await mapCatalogue(ctx),
		targets: importTargets(ctx),
		/** Megabytes. */
		limit: ctx.platform.config.DIWAN_UPLOAD_MB,
		layer: url.searchParams.get('layer') ?? 'streets'
	};
});
