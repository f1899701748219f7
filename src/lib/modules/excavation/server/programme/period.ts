import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import type { UnitChoice } from '../form.ts';

/** What a new call is offered first: the coming quarter, two weeks to answer, every company; null for who calls nobody. */
export async function callPeriod(
	ctx: Ctx
): Promise<{ start: string; end: string; due: string; units: UnitChoice[] } | null> {
	if (!can(ctx.actor, 'programme:call')) return null;
	const today = cairoDate(ctx.now());
	const [year = 0, month = 1] = today.split('-').map(Number);
	const first = Math.floor((month - 1) / 3) * 3 + 4;
	const day = (months: number) => new Date(Date.UTC(year, months - 1, 1)).toISOString().slice(0, 10);
	const units = await ctx.read((db) =>
		db
			.selectFrom('unit')
			.select(['id', 'code', 'name_ar', 'name_en'])
			.where('kind', '=', 'company')
			.where('valid', '=', true)
			.orderBy('name_ar')
			.execute()
	);
	return {
		start: day(first),
		end: addDays(day(first + 3), -1),
		due: addDays(today, 14),
		units: units.map((u) => ({ id: u.id, code: u.code, name: { ar: u.name_ar, en: u.name_en } }))
	};
}
