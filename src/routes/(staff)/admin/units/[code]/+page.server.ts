import { DomainError } from '#lib/kernel/errors.ts';
import { editUnit, listUnits } from '#lib/modules/people/server/index.ts';
import { formAction } from '#lib/server/auth/form-action.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Actions, PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, params }: PageServerLoadEvent) => {
	demand(ctx, 'people:manage');
	const units = await listUnits(ctx);
	const unit = units.find((u) => u.code === params.code);
	if (!unit) throw new DomainError('not_found', { params: { type: 'unit', id: params.code } });
	// Neither itself nor what is below it can stand above it.
	return { unit, units: units.filter((u) => !u.path.startsWith(unit.path) || u.id === unit.parentId) };
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, 'unit', ({ valid, ...input }) =>
			editUnit(event.locals.ctx, event.params.code, { ...input, valid: valid === '1' } as never)
		)
};
