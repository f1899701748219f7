-- Rule C5: works that meet other works' detours, bus and tram lines, and stops.

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('C5', 'detour_m', 5, '2000-01-01', 'GIPOD: detour'),
	('C5', 'route_m', 4, '2000-01-01', 'GIPOD: bus route'),
	('C5', 'stop_m', 10, '2000-01-01', 'GIPOD: on-call bus stop');

call create_layer_table('bus_routes', 'MultiLineString');
call create_layer_table('bus_stops', 'Point');

-- Where traffic is led while a work closes the carriageway, in the direction of travel.
create table dig_detour (
	id bigint generated always as identity primary key,
	dig_id bigint not null references dig,
	-- The order in which they are told, from 1.
	position smallint not null check (position > 0),
	-- Proposed by the road graph, or drawn by hand.
	origin text not null check (origin in ('network', 'drawn')),
	geom geometry(LineString, 22992) not null check (st_isvalid(geom) and not st_isempty(geom)),
	geom_3857 geometry(LineString, 3857) not null generated always as (st_transform(geom, 3857)) stored,
	length_m double precision not null generated always as (st_length(geom)) stored,
	unique (dig_id, position)
);
create index dig_detour_geom on dig_detour using gist (geom);
create index dig_detour_geom_3857 on dig_detour using gist (geom_3857);
grant select, insert, delete on dig_detour to diwan_app;
call follow_layer('dig_detour', 'dig_detours');

create view map_dig_detours as
select t.id, 'diwan'::text as source, d.reference || '/' || t.position as source_id,
	d.title as name_ar, d.title as name_en, d.state as kind,
	jsonb_build_object('reference', d.reference, 'starts_on', d.starts_on, 'ends_on', d.ends_on,
		'length_m', round(t.length_m::numeric)) as props,
	t.geom, t.geom_3857, ar_norm(d.title || ' ' || d.reference) as search, d.updated_at,
	d.reference, d.starts_on, d.ends_on
from dig_detour t
join dig d on d.id = t.dig_id and d.state not in ('cancelled', 'refused');
grant select on map_dig_detours to diwan_app;

alter table dig_history drop constraint dig_history_action_check;
alter table dig_history
	add constraint dig_history_action_check check (action in ('registered', 'edited', 'cancelled', 'finished', 'imported',
		'overridden', 'submitted', 'withdrawn', 'approved', 'granted', 'refused', 'returned', 'amended', 'started', 'filed',
		'overran', 'restored', 'closed', 'rerouted'));

-- Lines and stops of public transport in short pieces: a line runs through a whole city, and its box meets every work.
create table transit_piece (
	-- Names what is met: bus_routes:ID, bus_stops:ID; tracks in the streets by their name, tram:NAME.
	met text not null,
	layer text not null,
	row_id bigint not null,
	stop boolean not null,
	geom geometry(Geometry, 22992) not null
);
create index transit_piece_geom on transit_piece using gist (geom);
create index transit_piece_row on transit_piece (layer, row_id);
grant select on transit_piece to diwan_app;

-- What the standing works were last judged by, and what they are to be judged by.
create table transit_state (
	one boolean primary key default true check (one),
	version uuid not null default gen_random_uuid(),
	judged uuid
);
insert into transit_state (judged) values (null);
update transit_state set judged = version;
grant select, update (judged) on transit_state to diwan_app;

-- Trams run in streets, railways do not.
create function transit_met(layer text, id bigint, name text) returns text immutable language sql as $$
	select case layer when 'railways' then 'tram:' || coalesce(nullif(ar_norm(name), ''), id::text)
		else layer || ':' || id end
$$;

create function transit_changed() returns trigger security definer set search_path = public, pg_temp
language plpgsql as $$
declare
	gone bigint := 0;
	come bigint := 0;
begin
	if tg_op <> 'INSERT' then
		delete from transit_piece p using old_rows o where p.layer = tg_table_name and p.row_id = o.id;
		get diagnostics gone = row_count;
	end if;
	if tg_op <> 'DELETE' then
		insert into transit_piece (met, layer, row_id, stop, geom)
		select transit_met(tg_table_name, n.id, coalesce(n.name_ar, n.name_en)), tg_table_name, n.id,
			tg_table_name = 'bus_stops', piece
		from new_rows n, lateral st_subdivide(n.geom, 32) piece
		where tg_table_name <> 'railways' or n.kind = 'tram';
		get diagnostics come = row_count;
	end if;
	if gone + come > 0 then
		update transit_state set version = gen_random_uuid();
	end if;
	return null;
end $$;

create procedure follow_transit(relation text) language plpgsql as $$
begin
	execute format('create trigger transit_inserted after insert on %I referencing new table as new_rows
		for each statement execute function transit_changed()', relation);
	execute format('create trigger transit_deleted after delete on %I referencing old table as old_rows
		for each statement execute function transit_changed()', relation);
	execute format('create trigger transit_updated after update on %I referencing old table as old_rows
		new table as new_rows for each statement execute function transit_changed()', relation);
end $$;
call follow_transit('bus_routes');
call follow_transit('bus_stops');
call follow_transit('railways');

-- Tram tracks that are there already.
insert into transit_piece (met, layer, row_id, stop, geom)
select transit_met('railways', n.id, coalesce(n.name_ar, n.name_en)), 'railways', n.id, false, piece
from railways n, lateral st_subdivide(n.geom, 32) piece
where n.kind = 'tram';
update transit_state set version = gen_random_uuid() where exists (select from transit_piece);

-- Under C5 the other side may be a line or a stop instead of a work.
alter table dig_clash
	alter column dig_b drop not null,
	add column met text check (met ~ '^(bus_routes|bus_stops|tram):'),
	add constraint dig_clash_other check ((dig_b is null) = (met is not null) and (met is null or rule = 'C5'));
create unique index dig_clash_met on dig_clash (rule, dig_a, met) where met is not null;

-- What the map shows of them: a shared street goes without saying where the zones clash.
create or replace view map_dig_clashes as
select c.id, 'diwan'::text as source, c.id::text as source_id,
	a.reference || ' / ' || coalesce(b.reference, c.evidence -> 'transit' -> 'name' ->> 'ar') as name_ar,
	a.reference || ' / ' || coalesce(b.reference, c.evidence -> 'transit' -> 'name' ->> 'en') as name_en,
	c.rule as kind,
	jsonb_build_object('severity', c.severity, 'days', c.days, 'distance_m', round(c.distance_m::numeric, 1),
		'from_on', c.from_on, 'to_on', c.to_on) as props,
	c.geom, c.geom_3857,
	ar_norm(a.reference || ' ' || coalesce(b.reference, c.evidence -> 'transit' -> 'name' ->> 'ar', '')) as search,
	c.changed_at as updated_at
from dig_clash c
join dig a on a.id = c.dig_a
left join dig b on b.id = c.dig_b
where c.closed_at is null and c.severity <> 'info' and not (c.rule = 'C2' and exists (
	select from dig_clash z
	where z.rule = 'C1' and z.dig_a = c.dig_a and z.dig_b = c.dig_b and z.closed_at is null));

-- Lines and stops by the layer they are rows of, as they are called.
create view transit_named as
select 'bus_routes'::text as layer, id, source_id, kind, props ->> 'ref' as ref, name_ar, name_en from bus_routes
union all
select 'bus_stops', id, source_id, kind, props ->> 'ref', name_ar, name_en from bus_stops
union all
select 'railways', id, source_id, kind, props ->> 'ref', name_ar, name_en from railways;
grant select on transit_named to diwan_app;
