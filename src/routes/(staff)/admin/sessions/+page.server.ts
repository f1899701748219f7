import { formAction } from '#lib/server/auth/form-action.ts';
import { listSessions, revokeSessions } from '#lib/server/auth/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can } from '#lib/server/policy/index.ts';
import type { Actions, PageServerLoadEvent } from './$types';

const isId = (text: string) => /^[1-9][0-9]{0,17}$/.test(text);

export const load = page(async ({ locals: { ctx } }: PageServerLoadEvent) => {
	const sessions = await listSessions(ctx, { own: false, limit: 500 });
	return {
		sessions: sessions.map((s) => ({
			...s,
			mayEnd: can(ctx.actor, 'session:revoke', { personId: s.personId })
		}))
	};
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, 'end', ({ person = '', id = '' }) =>
			revokeSessions(event.locals.ctx, isId(person) ? person : '0', { only: isId(id) ? id : '0' })
		)
};
