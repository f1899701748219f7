-- Owner and engineer are shown by the database to whom the application shows them: whoever asks, who has a duty in the case
-- that it is for, the offices of its department, auditors; never to a cashier or an agency.
create or replace function permit_knows_parties(of bigint) returns boolean language plpgsql stable as $$
begin
	if actor_is_system() or permit_own(of) then return true; end if;
	if not actor_is_staff() or permit_blind(of) then return false; end if;
	return actor_has_role('auditor')
		or exists (select from permit_hand h where h.permit_id = of and h.person_id = actor_person()
			and h.duty not in ('cashier', 'agency'))
		or exists (select from permit p join unit u on u.id = p.unit_id
			join assignment a on a.person_id = actor_person() and actor_has_role(a.role)
				and a.role in ('window_clerk', 'head_of_engineering', 'authority', 'inspector', 'unit_head', 'governor')
				and a.valid_from <= cairo_today() and (a.valid_to is null or cairo_today() <= a.valid_to)
			join unit held on held.id = a.unit_id and (starts_with(u.path, held.path) or starts_with(held.path, u.path))
			where p.id = of);
end $$;
drop policy permit_party_read on permit_party;
create policy permit_party_read on permit_party for select using (permit_knows_parties(permit_id)
	and exists (select from permit_access a where a.permit_id = permit_party.permit_id
		and a.xact = pg_current_xact_id()::text
		and (a.what = 'parties' or (a.what = 'said' and (select actor_is_system())))));
-- Who paid is the cash desk's to know as well.
drop policy permit_receipt_payer_read on permit_receipt_payer;
create policy permit_receipt_payer_read on permit_receipt_payer for select using (permit_knows_parties(permit_id)
	or ((select actor_has_role('cashier')) and permit_in_office(permit_id, 'cashier')));

-- Who the parties are is said before acceptance: the draw was made by them.
create function permit_asks_first(of bigint) returns boolean language plpgsql stable as $$
begin
	return permit_asks(of) and exists (select from permit p where p.id = of and p.accepted_at is null
		and p.state in ('draft', 'returned_incomplete', 'statement_draft', 'statement_returned'));
end $$;
alter policy permit_party_write on permit_party with check (permit_asks_first(permit_id));
alter policy permit_party_drop on permit_party using (permit_asks_first(permit_id));
alter policy permit_party_key_insert on permit_party_key with check (permit_asks_first(permit_id));
alter policy permit_party_key_delete on permit_party_key using (permit_asks_first(permit_id));

-- A plot that is surveyed anew is most of what it was, and most of what it is was that; no exemption is claimed anew.
create function permit_is_other_case(was permit, becomes permit) returns boolean language plpgsql stable as $$
begin
	return becomes.kind <> was.kind or becomes.unit_id <> was.unit_id
		or st_area(st_intersection(was.geom, becomes.geom)) <= 0.5 * greatest(st_area(was.geom), st_area(becomes.geom))
		or exists (select from jsonb_array_elements_text(case jsonb_typeof(becomes.facts -> 'exemptions') when 'array'
				then becomes.facts -> 'exemptions' else '[]' end) claimed
			where (was.facts -> 'exemptions' ? claimed) is not true);
end $$;
create or replace function permit_follows_step() returns trigger language plpgsql as $$
declare
	edited constant boolean := row(new.kind, new.unit_id, new.address, new.parcel_id, new.parcel_name, new.facts,
			st_asbinary(new.geom), st_asbinary(new.footprint))
		is distinct from row(old.kind, old.unit_id, old.address, old.parcel_id, old.parcel_name, old.facts,
			st_asbinary(old.geom), st_asbinary(old.footprint));
	step record;
