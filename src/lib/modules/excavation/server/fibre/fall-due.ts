import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';

/**
 * Areas of which a stage falls due today, or fell behind, look otherwise on the map from today on: it is told so, once.
 * @returns how many.
 */
export async function fallDue(ctx: Ctx): Promise<number> {
	const today = cairoDate(ctx.now());
	return ctx.transaction(async ({ db }) => {
		const { rows } = await sql`update fibre_areas a set updated_at = ${ctx.now()}
			where (a.updated_at at time zone 'Africa/Cairo')::date < ${today}::date
				and exists (select from fibre_area_stage s where s.area_id = a.id and s.done_on is null
					and s.planned_on between ${today}::date - 1 and ${today}::date)
			returning a.id`.execute(db);
		return rows.length;
	});
}
