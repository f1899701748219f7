import { cairoDate } from '#lib/kernel/cairo.ts';
import { calendarBreaches, readCalendar } from '#lib/modules/excavation/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

export const load = page(async ({ locals: { ctx }, url, depends }: PageServerLoadEvent) => {
	depends('excavation:calendar');
	const asked = /^20\d\d$/.exec(url.searchParams.get('year') ?? '')?.[0];
	const year = Number(asked ?? cairoDate(ctx.now()).slice(0, 4));
	return {
		year,
		calendar: await readCalendar(ctx, { from: `${year}-01-01`, to: `${year}-12-31` }),
		breaches: await calendarBreaches(ctx)
	};
});
