import { DISCIPLINES } from '#lib/modules/permits/rules/index.ts';
import {
	declareTie,
	disciplinesOf,
	liftTie,
	listTies,
	setDisciplines,
	tieTyped
} from '#lib/modules/permits/server/index.ts';
import { getPerson } from '#lib/modules/people/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

export const load = page(async ({ locals: { ctx }, params }: PageServerLoadEvent) => {
	const person = await getPerson(ctx, params.username);
	const { id: personId } = person;
	const ties = await listTies(ctx, personId);
	const reviews = person.roles.some((held) => held.role === 'reviewer');
	return {
		person,
		ties,
		mayLift: can(ctx.actor, 'permit_tie:lift', { personId }),
		disciplines:
			reviews && can(ctx.actor, 'permit_discipline:set') && personId !== ctx.actor.personId
				? await disciplinesOf(ctx, params.username)
				: null
	};
});

const idOf = async ({ locals, params }: RequestEvent) => (await getPerson(locals.ctx, params.username)).id;

export const actions: Actions = {
	tie: (event) =>
		formAction(event, 'tie', async (input) =>
			declareTie(event.locals.ctx, await idOf(event), tieTyped(input))
		),
	lift: (event) =>
		formAction(event, 'lift', async ({ id = '' }) => liftTie(event.locals.ctx, await idOf(event), id)),
	disciplines: (event) =>
		formAction(event, 'disciplines', (input) => {
			demand(event.locals.ctx, 'people:manage');
			return setDisciplines(event.locals.ctx, event.params.username, {
				disciplines: DISCIPLINES.filter((d) => input[d] === 'on')
			});
		})
};
