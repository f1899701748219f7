import { listPermits } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { can } from '#lib/server/policy/index.ts';
import type { PageServerLoadEvent } from './$types';

const NAMES = ['q', 'state', 'mine', 'life'];

export const load = page(async ({ locals: { ctx }, url, depends }: PageServerLoadEvent) => {
	depends('permits:cases');
	const asked = Object.fromEntries([...url.searchParams].filter(([name]) => NAMES.includes(name)));
	return {
		list: await listPermits(ctx, asked),
		mayInspect: can(ctx.actor, 'permit:inspect'),
		mayOpen: can(ctx.actor, 'permit:open'),
		mayAskSite: can(ctx.actor, 'permit:check')
	};
});
