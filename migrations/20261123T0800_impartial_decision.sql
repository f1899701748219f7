-- Ties can become known after the draw. Nothing is decided on what a tied reviewer has signed: the file goes back, and
-- another reviewer is drawn.
create function permit_reviewer_tied(of bigint) returns boolean stable language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	tied boolean;
begin
	perform set_config('diwan.kind', 'system', true);
	-- Reviewers themselves are told nothing: by declaring ties they could find out whose the file is.
	select exists (select from permit_hand h join permit_party_key k on k.permit_id = h.permit_id
		join person_key o on o.key = k.key and o.person_id = h.person_id
		where h.permit_id = of and h.duty = 'reviewer' and h.ended_at is null
			and h.person_id is distinct from actor_person()) into tied;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return tied;
end $$;
create function permit_decided_impartially() returns trigger language plpgsql as $$
begin
	if permit_reviewer_tied(new.permit_id) then
		raise exception 'the reviewer is tied to the case' using errcode = 'insufficient_privilege';
	end if;
	return null;
end $$;
create constraint trigger permit_decided_impartially after insert on permit_event
	deferrable initially deferred for each row when (current_user = 'diwan_app' and new.action in ('approve', 'refuse'))
	execute function permit_decided_impartially();
