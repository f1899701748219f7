import { cairoDate } from '#lib/kernel/cairo.ts';
import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { makeCtx } from '#lib/server/context.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { mailsLeave } from '#lib/server/mail/index.ts';
import type { PageServerLoadEvent } from './$types';

/** Everybody sees the same map here, also those who may see more elsewhere. */
export const load = page(async ({ locals }: PageServerLoadEvent) => {
	const { ctx } = locals;
	const catalogue = await mapCatalogue(makeCtx(ctx.platform, { locale: ctx.locale }));
	const layers = catalogue.layers.map((l) => (l.id === 'public_works' ? { ...l, visible: true } : l));
	return {
		catalogue: { ...catalogue, layers },
		today: cairoDate(ctx.now()),
		mail: mailsLeave(ctx.platform.config)
	};
});
