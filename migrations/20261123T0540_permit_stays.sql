-- How long a case stood in the state that a step leaves is kept with the step, so that a report over thousands of
-- them reads one row for each and looks for no other.
alter table permit_event add column entered_at timestamptz;
create function permit_event_entered() returns trigger language plpgsql as $$
begin
	new.entered_at := null;
	if new.from_state <> new.to_state then
		select e.at into new.entered_at from permit_event e
		where e.permit_id = new.permit_id and e.version < new.version and e.from_state is distinct from e.to_state
		order by e.version desc limit 1;
	end if;
	return new;
end $$;

alter table permit_event no force row level security;
alter table permit_event disable trigger permit_event_kept;
update permit_event left_by set entered_at = (select e.at from permit_event e
		where e.permit_id = left_by.permit_id and e.version < left_by.version and e.from_state is distinct from e.to_state
		order by e.version desc limit 1)
	where from_state <> to_state;
alter table permit_event enable trigger permit_event_kept;
alter table permit_event force row level security;
create trigger permit_event_entered before insert on permit_event
	for each row execute function permit_event_entered();

-- What was left when; and the files that wait, without those that lie in the archive.
create index permit_event_left on permit_event (at) include (permit_id, action, from_state, entered_at)
	where entered_at is not null;
create index permit_waiting on permit (unit_id, state, certificate_on) where life = 'licence' and state in ('submitted',
	'intake_check', 'returned_incomplete', 'accepted', 'assigned', 'technical_review', 'info_requested', 'consultation',
	'recommended', 'approval_review', 'approved_fees_due');
create index permit_request_asked on permit_request (asked_at);
-- Whose a case is, without the case: what the figures join thousands of steps with.
create index permit_reach on permit (id) include (unit_id, life, root_id);
