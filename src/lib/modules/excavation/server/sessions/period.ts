import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import type { Window } from '../../rules/index.ts';

/** Days whose clashes a session is offered first: a month. */
const MONTH = 30;

/** Null for those who hold no sessions. */
export function sessionPeriod(ctx: Ctx): Window | null {
	if (!can(ctx.actor, 'dig:plan')) return null;
	const start = cairoDate(ctx.now());
	return { start, end: addDays(start, MONTH) };
}
