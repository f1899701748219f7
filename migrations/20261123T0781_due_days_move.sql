-- A holiday that is decreed late moves the last days that are still to come: later, never earlier, and only of what nobody
-- has answered.
grant update (due_on) on permit_request to diwan_app;
grant update (due_on) on permit_consultation to diwan_app;
create function permit_due_moves() returns trigger language plpgsql as $$
begin
	if new.due_on is distinct from old.due_on
		and (not actor_is_system() or new.due_on < old.due_on or old.answered_at is not null) then
		raise exception 'a term ends when it was said, or later by the calendar' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_due_moves before update on permit_request for each row execute function permit_due_moves();
create trigger permit_due_moves before update on permit_consultation for each row execute function permit_due_moves();

-- A number that was declared as somebody else's and turns out to be one's own is one's own: no tie that can be taken back.
create or replace function person_key_of_contact() returns trigger language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
begin
	perform set_config('diwan.kind', 'system', true);
	delete from person_key where person_id = new.person_id and relation = 'self';
	if new.national_id_hmac is not null then
		delete from person_key where person_id = new.person_id and key = new.national_id_hmac;
		insert into person_key (person_id, key, relation) values (new.person_id, new.national_id_hmac, 'self');
	end if;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return null;
end $$;
