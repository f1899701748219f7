-- Rules C2 (same street), C3 (too soon after) and O1 (dig together) beside C1.

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('C2', 'reach_m', 10, '2000-01-01', 'a work this near to a section''s centre line is in that section'),
	('C3', 'gap_days', 7, '2000-01-01', 'Balady: up to one week between digs at one place'),
	('C3', 'gap_after_road_works_days', 90, '2000-01-01', 'Balady: 90 days after road works'),
	('O1', 'starts_within_days', 30, '2000-01-01', 'Street Manager practice: starts at most 30 days apart');

alter table dig
	-- Paving and repair of the road itself, after which a dig waits longer.
	add column road_works boolean not null default false,
	-- The street in the source's own words; works that name one street are in one street, mapped or not.
	add column street text check (btrim(street) <> '' and length(street) <= 200);

-- The street sections each dig is in, kept with it: rule C2 is asked of all pairs.
create table dig_street (
	dig_id bigint not null references dig on delete cascade,
	-- section:ID or street:ID of the layers, name:NAME as a source wrote it.
	street text not null,
	primary key (street, dig_id)
);
create index dig_street_dig on dig_street (dig_id);
grant select, insert, delete on dig_street to diwan_app;

-- The keys of the streets in which a work of this shape is; `named` is the street as its source wrote it.
create function streets_at(shape geometry, named text, reach_m double precision) returns setof text stable
language sql as $$
	with section as materialized (
		select 'section:' || s.id as street from street_sections s where st_dwithin(s.geom, shape, reach_m)
	)
	select street from section
	union all
	select 'street:' || s.id from streets s
	where not exists (select from section) and st_dwithin(s.geom, shape, reach_m)
	union all
	select 'name:' || ar_norm(named) where named is not null
$$;

-- The line of a street by its key; none for one that is only named.
create function street_line(street text) returns geometry stable
language sql as $$
	select geom from street_sections where id = case when street like 'section:%' then substr(street, 9)::bigint end
	union all
	select geom from streets where id = case when street like 'street:%' then substr(street, 8)::bigint end
$$;

alter table dig_clash drop constraint dig_clash_rule_check, drop constraint dig_clash_severity_check;
alter table dig_clash
	add check (rule in ('C1', 'C2', 'C3', 'O1')),
	add check (severity in ('block', 'warn', 'info')),
	-- C1, C2: days both are open. C3: days from the end of one to the start of the other. O1: shared days, if any.
	alter column days drop expression;
alter table dig_clash drop constraint dig_clash_days_check;
alter table dig_clash alter column days set not null, add check (days >= 0), add check (to_on >= from_on);

-- What the map shows of them: offers are for the planners' desks, and a shared street goes without saying where the
-- zones clash.
create or replace view map_dig_clashes as
select c.id, 'diwan'::text as source, c.id::text as source_id,
	a.reference || ' / ' || b.reference as name_ar, a.reference || ' / ' || b.reference as name_en,
	c.rule as kind,
	jsonb_build_object('severity', c.severity, 'days', c.days, 'distance_m', round(c.distance_m::numeric, 1),
		'from_on', c.from_on, 'to_on', c.to_on) as props,
	c.geom, c.geom_3857, ar_norm(a.reference || ' ' || b.reference) as search, c.changed_at as updated_at
from dig_clash c
join dig a on a.id = c.dig_a
join dig b on b.id = c.dig_b
where c.closed_at is null and c.severity <> 'info' and not (c.rule = 'C2' and exists (
	select from dig_clash z
	where z.rule = 'C1' and z.dig_a = c.dig_a and z.dig_b = c.dig_b and z.closed_at is null));
