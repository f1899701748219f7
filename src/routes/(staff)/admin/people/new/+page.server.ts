import { redirect } from '@sveltejs/kit';
import { createPerson } from '#lib/modules/people/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = page(({ locals }: PageServerLoadEvent) => demand(locals.ctx, 'people:manage'));

export const actions: Actions = {
	default: (event) =>
		formAction(event, 'create', async (input) => {
			const { username } = await createPerson(event.locals.ctx, input as never);
			redirect(303, `/admin/people/${encodeURIComponent(username)}?created=1`);
		})
};
