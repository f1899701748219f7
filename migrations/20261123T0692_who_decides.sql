-- Whoever applies never learns who decides, not even an officer who applies for a house of their own.

-- Every column but the person; a column that is added later is granted by itself.
do $$
declare
	relation text;
begin
	foreach relation in array array['permit_event', 'permit_recommendation', 'permit_waiver', 'permit_consultation'] loop
		execute format('revoke select on %I from diwan_app', relation);
		execute format('grant select (%s) on %I to diwan_app', (select string_agg(quote_ident(attname), ', ')
			from pg_attribute where attrelid = relation::regclass and attnum > 0 and not attisdropped
				and attname <> 'person_id'), relation);
	end loop;
end $$;
create function permit_event_person(of bigint, at_version integer) returns bigint
stable security definer set search_path = public language sql as $$
	select e.person_id from permit_event e where e.permit_id = of and e.version = at_version
		and (actor_is_system() or (actor_is_staff() and not exists (select from permit p
			join permit_applicant a on a.permit_id = p.root_id where p.id = of and a.person_id = actor_person())))
$$;

drop policy permit_hand_read on permit_hand;
create policy permit_hand_read on permit_hand for select using ((select actor_is_system() or actor_is_staff())
	and root_id not in (select a.permit_id from permit_applicant a where a.person_id = (select actor_person())));

drop policy permit_access_read on permit_access;
create policy permit_access_read on permit_access for select
	using ((select actor_is_system()) or person_id = (select actor_person()) or ((select actor_is_staff())
		and permit_id not in (select p.id from permit_applicant a join permit p on p.root_id = a.permit_id
			where a.person_id = (select actor_person()))));

-- What the first officer recommends is told with the decision.
drop policy permit_recommendation_read on permit_recommendation;
create policy permit_recommendation_read on permit_recommendation for select
	using (((select actor_is_system() or actor_is_staff())
			and permit_id not in (select a.permit_id from permit_applicant a where a.person_id = (select actor_person())))
		or exists (select from permit p where p.id = permit_id and (p.decided_at is not null or p.issued_at is not null
			or p.state in ('withdrawn', 'lapsed'))));
