import { redirect } from '@sveltejs/kit';
import { digFormData, digRecord } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, params }: PageServerLoadEvent) => {
	const { dig, may } = await digRecord(locals.ctx, params.ref);
	if (!may.edit && !may.amend) redirect(303, `/excavation/${dig.reference}`);
	return { dig, amends: may.amend, ...(await digFormData(locals.ctx)) };
});
