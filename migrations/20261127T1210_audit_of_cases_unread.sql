-- The log says who applied, and who decided: of cases it is not read by whoever must not know the one or the other, but
-- for what they did themselves.
alter table audit_log enable row level security;
create policy audit_write on audit_log for insert with check (true);
create policy audit_read on audit_log for select using (
	(select actor_kind() <> 'person' or not (string_to_array(coalesce(current_setting('diwan.roles', true), ''), ',')
		<@ array['', 'citizen', 'applicant_engineer', 'reviewer', 'agency_focal_point']))
	or not starts_with(subject_type, 'permit') or actor_person_id = (select actor_person()));
-- The link before is found whoever writes.
alter function audit_link() security definer set search_path = public;
