-- What a step rests on is held by the database as well: how a case begins, what a step says and brings, and that nothing
-- stands against what is recommended, approved or issued. The lists are data beside `permit_transition`.

-- How a case of each life begins. `alone`: it may hang from no other.
create table permit_beginning (
	life text not null,
	action text not null,
	state text not null,
	duty text not null,
	alone boolean not null,
	primary key (life, action, duty)
);
insert into permit_beginning (life, action, state, duty, alone) values
	('licence', 'open', 'draft', 'applicant', true),
	('licence', 'open', 'draft', 'clerk', true),
	('statement', 'open', 'statement_draft', 'applicant', true),
	('statement', 'open', 'statement_draft', 'clerk', true),
	('execution', 'notify_start', 'start_notified', 'applicant', false),
	('execution', 'notify_start', 'start_notified', 'clerk', false),
	('completion', 'deposit', 'certificate_deposited', 'applicant', false),
	('completion', 'deposit', 'certificate_deposited', 'clerk', false),
	('violation', 'record_violation', 'violation_open', 'inspector', true);

-- What a step says and brings, where it says or brings anything (`permit_brings`).
create table permit_step_ground (
	action text primary key,
	reason boolean not null default false,
	article boolean not null default false,
	brings text
);
insert into permit_step_ground (action, reason, article, brings) values
	('return', false, false, 'request'), ('ask', false, false, 'request'),
	('resubmit', false, false, 'answers'), ('inform', false, false, 'answers'),
	('accept', false, false, 'receipt'),
	('consult', false, false, 'consultation'), ('answer', true, false, 'answer'),
	('recuse', true, false, null), ('redraw', true, false, null), ('recommend', true, false, 'sound recommendation'),
	('waive', true, true, null), ('challenge', true, false, null), ('approve', false, false, 'sound file'),
	('refuse', true, true, 'refusal'), ('dismiss_appeal', true, true, null), ('grant_appeal', true, false, null),
	('issue', false, false, 'licence'), ('issue_deemed', true, false, 'licence'), ('dispute_deemed', true, false, null),
	('withdraw', true, false, null), ('cancel_receipt', true, false, null),
	('suspend', true, false, null), ('resume', true, false, null), ('revoke', true, true, 'revocation'),
	('notify_start', false, false, 'case'), ('deposit', false, false, 'case'), ('record_violation', false, false, 'case'),
	('inspect', false, false, 'inspection'), ('stop_work', true, false, null), ('correct', true, false, null),
	('certify', false, false, 'conformity'), ('issue_letters', false, false, 'utility_letter'),
	('order_removal', true, true, null), ('confirm_removal', true, false, null), ('dismiss_violation', true, true, null),
	('request_reconciliation', true, false, null), ('quote', false, false, 'price'),
	('decline_reconciliation', true, true, null), ('close_violation', true, false, null),
	('send_back', true, false, null), ('decline_statement', true, true, null);

-- What no check of a kind of permit is without. R07 is R08 where the code of villages holds.
create table permit_judged_by (
	kind text primary key,
	rules text[] not null
);
insert into permit_judged_by (kind, rules)
select k, '{R01,R02,R04,R05,R07,R15,R16,R20}' from unnest(array['new', 'added_floors', 'amendment', 'completion']) k
union all values ('strengthening', '{R16,R20}'::text[]), ('demolition', '{R16}'), ('finishing', '{R16,R20}'),
	('fence', '{R02,R15,R16,R20}');
grant select on permit_beginning, permit_step_ground, permit_judged_by to diwan_app;

-- The first step of a case: of its life, by a duty of it; of one that hangs, with the step from which it does, and of the
-- same plot and department.
create function permit_begun_grounded(step permit_event) returns void language plpgsql as $$
declare
	c permit;
	alone boolean;
