-- The map of works that everybody may look at.
create view public_works as
select d.id, 'diwan'::text as source, d.reference as source_id,
	public_text(d.title) as name_ar, public_text(d.title) as name_en, d.state as kind,
	jsonb_build_object(
		'promoter_ar', coalesce(u.name_ar, public_text(d.promoter)),
		'promoter_en', coalesce(u.name_en, public_text(d.promoter)),
		'category', d.category, 'traffic_effect', d.traffic_effect,
		'starts_on', d.starts_on, 'ends_on', d.ends_on
	) as props,
	d.geom, d.geom_3857, ar_norm(public_text(d.title) || ' ' || d.reference) as search, d.updated_at
from dig d
left join unit u on u.id = d.unit_id
where d.state in ('granted', 'running');
grant select on public_works to diwan_app;
create index dig_open_geom_3857 on dig using gist (geom_3857) where state in ('granted', 'running');

-- Only what was or is public makes itself known to the public: where somebody plans is nobody's business yet.
create function public_works_changed() returns trigger language plpgsql as $$
begin
	insert into change_event (topic, keys, min_x, min_y, max_x, max_y, payload)
	select 'layer:public_works',
		case when count(*) <= 50 then array_agg(distinct id::text) end,
		st_xmin(st_extent(geom_3857)), st_ymin(st_extent(geom_3857)),
		st_xmax(st_extent(geom_3857)), st_ymax(st_extent(geom_3857)),
		jsonb_build_object('op', lower(tg_op), 'rows', count(*))
	from changed_rows where state in ('granted', 'running')
	having count(*) > 0;
	return null;
end $$;
create function public_works_moved() returns trigger language plpgsql as $$
begin
	insert into change_event (topic, keys, min_x, min_y, max_x, max_y, payload)
	select 'layer:public_works',
		case when count(distinct id) <= 50 then array_agg(distinct id::text) end,
		st_xmin(st_extent(geom_3857)), st_ymin(st_extent(geom_3857)),
		st_xmax(st_extent(geom_3857)), st_ymax(st_extent(geom_3857)),
		jsonb_build_object('op', 'update', 'rows', count(distinct id))
	from (select id, geom_3857, state from old_rows union all select id, geom_3857, state from new_rows) both_places
	where state in ('granted', 'running')
	having count(*) > 0;
	return null;
end $$;
create trigger public_works_inserted after insert on dig referencing new table as changed_rows
	for each statement execute function public_works_changed();
create trigger public_works_updated after update on dig referencing old table as old_rows new table as new_rows
	for each statement execute function public_works_moved();
