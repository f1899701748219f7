-- A work may be drawn as a surface: its length, wherever one is told or compared, is half its outline.
alter table dig alter column length_m drop expression;
alter table dig alter column length_m set default 0;
alter function dig_set_zone() rename to dig_set_measures;
create or replace function dig_set_measures() returns trigger language plpgsql as $$
begin
	new.zone := st_multi(buffer_in_pieces(new.geom, new.buffer_m, 16));
	new.length_m := st_length(new.geom) + st_perimeter(new.geom) / 2;
	return new;
end $$;
drop trigger dig_zone on dig;
create trigger dig_measures before insert or update of geom, buffer_m, zone, length_m on dig
	for each row execute function dig_set_measures();
update dig set length_m = 0 where st_dimension(geom) = 2;
