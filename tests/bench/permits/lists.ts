import { listPermits, permitPerformance } from '#lib/modules/permits/server/index.ts';
import type { Platform } from '#lib/server/platform.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
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

/** Milliseconds of the figures that heads and the governor open: the quarter that is shown at first, and a year. */
export async function figuresShown(
	platform: Platform,
	house: House
): Promise<Record<string, { p50: number; p95: number }>> {
	const { rows } = await platform.pool.query<{ id: string; path: string }>(
		`select id::text, path from unit where code = 'bench'`
	);
	const { id: unitId, path: unitPath } = rows[0]!;
	const head = house.officer(0, 'head_of_engineering', 0);
	const held = { role: 'governor' as const, unitId, unitPath, delegatedBy: null };
	const governor = makeCtx(platform, {
		...head,
		actor: { ...head.actor, unitId, unitPath, assignments: [held] }
	});
	const to = new Date().toISOString().slice(0, 10);
	const year = { from: new Date(Date.now() - 360 * 86_400_000).toISOString().slice(0, 10), to };
	const asked: [string, Ctx, Record<string, string>][] = [
		['quarter, district', head, {}],
		['quarter, governorate', governor, {}],
		['year, governorate', governor, year]
	];
	const measured: Record<string, { p50: number; p95: number }> = {};
	for (const [name, who, query] of asked) {
		const times: number[] = [];
		for (let i = 0; i < 10; i++) {
			const began = performance.now();
			await permitPerformance(who, query);
			times.push(performance.now() - began);
		}
		measured[name] = { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
	}
	return measured;
}
