-- What the tiles of works carry stands in columns of its own: taken out of an object for each row it cost ten times
-- the rest of the tile. And the heat of nuisance follows the day on the map; a running work goes on past its last day.
create or replace view map_digs as
select d.id, d.source, d.reference as source_id, d.title as name_ar, d.title as name_en, d.state as kind,
	jsonb_build_object(
		'promoter_ar', coalesce(u.name_ar, d.promoter), 'promoter_en', coalesce(u.name_en, d.promoter),
		'starts_on', d.starts_on, 'ends_on', d.ends_on, 'width_m', d.width_m,
		'length_m', round(d.length_m::numeric, 1), 'nuisance', n.index
	) as props,
	d.geom, d.geom_3857, d.search, d.updated_at,
	coalesce(u.name_ar, d.promoter) as promoter_ar, coalesce(u.name_en, d.promoter) as promoter_en,
	d.starts_on, d.ends_on, n.index as nuisance
from dig d
left join unit u on u.id = d.unit_id
left join dig_nuisance n on n.dig_id = d.id;

create or replace view map_dig_nuisance as
select d.id, d.source, d.reference as source_id, d.title as name_ar, d.title as name_en,
	case when n.index >= 3.5 then 'much' when n.index >= 2 then 'some' else 'little' end as kind,
	jsonb_build_object('nuisance', n.index, 'starts_on', d.starts_on, 'ends_on', d.ends_on, 'state', d.state) as props,
	d.geom, d.geom_3857, d.search, d.updated_at, n.index as nuisance, d.starts_on, d.ends_on, d.state
from dig d
join dig_nuisance n on n.dig_id = d.id
where d.state in ('planned', 'submitted', 'granted', 'running');

create or replace view public_works as
select d.id, 'diwan'::text as source, d.reference as source_id,
	public_text(d.title) as name_ar, public_text(d.title) as name_en, d.state as kind,
	jsonb_build_object(
		'promoter_ar', coalesce(u.name_ar, public_text(d.promoter)),
		'promoter_en', coalesce(u.name_en, public_text(d.promoter)),
		'category', d.category, 'traffic_effect', d.traffic_effect,
		'starts_on', d.starts_on, 'ends_on', d.ends_on
	) as props,
	d.geom, d.geom_3857, ar_norm(public_text(d.title) || ' ' || d.reference) as search, d.updated_at,
	d.starts_on, d.ends_on, d.traffic_effect
from dig d
left join unit u on u.id = d.unit_id
where d.state in ('granted', 'running');
