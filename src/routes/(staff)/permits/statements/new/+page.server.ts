import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { feeExemptions, plotChoice } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

/** The map, and the parcel that the address names. */
export const load = page(async ({ locals: { ctx }, url }: PageServerLoadEvent) => {
	demand(ctx, 'permit:open');
	const id = url.searchParams.get('parcel');
	return {
		catalogue: await mapCatalogue(ctx),
		exemptions: await feeExemptions(ctx),
		plot: id ? await plotChoice(ctx, id) : null
	};
});
