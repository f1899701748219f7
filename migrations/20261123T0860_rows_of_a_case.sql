-- What hangs from a case is seen by whoever sees the case. Officers see every case, so that of them nothing else is asked;
-- of others it is asked in one place, and not planned anew within each statement that reads such a row.
create function permit_shown(of bigint) returns boolean stable language plpgsql as $$
begin
	return exists (select from permit p where p.id = of);
end $$;
do $$
declare
	relation text;
begin
	foreach relation in array array['permit_event', 'permit_check', 'permit_waiver', 'permit_request', 'permit_consultation',
		'permit_document', 'permit_account', 'permit_receipt', 'permit_execution', 'permit_inspection', 'permit_as_built',
		'permit_violation', 'permit_quote', 'permit_payment'] loop
		execute format('drop policy %I on %I', relation || '_read', relation);
		execute format('create policy %I on %I for select
			using ((select actor_is_system() or actor_is_staff()) or permit_shown(permit_id))', relation || '_read', relation);
	end loop;
end $$;

-- The same of what is written: who may is asked by one function, and not planned anew within each statement that writes.
-- Whoever asks for a licence stands beside the licence itself; of what hangs from one, beside that.
create function permit_own(of bigint) returns boolean stable language plpgsql as $$
begin
	if exists (select from permit_applicant a where a.permit_id = of and a.person_id = actor_person()) then
		return true;
	end if;
	return exists (select from permit p join permit_applicant a on a.permit_id = p.root_id
		where p.id = of and p.root_id <> p.id and a.person_id = actor_person());
end $$;
create or replace function permit_asks(of bigint) returns boolean stable language plpgsql as $$
begin
	if actor_is_system() then return true; end if;
	if actor_has_role('window_clerk') and permit_serving(of, array['clerk']) then return true; end if;
	return permit_own(of);
end $$;

drop policy permit_event_write on permit_event;
create policy permit_event_write on permit_event for insert with check (
	case duty
		when 'applicant' then actor_is_system() or permit_own(permit_id)
		when 'system' then actor_is_system()
			or action in ('assign', 'hear', 'deviate', 'finish_stages', 'settle', 'settle_payment', 'hand_over', 'end_works')
		else person_id = actor_person() and permit_serving(permit_id, array[duty]) and permit_in_office(permit_id, duty)
	end);

create function permit_hand_may(of bigint, root bigint, person bigint, duty text) returns boolean
stable language plpgsql as $$
begin
	if duty = 'reviewer' then
		return person = (select d.picked from permit_draw d where d.permit_id = of order by d.n desc limit 1);
	end if;
	if person <> actor_person() or actor_person() is null then return false; end if;
	-- Whoever asks takes none of the house; an agency answers for itself.
	return permit_in_office(of, duty) and (duty = 'agency' or not exists (select from permit_applicant a
		where a.permit_id = root and a.person_id = person));
end $$;
drop policy permit_hand_take on permit_hand;
create policy permit_hand_take on permit_hand for insert
	with check (permit_hand_may(permit_id, root_id, person_id, duty));

drop policy permit_access_write on permit_access;
create policy permit_access_write on permit_access for insert
	with check (actor_is_system() or permit_shown(permit_id));
