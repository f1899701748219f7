-- The seed of a day is nobody's to read before the day is over: whoever knew it could tell who will be drawn. What is
-- public from the first moment is its hash. The draw reads it by the right of the database itself.
revoke select on permit_seed from diwan_app;
grant select (day, commitment) on permit_seed to diwan_app;
alter function permit_draw_by_seed() security definer;
alter function permit_draw_by_seed() set search_path = public;
create function permit_seed_of(wanted date) returns bytea stable security definer set search_path = public language sql as $$
	select seed from permit_seed where day = wanted and (day < cairo_today() or actor_has_role('auditor'))
$$;
create index permit_draw_day on permit_draw (day);
