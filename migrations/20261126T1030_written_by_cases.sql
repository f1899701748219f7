-- What cases put on the map and into the register is written by what happens to them alone: a statement of the
-- application that is not within a trigger of a case changes none of it.
create function written_by_cases() returns trigger language plpgsql as $$
declare
	theirs boolean := true;
begin
	if current_user = 'diwan_app' and pg_trigger_depth() < 2 then
		-- Layers that an office fills as well: its own rows are its own.
		if tg_argv[0] = 'among others' then
			theirs := 'diwan' in (case when tg_op <> 'INSERT' then old.source end, case when tg_op <> 'DELETE' then new.source end);
		end if;
		if theirs then
			raise exception '% is written by cases alone', tg_table_name using errcode = 'insufficient_privilege';
		end if;
	end if;
	return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger written_by_cases before insert or update or delete on permits
	for each row execute function written_by_cases('among others');
create trigger written_by_cases before insert or update or delete on violations
	for each row execute function written_by_cases('among others');
create trigger written_by_cases before insert or update or delete on building_sites
	for each row execute function written_by_cases();
create trigger written_by_cases before insert or update or delete on public_permits
	for each row execute function written_by_cases();
create trigger written_by_cases before insert or update or delete on public_permit_log
	for each row execute function written_by_cases();

-- A step is kept with the case where it leads, or not at all.
create or replace function permit_event_grounded() returns trigger language plpgsql as $$
declare
	of_root bigint;
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
	if new.action in ('file_appeal', 'dismiss_appeal', 'grant_appeal') then perform permit_appeal_grounded(new); end if;
	if not (new.duty = 'system' or (new.version = 1 and new.action <> 'open') or new.action in ('recommend', 'waive',
		'approve', 'hear', 'assign', 'redraw', 'issue', 'issue_deemed', 'settle_payment')) then return null; end if;
	if new.duty = 'system' or (new.version = 1 and new.action <> 'open') then
		select root_id into of_root from permit where id = new.permit_id;
	end if;
	grounded := case
		when new.version = 1 and new.action <> 'open' then of_root = new.permit_id
			or exists (select from permit p join permit_event e on e.permit_id = p.id
				where p.root_id = of_root and p.id <> new.permit_id and e.xact = new.xact and e.action = new.action)
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
