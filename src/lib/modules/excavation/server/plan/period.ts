import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Window } from '../../rules/index.ts';

/** Days of the period that a committee is offered first: a quarter. */
const QUARTER = 91;

/** @throws DomainError `forbidden` */
export function planPeriod(ctx: Ctx): Window {
	demand(ctx, 'dig:plan');
	const start = addDays(cairoDate(ctx.now()), 1);
	return { start, end: addDays(start, QUARTER) };
}
