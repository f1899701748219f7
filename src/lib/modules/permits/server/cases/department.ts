import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { can, hasRole, SYSTEM } from '#lib/server/policy/index.ts';

/** The engineering department that has the cases of a plot. */
export interface PlotDepartment {
	id: string;
	code: string;
	path: string;
	name: Bilingual;
	/** It is the district's own, and not that of the city, the markaz or the governorate over it. */
	own: boolean;
}

interface Found {
	district: Bilingual | null;
	department: PlotDepartment | null;
}

/**
 * Where a plot lies, and the nearest unit at or over its district that can carry a case to the licence: with reviewers of
 * its own, enough of them for a draw, a head of engineering and an authority there or above it. A district that is no unit
 * here is served by the department of whoever asks; one whose units have nobody, by none.
 * @param geom hex EWKB, EPSG:22992
 */
export async function departmentAt(ctx: Ctx, geom: string): Promise<Found> {
	// Who works where is not shown to applicants.
	const system = makeCtx(ctx.platform, { actor: SYSTEM });
	const { rows } = await system.read((db) =>
		sql<{ district: Bilingual | null; department: PlotDepartment | null }>`
with ground as materialized (
	select coalesce(f.name_ar, f.name_en) as ar, coalesce(f.name_en, f.name_ar) as en, u.id, u.path,
		st_area(st_intersection(f.geom, g.geom)) as m2
	from (select ${geom}::geometry as geom) g join districts f on st_intersects(f.geom, g.geom)
	left join unit u on u.kind = 'district' and u.valid
		and (u.code = lower(f.source_id) or ar_norm(u.name_ar) = ar_norm(f.name_ar))
), office as materialized (
	select a.role, a.person_id, h.path from assignment a join unit h on h.id = a.unit_id join person p on p.id = a.person_id
	where a.role in ('reviewer', 'head_of_engineering', 'authority') and p.active
		and cairo_today() >= a.valid_from and (a.valid_to is null or cairo_today() <= a.valid_to)
), start as (
	select id, path, m2 from ground where path is not null
	union all
	-- No other governorate is served.
	select null, ${ctx.actor.unitPath}::text, 0 where ${ctx.actor.unitPath}::text is not null
		and not exists (select from ground where path is not null)
		and (exists (select from ground) or not exists (select from districts))
)
select (select jsonb_build_object('ar', ar, 'en', en) from ground where ar is not null order by m2 desc limit 1) as district,
	(select jsonb_build_object('id', u.id::text, 'code', u.code, 'path', u.path, 'own', u.id = s.id,
			'name', jsonb_build_object('ar', u.name_ar, 'en', u.name_en))
		from start s join unit u on u.valid and starts_with(s.path, u.path)
		where (select count(distinct o.person_id) filter (where o.role = 'reviewer')
					>= permit_setting_on('draw_least', cairo_today())
				and bool_or(o.role = 'reviewer' and o.path = u.path)
				and bool_or(o.role = 'head_of_engineering') and bool_or(o.role = 'authority')
			from office o where starts_with(u.path, o.path))
		order by s.m2 desc, length(u.path) desc limit 1) as department`.execute(db)
	);
	const { district, department } = rows[0]!;
	return { district, department: department && { ...department, own: department.own ?? false } };
}

/** The department of a plot. @throws DomainError `permit_no_department` */
export async function departmentOf(ctx: Ctx, geom: string): Promise<string> {
	return (await demandDepartment(ctx, geom)).id;
}

/**
 * The same for who opens a case: a clerk does so at a window of that department.
 * @throws DomainError `permit_no_department`, `permit_other_window`.
 */
export async function departmentToOpen(ctx: Ctx, geom: string): Promise<string> {
	const department = await demandDepartment(ctx, geom);
	if (servesAt(ctx, department) === false)
		throw new DomainError('permit_other_window', { params: { unit: department.name[ctx.locale] } });
	return department.id;
}

/** Whether a clerk's window is one of a department; null for who is no clerk. */
export const servesAt = (ctx: Ctx, { path }: Pick<PlotDepartment, 'path'>): boolean | null =>
	hasRole(ctx.actor, 'window_clerk')
		? can(ctx.actor, 'permit:serve', { duty: 'clerk', unitPath: path })
		: null;

async function demandDepartment(ctx: Ctx, geom: string): Promise<PlotDepartment> {
	const { department } = await departmentAt(ctx, geom);
	if (!department) throw new DomainError('permit_no_department');
	return department;
}
