import { getPerson, readContact, saveContact } from '#lib/modules/people/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, params }: PageServerLoadEvent) => {
	demand(ctx, 'contact:edit');
	const person = await getPerson(ctx, params.username);
	return { person, contact: await readContact(ctx, person.id) };
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, 'contact', async (input) => {
			const { id } = await getPerson(event.locals.ctx, event.params.username);
			await saveContact(event.locals.ctx, id, input);
		})
};
