import { cairoDate } from '#lib/kernel/cairo.ts';
import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { permitCertificates, permitRecord, workingDayMinutes } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, params, depends }: PageServerLoadEvent) => {
	depends('permits:cases');
	return {
		record: await permitRecord(ctx, params.ref),
		certificates: await permitCertificates(ctx, params.ref),
		dayMinutes: await workingDayMinutes(ctx),
		today: cairoDate(ctx.now()),
		catalogue: await mapCatalogue(ctx)
	};
});
