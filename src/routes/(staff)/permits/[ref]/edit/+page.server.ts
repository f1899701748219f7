import { redirect } from '@sveltejs/kit';
import { mapCatalogue } from '#lib/modules/layers/server/index.ts';
import { feeExemptions, getPermit, plotChoice, readParties } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

/** A case that lies with whoever asks, the map, and the parcel that the address names instead of its own. */
export const load = page(async ({ locals: { ctx }, params, url }: PageServerLoadEvent) => {
	const permit = await getPermit(ctx, params.ref);
	if (!permit.may.includes('edit')) redirect(303, `/permits/${permit.reference}`);
	const id = url.searchParams.get('parcel');
	return {
		permit,
		parties: await readParties(ctx, params.ref),
		catalogue: await mapCatalogue(ctx),
		exemptions: await feeExemptions(ctx),
		chosen: id ? await plotChoice(ctx, id) : null
	};
});
