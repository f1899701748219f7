-- Planned against done on the map: which stage an area ought to have reached by now, and whether it has.
create or replace view map_fibre_progress as
select a.id, a.source, a.source_id, a.name_ar, a.name_en, coalesce(reached.stage, 'none') as kind,
	jsonb_build_object('homes', a.props -> 'homes', 'reached_on', reached.done_on,
		'due', coalesce(due.stage, 'none'),
		'standing', coalesce(reached.stage, 'none') || case when behind.stage is null then '' else ' late' end) as props,
	a.geom, a.geom_3857, a.search, a.updated_at
from fibre_areas a
left join lateral (
	select s.stage, s.done_on from fibre_area_stage s
	where s.area_id = a.id and s.done_on is not null order by s.position desc limit 1
) reached on true
left join lateral (
	select s.stage from fibre_area_stage s
	where s.area_id = a.id and s.planned_on <= (now() at time zone 'Africa/Cairo')::date
	order by s.position desc limit 1
) due on true
left join lateral (
	select s.stage from fibre_area_stage s
	where s.area_id = a.id and s.done_on is null and s.planned_on < (now() at time zone 'Africa/Cairo')::date limit 1
) behind on true;
