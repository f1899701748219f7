-- Who serves a plot: only the units it lies in are asked whether they are manned.

create or replace function permit_department(plot geometry, asking text) returns jsonb
language plpgsql stable security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	told jsonb;
begin
	perform set_config('diwan.kind', 'system', true);
	with ground as materialized (
		select coalesce(f.name_ar, f.name_en) as ar, coalesce(f.name_en, f.name_ar) as en, u.id, u.path,
			st_area(st_intersection(f.geom, plot)) as m2
		from districts f left join unit u on u.kind = 'district' and u.valid
			and (u.code = lower(f.source_id) or ar_norm(u.name_ar) = ar_norm(f.name_ar))
		where st_intersects(f.geom, plot)
	), office as materialized (
		select a.role, a.person_id, h.path
		from assignment a join unit h on h.id = a.unit_id join person p on p.id = a.person_id
		where a.role in ('reviewer', 'head_of_engineering', 'authority') and p.active
			and cairo_today() >= a.valid_from and (a.valid_to is null or cairo_today() <= a.valid_to)
	), start as (
		select id, path, m2 from ground where path is not null
		union all
		-- A district that is no unit here is served by whoever is asked; no other governorate is.
		select null, asking, 0 where asking is not null and not exists (select from ground where path is not null)
			and (exists (select from ground) or not exists (select from districts))
	), near as materialized (
		select u.id, u.code, u.path, u.name_ar, u.name_en, s.m2, coalesce(u.id = s.id, false) as own
		from start s join unit u on u.valid and starts_with(s.path, u.path)
	)
	select jsonb_build_object(
		'district', (select jsonb_build_object('ar', ar, 'en', en) from ground where ar is not null order by m2 desc limit 1),
		'department', (select jsonb_build_object('id', n.id::text, 'code', n.code, 'path', n.path, 'own', n.own,
				'name', jsonb_build_object('ar', n.name_ar, 'en', n.name_en))
			from near n
			where (select count(distinct o.person_id) filter (where o.role = 'reviewer')
						>= permit_setting_on('draw_least', cairo_today())
					and bool_or(o.role = 'reviewer' and o.path = n.path)
					and bool_or(o.role = 'head_of_engineering') and bool_or(o.role = 'authority')
				from office o where starts_with(n.path, o.path))
			order by n.m2 desc, length(n.path) desc limit 1)) into told;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return told;
end $$;