begin
	if edited and old.state not in ('draft', 'returned_incomplete', 'info_requested', 'statement_draft', 'statement_returned') then
		raise exception 'a permit that is being judged does not change' using errcode = 'insufficient_privilege';
	end if;
	-- Reviewer and draw were found by where it is and for what: after acceptance anything else is another case.
	if edited and old.accepted_at is not null and permit_is_other_case(old, new) then
		raise exception 'an accepted case stays what and where it is' using errcode = 'insufficient_privilege';
	end if;
	if current_user <> 'diwan_app' then return new; end if;
	select e.action, e.from_state, e.to_state, e.at, e.detail into step from permit_event e
	where e.permit_id = new.id and e.version = new.version and e.xact = pg_current_xact_id()::text;
	if not found or new.version <> old.version + 1 or step.from_state is distinct from old.state
		or step.to_state <> new.state
		or (step.action <> 'edit' and edited)
		or (new.unit_id <> old.unit_id and old.state not in ('draft', 'statement_draft'))
		or (step.action <> 'submit' and row(new.submitted_at, new.applied_on)
			is distinct from row(old.submitted_at, old.applied_on))
		or (step.action = 'submit' and new.applied_on <> (step.at at time zone 'Africa/Cairo')::date)
		or (step.action not in ('accept', 'grant_appeal') and row(new.accepted_at, new.certificate_on)
			is distinct from row(old.accepted_at, old.certificate_on))
		or (step.action not in ('refuse', 'issue', 'issue_deemed', 'grant_appeal') and new.decided_at is distinct from old.decided_at)
		or (step.action not in ('issue', 'issue_deemed') and row(new.issued_at, new.expires_on)
			is distinct from row(old.issued_at, old.expires_on))
		or (step.action not in ('deem', 'grant_appeal') and new.deemed_at is distinct from old.deemed_at)
		or (step.action = 'accept' and new.certificate_on is distinct from (step.detail ->> 'certificate_on')::date)
		or (step.action in ('issue', 'issue_deemed') and new.expires_on is distinct from (step.detail ->> 'expires_on')::date)
	then
		raise exception 'a case changes with its step alone' using errcode = 'insufficient_privilege';
	end if;
	case step.action
		when 'submit' then new.submitted_at := step.at;
		when 'accept' then new.accepted_at := step.at;
		when 'refuse' then new.decided_at := step.at;
		when 'issue', 'issue_deemed' then
			new.issued_at := step.at;
			new.decided_at := step.at;
		when 'deem' then new.deemed_at := step.at;
		-- Not decided any more, and the law counts from now.
		when 'grant_appeal' then
			new.decided_at := null;
			new.deemed_at := null;
			new.accepted_at := old.accepted_at;
			new.certificate_on := (step.at at time zone 'Africa/Cairo')::date;
		else null;
	end case;
	return new;
end $$;

-- Steps of money bring their receipts, a file handed in its account and its check, another draw is another draw, and what
-- silence granted is disputed where it was.
insert into permit_step_ground (action, brings) values ('submit', 'account'), ('pay_fees', 'payment');
update permit_step_ground set brings = 'cancelling' where action = 'cancel_receipt';
update permit_step_ground set brings = 'draw' where action = 'redraw';
update permit_step_ground set brings = 'silence' where action = 'dispute_deemed';
create or replace function permit_brings(step permit_event, what text) returns boolean language plpgsql stable as $$
declare
	of constant bigint := step.permit_id;
begin
	return case what
		when 'request' then exists (select from permit_request r where r.permit_id = of and r.answered_at is null
			and r.phase = case step.action when 'return' then 'intake' else 'review' end)
		when 'account' then exists (select from permit p join permit_account a on a.permit_id = p.id and a.superseded_at is null
				and a.stage = case p.life when 'statement' then p.life else 'intake' end
			where p.id = of and (p.life = 'statement' or exists (select from permit_check c where c.permit_id = of
				and c.judged_on = p.applied_on)))
		when 'payment' then (select count(*) from permit_receipt r where r.permit_id = of)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action)
		when 'cancelling' then (select count(*) from permit_receipt r where r.permit_id = of and r.cancelled_at is not null)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action)
		when 'draw' then (select count(*) from permit_draw d where d.permit_id = of)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action in ('assign', 'redraw'))
		when 'silence' then exists (select from permit p where p.id = of and p.deemed_at is not null)
		when 'answers' then not exists (select from permit_request r where r.permit_id = of and r.answered_at is null)
		when 'receipt' then permit_received(step)
		when 'consultation' then exists (select from permit_consultation c where c.permit_id = of and c.answer is null)
		-- Each answer is a step, and silence none.
		when 'answer' then (select count(*) from permit_consultation c where c.permit_id = of and c.answer <> 'silent'
				and c.answer = step.detail ->> 'answer')
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action
				and e.detail ->> 'answer' = step.detail ->> 'answer')
		when 'sound recommendation' then (select r.outcome = 'refuse' or (permit_agencies_agree(of)
				and r.check_n = (select max(c.n) from permit_check c where c.permit_id = of)
				and permit_stands_free(of, array(select jsonb_array_elements_text(coalesce(step.detail -> 'examined', '[]')))))
			from permit_recommendation r where r.permit_id = of order by r.n desc limit 1)
		when 'sound file' then permit_stands_free(of, null)
		when 'licence' then permit_stands_free(of, null) and permit_has_paper(of, what)
		when 'revocation' then not permit_has_paper(of, 'licence')
		when 'case' then case when step.version > 1 then exists (select from permit p join permit_event e on e.permit_id = p.id
				where p.root_id = (select o.root_id from permit o where o.id = of) and p.id <> of
				and e.version = 1 and e.xact = step.xact and e.action = step.action)
			when step.action = 'notify_start' then exists (select from permit_execution x where x.permit_id = of)
			when step.action = 'deposit' then exists (select from permit_as_built x where x.permit_id = of)
			else exists (select from permit_violation x where x.permit_id = of) end
		when 'inspection' then (select count(*) from permit_inspection i where i.permit_id = of)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action)
		when 'price' then (select count(*) from permit_quote q where q.permit_id = of)
			>= (select count(*) from permit_event e where e.permit_id = of and e.action = step.action)
		else permit_has_paper(of, what) end;
end $$;
