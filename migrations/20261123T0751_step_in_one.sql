-- What a step brings in every case is written by one statement, as whoever takes it: the step itself, where the case
-- stands then, the entry of the log and the news of it.
create function permit_keep_step(step jsonb) returns void language plpgsql as $$
declare
	e permit_event := jsonb_populate_record(null::permit_event, step);
	given permit := jsonb_populate_record(null::permit, step -> 'columns');
begin
	insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at, reason, detail)
	values (e.permit_id, e.version, e.action, e.from_state, e.to_state, e.duty, e.person_id, e.at, e.reason, e.detail);
	update permit p set state = e.to_state, version = e.version, updated_at = e.at,
		submitted_at = coalesce(given.submitted_at, p.submitted_at), applied_on = coalesce(given.applied_on, p.applied_on),
		certificate_on = coalesce(given.certificate_on, p.certificate_on), accepted_at = coalesce(given.accepted_at, p.accepted_at),
		decided_at = coalesce(given.decided_at, p.decided_at), issued_at = coalesce(given.issued_at, p.issued_at),
		expires_on = coalesce(given.expires_on, p.expires_on), deemed_at = coalesce(given.deemed_at, p.deemed_at)
	where p.id = e.permit_id;
	insert into audit_log (actor_person_id, actor_unit_id, actor_kind, action, subject_type, subject_id, detail, request_id)
	select l.actor_person_id, l.actor_unit_id, l.actor_kind, l.action, l.subject_type, l.subject_id, l.detail, l.request_id
	from jsonb_populate_record(null::audit_log, step -> 'entry') l;
	insert into change_event (topic, keys, payload) values ('permit', array[e.permit_id::text], '{}');
end $$;

-- Terms, fees and the calendar are read all day and change a few times a year. Whoever keeps them in memory knows by this
-- name of what stands in them whether it is still that.
create table permit_tables (
	only_one boolean primary key default true check (only_one),
	version uuid not null default gen_random_uuid()
);
insert into permit_tables default values;
grant select on permit_tables to diwan_app;
create function permit_tables_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
	update permit_tables set version = gen_random_uuid();
	return null;
end $$;
do $$
declare
	relation text;
begin
	foreach relation in array array['permit_setting', 'permit_fee_formula', 'dig_weekend', 'dig_calendar_year',
		'dig_calendar_period', 'dig_street_hours', 'dig_school_shift', 'dig_rule_parameter'] loop
		execute format('create trigger permit_tables_changed after insert or update or delete or truncate on %I
			for each statement execute function permit_tables_changed()', relation);
	end loop;
end $$;