begin
	select * into c from permit p where p.id = step.permit_id;
	select b.alone into alone from permit_beginning b where b.life = c.life and b.action = step.action
		and b.state = step.to_state and b.duty = step.duty;
	if found and (case
		when c.root_id <> c.id then exists (select from permit p join permit_event e on e.permit_id = p.id
				where p.root_id = c.root_id and p.id <> c.id and e.xact = step.xact and e.action = step.action
					and e.duty = step.duty and e.version > 1)
			and exists (select from permit r where r.id = c.root_id
				and row(r.unit_id, r.kind, r.parcel_id, st_asbinary(r.geom))
					is not distinct from row(c.unit_id, c.kind, c.parcel_id, st_asbinary(c.geom)))
		when step.action = 'open' then alone and (step.duty = 'applicant') = (c.channel = 'portal')
		else alone end) then return;
	end if;
	raise exception 'no case begins so' using errcode = 'insufficient_privilege';
end $$;

-- By how much a result of a check is beyond its limit.
create function permit_beyond(r jsonb) returns double precision language sql immutable as $$
	select case r ->> 'bound' when 'min' then (r ->> 'limit')::float8 - (r ->> 'actual')::float8
		else (r ->> 'actual')::float8 - (r ->> 'limit')::float8 end
$$;

-- Whether nothing stands against a licence by the check that was kept last, as `standingOf` says for the application: no
-- blocking rule that failed without a waiver that still holds, or the word of all agencies (R16).
-- examined: blocking rules that nothing could check and that a person looked at; null asks for none.
create function permit_stands_free(of bigint, examined text[]) returns boolean language plpgsql stable as $$
declare
	checked record;
	r jsonb;
begin
	select c.n, jsonb_path_query_array(c.answer, '$.results[*] ? (@.severity == "block" && @.status != "pass")') as open,
		c.judged_on = p.applied_on and c.at >= coalesce((select max(e.at) from permit_event e
			where e.permit_id = of and e.action = 'edit'), '-infinity') as current into checked
	from permit p join permit_check c on c.permit_id = p.id where p.id = of order by c.n desc limit 1;
	if checked.current is not true then return false; end if;
	for r in select jsonb_array_elements(checked.open) loop
		if r ->> 'status' = 'fail' then
			continue when exists (select from permit_waiver w join permit_check g on g.permit_id = of
				and g.n = case w.check_n when 0 then (select max(l.n) from permit_check l where l.permit_id = of and l.at <= w.at)
					else w.check_n end
				where w.permit_id = of and w.rule = r ->> 'rule' and w.subject = r ->> 'subject'
				and not exists (select from jsonb_array_elements(checked.open) now
					where now ->> 'rule' = w.rule and now ->> 'subject' = w.subject and now ->> 'status' = 'fail'
					and not exists (select from jsonb_array_elements(g.answer -> 'results') was
						where was ->> 'rule' = w.rule and was ->> 'subject' = w.subject and was ->> 'status' = 'fail'
						and was ->> 'severity' = 'block' and was -> 'of' is not distinct from now -> 'of'
						and case when permit_beyond(now) is null then permit_beyond(was) is null
							else permit_beyond(now) <= permit_beyond(was) + case now ->> 'unit' when 'm' then 0.005 when 'pct' then 0.05
								when 'ratio' then 0.0005 when 'm2' then 0.01 else 0 end end)));
			continue when r ->> 'rule' = 'R16' and (select bool_and(coalesce(c.answer in ('no_objection', 'conditions'), false)
					or exists (select from permit_waiver w join unit u on u.code = w.subject
						where w.permit_id = of and w.rule = 'R16' and u.id = c.unit_id))
				from permit_consultation c where c.permit_id = of and r ->> 'subject' = any(c.subjects));
			return false;
		elsif examined is not null and r ->> 'rule' <> all(examined)
			and not exists (select from permit_waiver w where w.permit_id = of and w.rule = r ->> 'rule'
				and w.subject = r ->> 'subject')
			and not (r ->> 'rule' = 'R16' and exists (select from permit_consultation c where c.permit_id = of
				and r ->> 'subject' = any(c.subjects) and c.answer in ('no_objection', 'conditions'))) then
			return false;
		end if;
	end loop;
	return true;
