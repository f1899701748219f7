import { confirmArea, pendingArea } from '#lib/modules/excavation/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { Actions, PageServerLoadEvent } from './$types';

/** Looking confirms nothing: programs that examine mails follow their links. */
export const load = page(async ({ locals, params, setHeaders }: PageServerLoadEvent) => {
	setHeaders({ 'cache-control': 'no-store' });
	return { told: await pendingArea(locals.ctx, params.token).catch(() => null) };
});

export const actions: Actions = {
	default: (event) => formAction(event, 'confirm', () => confirmArea(event.locals.ctx, event.params.token))
};
