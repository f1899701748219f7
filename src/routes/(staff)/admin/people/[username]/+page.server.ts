import { today } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { randomCode } from '#lib/kernel/ids.ts';
import {
	assignRole,
	editPerson,
	endRole,
	getPerson,
	listUnits,
	setActive
} from '#lib/modules/people/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import { removeSecondFactor, revokeSessions, setPassword, unlinkIdentity } from '#lib/server/auth/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = page(async ({ locals: { ctx }, params, url }: PageServerLoadEvent) => {
	const person = await getPerson(ctx, params.username);
	return {
		person,
		units: await listUnits(ctx),
		today: today(ctx.now),
		created: url.searchParams.has('created'),
		mayAssign: can(ctx.actor, 'role:assign', { personId: person.id })
	};
});

const idOf = async ({ locals, params }: RequestEvent) => (await getPerson(locals.ctx, params.username)).id;

export const actions: Actions = {
	names: (event) =>
		formAction(event, 'names', async (input) =>
			editPerson(event.locals.ctx, await idOf(event), input as never)
		),
	assign: (event) =>
		formAction(event, 'assign', async (input) =>
			assignRole(event.locals.ctx, await idOf(event), input as never)
		),
	end: (event) => formAction(event, 'end', ({ id = '' }) => endRole(event.locals.ctx, id)),
	active: (event) =>
		formAction(event, 'active', async ({ active = '' }) => {
			const id = await idOf(event);
			demand(event.locals.ctx, 'role:assign', { personId: id });
			if (!['0', '1'].includes(active))
				throw new DomainError('invalid_input', { fields: [{ path: 'active', code: 'field_choice' }] });
			await setActive(event.locals.ctx, id, active === '1');
		}),
	password: (event) =>
		formAction(event, 'password', async () => {
			const password = randomCode(60).toLowerCase();
			await setPassword(event.locals.ctx, await idOf(event), password, { mustChange: true });
			return password;
		}),
	sessions: (event) =>
		formAction(event, 'sessions', async () => revokeSessions(event.locals.ctx, await idOf(event))),
	secondFactor: (event) =>
		formAction(event, 'secondFactor', async () => removeSecondFactor(event.locals.ctx, await idOf(event))),
	unlink: (event) =>
		formAction(event, 'unlink', async () => unlinkIdentity(event.locals.ctx, await idOf(event)))
};
