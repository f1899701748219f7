-- The day in Egypt: by the server's own it is yesterday until two in the morning.
create function cairo_today() returns date stable language sql as
$$ select (now() at time zone 'Africa/Cairo')::date $$;

create or replace function actor_holds(wanted text, in_unit bigint) returns boolean stable language sql as $$
	select actor_has_role(wanted) and exists (
		select from assignment a join unit held on held.id = a.unit_id join unit u on u.id = in_unit
		where a.person_id = actor_person() and a.role = wanted
			and (starts_with(u.path, held.path)
				or (wanted in ('window_clerk', 'cashier') and starts_with(held.path, u.path)))
			and a.valid_from <= cairo_today() and (a.valid_to is null or cairo_today() <= a.valid_to))
$$;
