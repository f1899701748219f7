-- Works as a map of the whole city shows them. A picture of a day takes tens of thousands of them out of tables whose
-- rows are mostly what is not seen from so far; these rows hold nothing else, a tenth of the pages.
create table dig_afar (
	id bigint primary key references dig on delete cascade,
	kind text not null,
	starts_on date not null,
	ends_on date not null,
	nuisance numeric(2, 1),
	geom_3857 geometry(Geometry, 3857) not null
);
insert into dig_afar select d.id, d.state, d.starts_on, d.ends_on, n.index, d.geom_3857
from dig d left join dig_nuisance n on n.dig_id = d.id;
create index dig_afar_geom_3857 on dig_afar using gist (geom_3857);
grant select, insert, update on dig_afar to diwan_app;

create function dig_afar_inserted() returns trigger language plpgsql as $$
begin
	insert into dig_afar (id, kind, starts_on, ends_on, geom_3857)
	select id, state, starts_on, ends_on, geom_3857 from new_rows;
	return null;
end $$;
create function dig_afar_updated() returns trigger language plpgsql as $$
begin
	update dig_afar a set kind = n.state, starts_on = n.starts_on, ends_on = n.ends_on, geom_3857 = n.geom_3857
	from new_rows n
	where a.id = n.id
		and ((a.kind, a.starts_on, a.ends_on) <> (n.state, n.starts_on, n.ends_on) or not a.geom_3857 = n.geom_3857);
	return null;
end $$;
create function dig_afar_reckoned() returns trigger language plpgsql as $$
begin
	update dig_afar a set nuisance = n.index from new_rows n where a.id = n.dig_id and a.nuisance is distinct from n.index;
	return null;
end $$;
create trigger dig_afar_inserted after insert on dig referencing new table as new_rows
	for each statement execute function dig_afar_inserted();
create trigger dig_afar_updated after update on dig referencing new table as new_rows
	for each statement execute function dig_afar_updated();
create trigger dig_afar_reckoned after insert on dig_nuisance referencing new table as new_rows
	for each statement execute function dig_afar_reckoned();
create trigger dig_afar_reckoned_anew after update on dig_nuisance referencing new table as new_rows
	for each statement execute function dig_afar_reckoned();

-- The same for their heat.
create view map_dig_nuisance_afar as
select id, case when nuisance >= 3.5 then 'much' when nuisance >= 2 then 'some' else 'little' end as kind,
	geom_3857, nuisance, starts_on, ends_on, kind as state
from dig_afar
where nuisance is not null and kind in ('planned', 'submitted', 'granted', 'running');
grant select on map_dig_nuisance_afar to diwan_app;
