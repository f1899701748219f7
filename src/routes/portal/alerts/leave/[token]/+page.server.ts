import { leaveArea, subscribedArea } from '#lib/modules/excavation/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = page(async ({ locals, params, setHeaders }: PageServerLoadEvent) => {
	setHeaders({ 'cache-control': 'no-store' });
	return { told: await subscribedArea(locals.ctx, params.token) };
});

export const actions: Actions = {
	default: (event) => formAction(event, 'leave', () => leaveArea(event.locals.ctx, event.params.token))
};
