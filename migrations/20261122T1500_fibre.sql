-- From copper to fibre: areas of a telecom company's programme, their stages, digs and the buildings to connect.

-- `props`: homes (passed), unit (code of the company), and as a file may bring them `<stage>_planned`, `<stage>_done`.
call create_layer_table('fibre_areas', 'MultiPolygon');
call follow_layer('fibre_areas', 'fibre_progress');

-- What was planned and done as entered here; where there is no row, what the file said holds.
create table fibre_stage (
	area_id bigint not null references fibre_areas on delete cascade,
	stage text not null check (stage in ('survey', 'civil', 'cable', 'splice', 'migrate', 'copper_off')),
	planned_on date,
	done_on date,
	updated_at timestamptz not null default now(),
	updated_by bigint references person,
	primary key (area_id, stage)
);
grant select, insert, update, delete on fibre_stage to diwan_app;

create table fibre_dig (
	area_id bigint not null references fibre_areas on delete cascade,
	dig_id bigint not null references dig,
	at timestamptz not null default now(),
	person_id bigint references person,
	primary key (area_id, dig_id)
);
create index fibre_dig_dig on fibre_dig (dig_id);
grant select, insert, delete on fibre_dig to diwan_app;

-- Buildings of agencies by layer and key there, and since when they are connected.
create table fibre_building (
	area_id bigint not null references fibre_areas on delete cascade,
	layer text not null check (layer in ('schools', 'hospitals', 'places')),
	feature_id bigint not null,
	connected_on date not null,
	updated_at timestamptz not null default now(),
	updated_by bigint references person,
	primary key (area_id, layer, feature_id)
);
grant select, insert, update, delete on fibre_building to diwan_app;

-- The six stages of every area.
create view fibre_area_stage as
select a.id as area_id, s.stage, s.position,
	case when e.area_id is not null then e.planned_on
		when a.props ->> (s.stage || '_planned') ~ '^\d{4}-\d{2}-\d{2}$'
			then (a.props ->> (s.stage || '_planned'))::date end as planned_on,
	case when e.area_id is not null then e.done_on
		when a.props ->> (s.stage || '_done') ~ '^\d{4}-\d{2}-\d{2}$'
			then (a.props ->> (s.stage || '_done'))::date end as done_on
from fibre_areas a
cross join unnest(array['survey', 'civil', 'cable', 'splice', 'migrate', 'copper_off'])
	with ordinality as s(stage, position)
left join fibre_stage e on e.area_id = a.id and e.stage = s.stage;
grant select on fibre_area_stage to diwan_app;

create view map_fibre_progress as
select a.id, a.source, a.source_id, a.name_ar, a.name_en, coalesce(reached.stage, 'none') as kind,
	jsonb_build_object('homes', a.props -> 'homes', 'reached_on', reached.done_on) as props,
	a.geom, a.geom_3857, a.search, a.updated_at
from fibre_areas a
left join lateral (
	select s.stage, s.done_on from fibre_area_stage s
	where s.area_id = a.id and s.done_on is not null order by s.position desc limit 1
) reached on true;
grant select on map_fibre_progress to diwan_app;
