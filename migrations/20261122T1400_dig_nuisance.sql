-- How much each dig disturbs traffic, 0 to 5 (the Helsinki index), with its parts; reckoned when a dig is saved.
create table dig_nuisance (
	dig_id bigint primary key references dig on delete cascade,
	index numeric(2, 1) not null check (index between 0 and 5),
	parts jsonb not null check (jsonb_typeof(parts) = 'object')
);
grant select, insert, update on dig_nuisance to diwan_app;

create or replace view map_digs as
select d.id, d.source, d.reference as source_id, d.title as name_ar, d.title as name_en, d.state as kind,
	jsonb_build_object(
		'promoter_ar', coalesce(u.name_ar, d.promoter), 'promoter_en', coalesce(u.name_en, d.promoter),
		'starts_on', d.starts_on, 'ends_on', d.ends_on, 'width_m', d.width_m,
		'length_m', round(d.length_m::numeric, 1), 'nuisance', n.index
	) as props,
	d.geom, d.geom_3857, d.search, d.updated_at
from dig d
left join unit u on u.id = d.unit_id
left join dig_nuisance n on n.dig_id = d.id;

-- The heat of works that are planned or under way.
create view map_dig_nuisance as
select d.id, d.source, d.reference as source_id, d.title as name_ar, d.title as name_en,
	case when n.index >= 3.5 then 'much' when n.index >= 2 then 'some' else 'little' end as kind,
	jsonb_build_object('nuisance', n.index, 'starts_on', d.starts_on, 'ends_on', d.ends_on) as props,
	d.geom, d.geom_3857, d.search, d.updated_at
from dig d
join dig_nuisance n on n.dig_id = d.id
where d.state in ('planned', 'submitted', 'granted', 'running');
grant select on map_dig_nuisance to diwan_app;
call follow_layer('dig', 'dig_nuisance');
