-- Rule C9: works that close roads, judged together on the road graph.

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('C9', 'added_minutes', 5, '2000-01-01', 'estimate: what an ambulance must not lose'),
	('C9', 'network_reach_m', 3000, '2000-01-01', 'estimate: closures farther apart share no detour');

-- Kilometres an hour that traffic makes in streets of each class, junctions included.
create table road_speed (
	kind text primary key check (btrim(kind) <> ''),
	kmh real not null check (kmh > 0 and kmh <= 150),
	-- False until the governorate has confirmed the value; screens say so.
	verified boolean not null default false,
	origin text not null check (btrim(origin) <> '')
);
grant select on road_speed to diwan_app;
insert into road_speed (kind, kmh, origin)
select kind, kmh, 'estimate, to be confirmed' from (values
	('motorway', 80), ('trunk', 60), ('primary', 40), ('secondary', 35), ('tertiary', 30), ('unclassified', 25),
	('road', 20), ('residential', 20), ('service', 12), ('living_street', 10)) as s(kind, kmh);

-- What the road graph was built from. The processes keep the graph in memory; another version is another graph.
create table road_network (
	one boolean primary key default true check (one),
	version uuid not null default gen_random_uuid()
);
insert into road_network default values;
grant select on road_network to diwan_app;

create function road_network_changed() returns trigger security definer set search_path = public, pg_temp
language plpgsql as $$
begin
	update road_network set version = gen_random_uuid();
	return null;
end $$;
create trigger road_network_streets after insert or update or delete or truncate on streets
	for each statement execute function road_network_changed();
create trigger road_network_speeds after insert or update or delete or truncate on road_speed
	for each statement execute function road_network_changed();
create trigger road_network_hospitals after insert or update or delete or truncate on hospitals
	for each statement execute function road_network_changed();
create trigger road_network_schools after insert or update or delete or truncate on schools
	for each statement execute function road_network_changed();
create trigger road_network_places after insert or update or delete or truncate on places
	for each statement execute function road_network_changed();

-- Works that close the road, by place and time.
create index dig_closing on dig using gist (geom, daterange(starts_on, ends_on, '[]'))
	where traffic_effect = 'closed' and state <> 'cancelled' and state <> 'refused';

alter table dig_clash drop constraint dig_clash_rule_check;
alter table dig_clash
	add constraint dig_clash_rule_check check (rule in ('C1', 'C2', 'C3', 'C5', 'C9', 'O1')),
	-- What a rule knows beyond place and days: the ways that two closures cut or lengthen (C9).
	add column evidence jsonb check (jsonb_typeof(evidence) = 'object');
