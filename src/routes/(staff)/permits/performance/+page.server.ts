import { listPermits, permitPerformance } from '#lib/modules/permits/server/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

const NAMES = ['from', 'to', 'unit'];
/** Cases named on the page; the rest are behind their number. */
const NAMED = '8';

export const load = page(async ({ locals: { ctx }, url, depends }: PageServerLoadEvent) => {
	depends('permits:cases');
	const asked = Object.fromEntries([...url.searchParams].filter(([name]) => NAMES.includes(name)));
	const figures = await permitPerformance(ctx, asked);
	const of = figures.unit ? { unit: figures.unit } : {};
	const alarmed = async (alarm: 'expired' | 'last') =>
		figures.total.alarms[alarm] ? (await listPermits(ctx, { ...of, alarm, limit: NAMED })).items : [];
	return { figures, expired: await alarmed('expired'), last: await alarmed('last') };
});
