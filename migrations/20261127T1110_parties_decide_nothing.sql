-- Nobody has a duty in a case whose owner, engineer or representative they are; nor, where they know whose it is, in one of
-- those they are tied to. Of ties that are declared no cashier and no agency is told: by declaring they could find out
-- whose the file is. Reviewers are left out by the draw.
create function permit_is_party(root bigint, person bigint, duty text) returns boolean
language plpgsql stable security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	is_party boolean;
begin
	perform set_config('diwan.kind', 'system', true);
	select exists (select from person_key o join permit_party_key k on k.key = o.key and k.permit_id = root
		where o.person_id = person and (o.relation = 'self' or duty not in ('cashier', 'agency'))) into is_party;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	-- Nobody is told of others; nor a reviewer of the case, or whoever could not have the duty.
	return is_party and person is not distinct from actor_person() and permit_in_office(root, duty)
		and not exists (select from permit_hand h where h.root_id = root and h.person_id = person and h.duty = 'reviewer');
end $$;

create function permit_demand_no_party(root bigint, person bigint, duty text) returns void language plpgsql as $$
begin
	if permit_is_party(root, person, duty) then
		raise exception 'a party to the case has no duty in it'
			using errcode = 'insufficient_privilege', constraint = 'permit_party_separation';
	end if;
end $$;

create or replace function permit_hand_may(of bigint, root bigint, person bigint, duty text) returns boolean
language plpgsql stable as $$
begin
	if duty = 'reviewer' then
		return person = (select d.picked from permit_draw d where d.permit_id = of order by d.n desc limit 1);
	end if;
	if person <> actor_person() or actor_person() is null then return false; end if;
	-- Whoever asks takes none of the house; an agency answers for itself.
	if not permit_in_office(of, duty) or (duty <> 'agency' and exists (select from permit_applicant a
		where a.permit_id = root and a.person_id = person)) then return false; end if;
	perform permit_demand_no_party(root, person, duty);
	return true;
end $$;

-- Who the parties are is said after the clerk's duty began, and a tie may be declared later: what decides asks again.
alter table permit_step_ground add column impartial boolean not null default false;
update permit_step_ground set impartial = true where action in ('accept', 'waive', 'challenge', 'approve', 'refuse',
	'dismiss_appeal', 'grant_appeal', 'issue', 'issue_deemed', 'dispute_deemed', 'suspend', 'resume', 'revoke', 'certify',
	'order_removal', 'confirm_removal', 'dismiss_violation', 'quote', 'decline_reconciliation', 'close_violation',
	'decline_statement');
insert into permit_step_ground (action, impartial) values ('open', true), ('edit', true), ('accept_request', true),
	('issue_statement', true), ('check_as_built', true);

create or replace function permit_event_grounded() returns trigger language plpgsql as $$
declare
	of_root bigint;
	ground permit_step_ground;
	grounded boolean;
begin
	if new.action in ('submit', 'resubmit', 'inform', 'accept', 'issue', 'issue_deemed') then
		perform permit_amends_grounded(new);
	elsif new.action in ('approve', 'refuse') and permit_reviewer_tied(new.permit_id) then
		raise exception 'the reviewer is tied to the case' using errcode = 'insufficient_privilege';
	elsif new.action = 'issue_statement' then
		perform permit_statement_grounded(new);
	end if;
	if not exists (select from permit p where p.id = new.permit_id and p.version >= new.version) then
		raise exception 'a step that leads its case nowhere' using errcode = 'insufficient_privilege';
	end if;
	if actor_is_system() then return null; end if;
	if new.version = 1 then perform permit_begun_grounded(new); end if;
	if new.action in ('file_appeal', 'dismiss_appeal', 'grant_appeal') then perform permit_appeal_grounded(new); end if;
	select * into ground from permit_step_ground g where g.action = new.action;
	if found then
		if ground.impartial and new.duty not in ('applicant', 'system') then
			perform permit_demand_no_party((select p.root_id from permit p where p.id = new.permit_id), new.person_id, new.duty);
		end if;
		if (ground.reason and new.reason is null)
			or (ground.article and coalesce(btrim(new.detail ->> 'article'), '') = '')
			or (ground.brings is not null and permit_brings(new, ground.brings) is not true) then
			raise exception 'a step without what it says' using errcode = 'insufficient_privilege';
		end if;
	end if;
	if not (new.duty = 'system' or new.action in ('recommend', 'waive', 'approve', 'redraw', 'issue', 'issue_deemed')) then
		return null;
	end if;
	if new.duty = 'system' then
		select root_id into of_root from permit where id = new.permit_id;
	end if;
	grounded := case
		when new.action = 'end_works' then exists (select from permit_event e
			where e.permit_id in (of_root, (select n.id from permit_approved(of_root) n))
				and e.xact = new.xact and e.action = 'revoke')
		when new.duty = 'system' then exists (select from permit p join permit_event e on e.permit_id = p.id
			where p.root_id = of_root and e.xact = new.xact and e.action = any(case new.action
				when 'assign' then array['accept', 'grant_appeal'] when 'hear' then array['answer'] when 'deviate' then array['inspect']
				when 'finish_stages' then array['inspect', 'resume_work'] when 'hand_over' then array['certify']
				when 'settle' then array['confirm_removal', 'dismiss_violation', 'close_violation']
				when 'settle_payment' then array['pay_fees', 'accept_quote'] end))
		else true end
	and case new.action
		when 'recommend' then exists (select from permit_recommendation r where r.permit_id = new.permit_id
			and r.xact = new.xact)
		when 'waive' then exists (select from permit_waiver w where w.permit_id = new.permit_id
			and w.rule = new.detail ->> 'rule' and w.subject = new.detail ->> 'subject')
		when 'approve' then (select r.outcome from permit_recommendation r where r.permit_id = new.permit_id
			order by r.n desc limit 1) = 'grant'
		when 'hear' then not exists (select from permit_consultation c where c.permit_id = new.permit_id and c.answer is null)
		when 'assign' then permit_drawn_serves(new.permit_id)
		when 'redraw' then permit_drawn_serves(new.permit_id)
		when 'issue' then permit_paid_for(new.permit_id)
		when 'issue_deemed' then permit_paid_for(new.permit_id)
			and exists (select from permit p where p.id = new.permit_id and p.deemed_at is not null)
		when 'settle_payment' then coalesce((select sum(r.amount) from permit_receipt r where r.permit_id = new.permit_id
			and r.stage = 'reconciliation' and r.cancelled_at is null), 0)
			>= (select q.total from permit_quote q where q.permit_id = new.permit_id order by q.n desc limit 1)
		else true end;
	if grounded is not true then
		raise exception 'a step without what it says' using errcode = 'insufficient_privilege';
	end if;
	return null;
end $$;