end $$;

-- Whether every agency that was asked has agreed, or what it said was waived.
create function permit_agencies_agree(of bigint) returns boolean language plpgsql stable as $$
begin
	return not exists (select from permit_consultation c join unit u on u.id = c.unit_id where c.permit_id = of
		and (c.answer is null or (c.answer in ('objection', 'silent') and not exists (select from permit_waiver w
			where w.permit_id = of and w.rule = 'R16' and w.subject = u.code))));
end $$;

-- Whether a case has a paper that holds.
create function permit_has_paper(of bigint, wanted text) returns boolean language plpgsql stable as $$
begin
	return exists (select from permit_certificate c where c.permit_id = of and c.kind = wanted
		and not exists (select from permit_certificate_revocation r where r.certificate_id = c.id));
end $$;

-- Whether the examination is paid and the day from which the law counts is one on which the certificate can have come.
create function permit_received(step permit_event) returns boolean language plpgsql stable as $$
declare
	counts constant date := (step.detail ->> 'certificate_on')::date;
	today constant date := (step.at at time zone 'Africa/Cairo')::date;
begin
	return counts <= today
		and counts >= (coalesce((select max(d.at) from permit_document d where d.permit_id = step.permit_id
				and d.kind = 'works_validity'), (select p.submitted_at from permit p where p.id = step.permit_id))
			at time zone 'Africa/Cairo')::date - coalesce(permit_setting_on('certificate_slack_days', today), 0)::integer
		and (select a.total <= coalesce((select sum(r.amount) from permit_receipt r where r.permit_id = step.permit_id
				and r.stage = 'intake' and r.cancelled_at is null), 0)
			from permit_account a where a.permit_id = step.permit_id and a.stage = 'intake' and a.superseded_at is null);
end $$;

-- Whether a step has brought what it is said to bring.
create function permit_brings(step permit_event, what text) returns boolean language plpgsql stable as $$
declare
	of constant bigint := step.permit_id;
begin
	return case what
		when 'request' then exists (select from permit_request r where r.permit_id = of and r.answered_at is null
			and r.phase = case step.action when 'return' then 'intake' else 'review' end)
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
	if found and ((ground.reason and new.reason is null)
		or (ground.article and coalesce(btrim(new.detail ->> 'article'), '') = '')
		or (ground.brings is not null and permit_brings(new, ground.brings) is not true)) then
		raise exception 'a step without what it says' using errcode = 'insufficient_privilege';
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

-- An answer of the rules: of what its kind is judged by, with a verdict that its results say, after the last one.
create function permit_check_says() returns trigger language plpgsql as $$
declare
	results constant jsonb := new.answer -> 'results';
	asked text[];
	told text[];
begin
	select b.rules into asked from permit p join permit_judged_by b on b.kind = p.kind where p.id = new.permit_id;
	select array_agg(distinct r ->> 'rule') into told from jsonb_array_elements(
		case jsonb_typeof(results) when 'array' then results else '[]' end) r;
	if 'R08' = any(told) then told := told || 'R07'; end if;
	if asked is null or told is null or not told @> asked or octet_length(new.digest) is distinct from 32
		or new.verdict is distinct from new.answer ->> 'verdict' or new.judged_on is distinct from (new.answer ->> 'on')::date
		or (new.verdict = 'block') is distinct from
			new.answer @? '$.results[*] ? (@.severity == "block" && @.status == "fail")'
		or (new.verdict = 'warn' and not new.answer @? '$.results[*] ? (@.severity == "warn" && @.status == "fail")')
		or (new.verdict = 'pass' and (new.answer @? '$.results[*] ? (@.severity == "warn" && @.status == "fail")'
			or not new.answer @? '$.results[*] ? (@.status == "pass")'))
		or new.n <> coalesce((select max(c.n) from permit_check c where c.permit_id = new.permit_id), 0) + 1 then
		raise exception 'no answer of the rules' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_check_says before insert on permit_check
	for each row when (current_user = 'diwan_app') execute function permit_check_says();
