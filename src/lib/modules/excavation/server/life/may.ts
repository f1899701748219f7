import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import {
	DIG_ACTIONS,
	factsOf,
	partyOf,
	STEP_ROLE,
	transitionOf,
	type Dig,
	type DigAction,
	type Party
} from '../../rules/index.ts';
import type { Asked } from './asked.ts';

/** What a person may do with a dig now, for the buttons of its record. */
export function mayNow(ctx: Ctx, dig: Dig, asked: Asked | undefined): Record<DigAction, boolean> {
	const { actor } = ctx;
	const today = cairoDate(ctx.now());
	const parties: Record<Party, boolean> = {
		owner: can(actor, 'dig:edit', { unitId: dig.promoter.unit_id ?? '' }),
		approver:
			asked !== undefined &&
			asked.opened_by !== actor.personId &&
			can(actor, 'dig:approve', { roles: [STEP_ROLE[asked.step]], unitPath: asked.unit_path }),
		owner_or_coordinator: can(actor, 'dig:reroute', { unitId: dig.promoter.unit_id ?? '' }),
		coordinator: can(actor, 'dig:override'),
		inspector: can(actor, 'dig:inspect'),
		system: false
	};
	const facts = factsOf(dig);
	return Object.fromEntries(
		DIG_ACTIONS.map((action) => [
			action,
			parties[partyOf(action)] && transitionOf(action, facts, today) !== undefined
		])
	) as Record<DigAction, boolean>;
}
