import { cairoDate } from '#lib/kernel/cairo.ts';
import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { permitCertificates, permitRecord, workingDayMinutes } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, params, depends }: PageServerLoadEvent) => {
	depends('permits:cases');
	return {
		record: await permitRecord(ctx, params.ref),
		certificates: await permitCertificates(ctx, params.ref),
		dayMinutes: await workingDayMinutes(ctx),
		today: cairoDate(ctx.now()),
		mayOpen: can(ctx.actor, 'permit:open'),
		audits: can(ctx.actor, 'permit:audit_draw'),
		mayListStatements: can(ctx.actor, 'permit:statements'),
		catalogue: await mapCatalogue(ctx)
	};
});
