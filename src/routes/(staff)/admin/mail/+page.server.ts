import { formAction } from '#lib/server/auth/form-action.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { listMails, retryMail } from '#lib/server/mail/index.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx } }: PageServerLoadEvent) => ({
	mail: await listMails(ctx)
}));

export const actions: Actions = {
	default: (event) => formAction(event, 'retry', ({ id = '' }) => retryMail(event.locals.ctx, id))
};
