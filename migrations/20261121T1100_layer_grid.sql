-- How many things of a layer stand in each square of the ground, for the zooms where single things are too many.
-- A cell of level L is 1/64 of a tile of zoom L; gx counts from the west edge of the EPSG:3857 world, gy from the
-- north. Rows are only ever added (also negative ones) and summed by the reader, so that two people who change
-- the same layer never wait for each other; `fold_layer_grid` sums them up from time to time.
create table layer_grid (
	layer text not null,
	level smallint not null,
	gx integer not null,
	gy integer not null,
	n bigint not null
);
create index layer_grid_place on layer_grid (layer, level, gx, gy) include (n);
grant select, insert, delete on layer_grid to diwan_app;

create function layer_grid_x(place geometry) returns integer immutable parallel safe language sql as
$$ select floor(((st_xmin(place) + st_xmax(place)) / 2 + 20037508.342789244) / 40075016.685578488 * 1048576)::integer $$;
create function layer_grid_y(place geometry) returns integer immutable parallel safe language sql as
$$ select floor((20037508.342789244 - (st_ymin(place) + st_ymax(place)) / 2) / 40075016.685578488 * 1048576)::integer $$;

-- From cells of level 14 to the levels that are kept (14, 12, 10, 8, 6).
create function layer_grid_add(wanted text, cells_x integer[], cells_y integer[], counts bigint[]) returns void
language sql as $$
	insert into layer_grid (layer, level, gx, gy, n)
	select wanted, 14 - up, x >> up, y >> up, sum(n)
	from unnest(cells_x, cells_y, counts) as cell (x, y, n), unnest('{0,2,4,6,8}'::smallint[]) as up
	where x is not null and y is not null
	group by up, x >> up, y >> up
	having sum(n) <> 0
$$;

create function layer_grid_gained() returns trigger language plpgsql as $$
begin
	perform layer_grid_add(tg_argv[0], array_agg(x), array_agg(y), array_agg(n)) from (
		select layer_grid_x(geom_3857) x, layer_grid_y(geom_3857) y, count(*) n from new_rows group by 1, 2) c;
	return null;
end $$;
create function layer_grid_lost() returns trigger language plpgsql as $$
begin
	perform layer_grid_add(tg_argv[0], array_agg(x), array_agg(y), array_agg(n)) from (
		select layer_grid_x(geom_3857) x, layer_grid_y(geom_3857) y, -count(*) n from old_rows group by 1, 2) c;
	return null;
end $$;
create function layer_grid_moved() returns trigger language plpgsql as $$
begin
	perform layer_grid_add(tg_argv[0], array_agg(x), array_agg(y), array_agg(n)) from (
		select x, y, sum(n)::bigint n from (
			select layer_grid_x(geom_3857) x, layer_grid_y(geom_3857) y, -1 n from old_rows
			union all
			select layer_grid_x(geom_3857), layer_grid_y(geom_3857), 1 from new_rows) places
		group by 1, 2 having sum(n) <> 0) c;
	return null;
end $$;
create function layer_grid_emptied() returns trigger language plpgsql as $$
begin
	delete from layer_grid where layer = tg_argv[0];
	return null;
end $$;

-- Keeps the grid of a table with geom_3857, beginning with what the table holds now.
create procedure grid_layer(relation text, layer text) language plpgsql as $$
begin
	execute format('lock table %I in share row exclusive mode', relation);
	execute format('create trigger %I after insert on %I referencing new table as new_rows
		for each statement execute function layer_grid_gained(%L)', layer || '_grid_gained', relation, layer);
	execute format('create trigger %I after delete on %I referencing old table as old_rows
		for each statement execute function layer_grid_lost(%L)', layer || '_grid_lost', relation, layer);
	execute format('create trigger %I after update on %I referencing old table as old_rows new table as new_rows
		for each statement execute function layer_grid_moved(%L)', layer || '_grid_moved', relation, layer);
	execute format('create trigger %I after truncate on %I
		for each statement execute function layer_grid_emptied(%L)', layer || '_grid_emptied', relation, layer);
	delete from layer_grid where layer_grid.layer = grid_layer.layer;
	execute format('select layer_grid_add(%L, array_agg(x), array_agg(y), array_agg(n)) from (
		select layer_grid_x(geom_3857) x, layer_grid_y(geom_3857) y, count(*) n from %I group by 1, 2) c', layer, relation);
end $$;

-- Sums up the rows of each cell. One caller at a time; the others return at once. Returns how many rows went.
create function fold_layer_grid() returns bigint language plpgsql as $$
declare
	before bigint;
	after bigint;
begin
	if not pg_try_advisory_xact_lock(4211993) then return 0; end if;
	with gone as (
		delete from layer_grid where (layer, level, gx, gy) in (
			select layer, level, gx, gy from layer_grid group by 1, 2, 3, 4 having count(*) > 1 or sum(n) = 0)
		returning *),
	kept as (
		insert into layer_grid select layer, level, gx, gy, sum(n) from gone group by 1, 2, 3, 4 having sum(n) <> 0
		returning 1)
	select (select count(*) from gone), (select count(*) from kept) into before, after;
	return before - after;
end $$;

call grid_layer('buildings', 'buildings');
call grid_layer('parcels', 'parcels');
call grid_layer('places', 'places');
call grid_layer('schools', 'schools');
call grid_layer('hospitals', 'hospitals');
call grid_layer('depots', 'depots');
call grid_layer('demand', 'demand');
