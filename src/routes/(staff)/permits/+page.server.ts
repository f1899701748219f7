import { cairoDate } from '#lib/kernel/cairo.ts';
import { ListPermits } from '#lib/modules/permits/rules/index.ts';
import { listPermits, openAlarms, workingDayMinutes } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

const NAMES = Object.keys(ListPermits.shape).filter((name) => name !== 'limit' && name !== 'cursor');

export const load = page(async ({ locals: { ctx }, url, depends }: PageServerLoadEvent) => {
	depends('permits:cases');
	const asked = Object.fromEntries([...url.searchParams].filter(([name]) => NAMES.includes(name)));
	return {
		list: await listPermits(ctx, asked),
		dayMinutes: await workingDayMinutes(ctx),
		today: cairoDate(ctx.now()),
		alarms: can(ctx.actor, 'permit:alarms') ? await openAlarms(ctx) : [],
		mayCompare: can(ctx.actor, 'permit:performance'),
		mayListStatements: can(ctx.actor, 'permit:statements'),
		mayInspect: can(ctx.actor, 'permit:inspect'),
		mayOpen: can(ctx.actor, 'permit:open'),
		mayAskSite: can(ctx.actor, 'permit:check')
	};
});
