import { listPermits } from '#lib/modules/permits/server/index.ts';
import type { Platform } from '#lib/server/platform.ts';
import type { Ctx } from '#lib/server/context.ts';
import { percentile } from './figures.ts';
import { DISTRICTS, type House } from './house.ts';

const TIMES = 40;

/** Milliseconds of the lists that officers open all day, and of their searches. */
export async function listPages(
	platform: Platform,
	house: House
): Promise<Record<string, { p50: number; p95: number; rows: number }>> {
	const { rows } = await platform.pool.query<{ reference: string }>(
		'select reference from permit order by md5(id::text) limit $1',
		[TIMES]
	);
	const of = (role: Parameters<House['officer']>[1]) => (i: number) => house.officer(i % DISTRICTS, role, i);
	const asked: [string, (i: number) => Ctx, (i: number) => Record<string, string>][] = [
		['all of a district', of('window_clerk'), () => ({})],
		['mine, clerk', of('window_clerk'), () => ({ mine: '1' })],
		['mine, reviewer', of('reviewer'), () => ({ mine: '1' })],
		['mine, head', of('head_of_engineering'), () => ({ mine: '1' })],
		['mine, cashier', of('cashier'), () => ({ mine: '1' })],
		['mine, authority', of('authority'), () => ({ mine: '1' })],
		['all of an engineer', (i) => house.engineer(i), () => ({})],
		['all of a reviewer', of('reviewer'), () => ({})],
		['issued of a district', of('authority'), () => ({ state: 'issued' })],
		['by reference', of('window_clerk'), (i) => ({ q: rows[i]!.reference })],
		['by street', of('window_clerk'), (i) => ({ q: `شارع ${i}` })],
		['nothing found', of('window_clerk'), (i) => ({ q: `لا يوجد ${i}` })]
	];
	const measured: Record<string, { p50: number; p95: number; rows: number }> = {};
	for (const [name, who, query] of asked) {
		const times: number[] = [];
		let found = 0;
		for (let i = 0; i < TIMES; i++) {
			const began = performance.now();
			found += (await listPermits(who(i), query(i))).items.length;
			times.push(performance.now() - began);
		}
		measured[name] = { p50: percentile(times, 0.5), p95: percentile(times, 0.95), rows: found / TIMES };
	}
	return measured;
}
