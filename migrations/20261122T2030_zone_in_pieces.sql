-- The buffer of a line whose points stand closer than the buffer is wide costs the square of their number (a surveyor's
-- walk of 3,000 points: minutes), and the embedded engine gives up on some of them. Buffered in runs of a few points,
-- united on a grid of a millimetre, the same ground is covered in a second or two.
create function buffer_once(g geometry, reach double precision, style text) returns geometry
language plpgsql immutable strict as $$
declare
	result geometry;
begin
	result := st_buffer(g, reach, style);
	return result;
end $$;

-- One run. Where the engine gives up, every segment is buffered alone: that is always simple.
create function buffer_run(g geometry, reach double precision, style text) returns geometry
language plpgsql immutable strict as $$
begin
	return buffer_once(g, reach, style);
exception when others then
	return (
		select st_union(covered, 0.001) from (
			select st_buffer(s.geom, reach, style) as covered
			from st_dump(case when st_dimension(g) = 2 then st_boundary(g) else g end) l, st_dumpsegments(l.geom) s
			union all select g where st_dimension(g) = 2
		) pieces
	);
end $$;

create function buffer_in_pieces(g geometry, reach double precision, quad_segs integer)
returns geometry language plpgsql immutable strict set jit = off as $$
declare
	style constant text := 'quad_segs=' || quad_segs;
	run constant integer := 8;
begin
	if st_npoints(g) <= 4 * run then return buffer_run(g, reach, style); end if;
	return (
		with part as materialized (select (st_dump(g)).geom),
		line as materialized (
			select row_number() over () as nr, l.geom
			from part p, lateral st_dump(case st_dimension(p.geom) when 1 then p.geom when 2 then st_boundary(p.geom) end) l
		),
		point as (
			select nr, d.path[array_upper(d.path, 1)] as i, d.geom from line, lateral st_dumppoints(line.geom) d
		),
		-- The point between two runs belongs to both.
		piece as (
			select st_makeline(p.geom order by p.i) as geom
			from point p, lateral (select distinct r from (values ((p.i - 1) / run), ((p.i - 2) / run)) v(r)) r
			group by p.nr, r.r having count(*) > 1
		)
		select st_union(all_of.geom, 0.001) from (
			select buffer_run(geom, reach, style) as geom from piece
			union all select geom from part where st_dimension(geom) = 2
			union all select st_buffer(geom, reach, style) from part where st_dimension(geom) = 0
		) all_of
	);
end $$;

alter table dig alter column zone drop expression;
alter table dig alter column zone set default st_geomfromtext('MULTIPOLYGON EMPTY', 22992);
create function dig_set_zone() returns trigger language plpgsql as $$
begin
	new.zone := st_multi(buffer_in_pieces(new.geom, new.buffer_m, 16));
	return new;
end $$;
create trigger dig_zone before insert or update of geom, buffer_m, zone on dig
	for each row execute function dig_set_zone();
