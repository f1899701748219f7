import { redirect } from '@sveltejs/kit';
import { createUnit, listUnits } from '#lib/modules/people/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx } }: PageServerLoadEvent) => {
	demand(ctx, 'people:manage');
	return { units: await listUnits(ctx) };
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, 'unit', async (input) => {
			await createUnit(event.locals.ctx, input as never);
			redirect(303, '/admin/units');
		})
};
