-- Whoever applies never learns who decides, not even an officer who applies for a house of their own.

revoke select on permit_event from diwan_app;
grant select (permit_id, version, before_version, action, from_state, to_state, duty, at, reason, detail, entered_at, xact)
	on permit_event to diwan_app;
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
revoke select on permit_recommendation from diwan_app;
grant select (permit_id, n, outcome, conditions, reason, article, check_n, signed_at, xact)
	on permit_recommendation to diwan_app;
revoke select on permit_waiver from diwan_app;
grant select (permit_id, rule, subject, article, reason, at) on permit_waiver to diwan_app;
revoke select on permit_consultation from diwan_app;
grant select (permit_id, unit_id, about, asked_at, due_on, answer, note, answered_at) on permit_consultation to diwan_app;
revoke select on permit_quote from diwan_app;
grant select (permit_id, n, asked, answer, total, at) on permit_quote to diwan_app;
