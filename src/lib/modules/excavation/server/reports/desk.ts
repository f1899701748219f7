import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { CloseReport, ListReports, type ReportOnDesk } from '../../rules/index.ts';
import { parseInput } from '../input.ts';

/**
 * The reports of a state, dangerous and unlicensed ones first.
 * @param input `ListReports`, as in an address.
 * @throws DomainError `forbidden`, `invalid_input`.
 */
export async function listReports(
	ctx: Ctx,
	input: unknown
): Promise<{ items: ReportOnDesk[]; total: number }> {
	demand(ctx, 'report:read');
	const { state, unlicensed, limit } = parseInput(ListReports, input);
	const only =
		unlicensed === undefined
			? sql`true`
			: unlicensed === '1'
				? sql`r.dig_id is null`
				: sql`r.dig_id is not null`;
	return ctx.read(async (db) => {
		const { rows } = await sql<ReportOnDesk & { total: number }>`select r.id::text, r.code,
			array[st_x(st_transform(r.geom, 4326)), st_y(st_transform(r.geom, 4326))] as at,
			r.details, r.danger, to_char(r.reported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as reported_at,
			r.state, r.close_reason,
			(select jsonb_build_object('ar', coalesce(s.name_ar, s.name_en), 'en', coalesce(s.name_en, s.name_ar))
			from streets s where st_dwithin(s.geom, r.geom, 30) and coalesce(s.name_ar, s.name_en) is not null
			order by st_distance(s.geom, r.geom) limit 1) as street,
			case when d.id is not null then jsonb_build_object('reference', d.reference, 'title', d.title,
				'organisation', jsonb_build_object('ar', coalesce(u.name_ar, d.promoter),
					'en', coalesce(u.name_en, d.promoter)),
				'distance_m', round(r.distance_m)) end as work,
			count(*) over ()::int as total
		from dig_report r
		left join dig d on d.id = r.dig_id
		left join unit u on u.id = d.unit_id
		where r.state = ${state} and ${only}
		order by r.danger desc, r.dig_id is null desc, r.reported_at, r.id
		limit ${limit}`.execute(db);
		return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _, ...report }) => report) };
	});
}

/**
 * Ends a report with what was found on the spot.
 * @param input `CloseReport`
 * @throws DomainError `forbidden`, `not_found`, `state_forbids` when it is closed already, `invalid_input`.
 */
export async function closeReport(ctx: Ctx, id: string, input: unknown): Promise<void> {
	demand(ctx, 'report:close');
	const { outcome, reason } = parseInput(CloseReport, input);
	if (!/^\d{1,18}$/.test(id)) throw new DomainError('not_found');
	await ctx.transaction(async (tx) => {
		const { rows } = await sql<{ code: string; state: string }>`select code, state from dig_report
			where id = ${id} for update`.execute(tx.db);
		const [report] = rows;
		if (!report) throw new DomainError('not_found');
		if (report.state !== 'open') throw new DomainError('state_forbids', { params: { state: report.state } });
		await sql`update dig_report set state = ${outcome}, closed_at = ${ctx.now()}, closed_by = ${ctx.actor.personId},
			close_reason = ${reason} where id = ${id}`.execute(tx.db);
		await tx.audit('dig-report.closed', { type: 'dig-report', id: report.code }, { outcome, reason });
	});
}
