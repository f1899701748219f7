-- A step leaves the place of a case as it was: nothing of it is computed or indexed again.

-- Maps draw permits from the layer, never from the cases.
alter table permit drop column geom_3857;
-- Papers come one after the other while a case stands still: room beside it for its next states.
alter table permit set (fillfactor = 80);

-- What everybody may know of a case that is published already: of a step, where it stands and since when; of a change of
-- the case itself, all of it anew.
create or replace function permit_published() returns trigger language plpgsql as $$
declare
	known boolean := exists (select from public_permits r where r.permit_id = new.root_id);
begin
	if tg_op = 'UPDATE' and known and new.life = 'licence' and row(old.kind, old.unit_id, old.parcel_id, old.facts,
			old.applied_on, old.submitted_at, old.accepted_at, st_asbinary(old.geom), st_asbinary(old.footprint))
		is not distinct from row(new.kind, new.unit_id, new.parcel_id, new.facts, new.applied_on, new.submitted_at,
			new.accepted_at, st_asbinary(new.geom), st_asbinary(new.footprint)) then
		update public_permits r set kind = public_permit_state(new.state,
				(select state from permit where parent_id = new.id and life = 'execution'),
				(select state from permit where parent_id = new.id and life = 'completion')),
			decided_on = (new.decided_at at time zone 'Africa/Cairo')::date,
			issued_on = (new.issued_at at time zone 'Africa/Cairo')::date, expires_on = new.expires_on,
			version = r.version + 1, updated_at = now()
		where r.permit_id = new.id;
		return null;
	end if;
	perform publish_permit(new.root_id);
	if not known then perform log_public_permit(new.root_id); end if;
	return null;
end $$;
