import { cairoDate } from '#lib/kernel/cairo.ts';
import { STATEMENT_OPEN } from '#lib/modules/permits/rules/index.ts';
import { listPermits, listStatements, workingDayMinutes } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

const NAMES = ['q', 'status'];
/** Those that wait, as many as are looked through at once; the rest is in their list. */
const WAITING = { life: 'statement', state: STATEMENT_OPEN.join(','), limit: '20' };

export const load = page(async ({ locals: { ctx }, url }: PageServerLoadEvent) => ({
	requests: await listPermits(ctx, WAITING),
	dayMinutes: await workingDayMinutes(ctx),
	today: cairoDate(ctx.now()),
	mayOpen: can(ctx.actor, 'permit:open'),
	list: await listStatements(
		ctx,
		Object.fromEntries([...url.searchParams].filter(([name]) => NAMES.includes(name)))
	)
}));
