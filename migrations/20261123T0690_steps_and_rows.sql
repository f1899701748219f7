-- What belongs to a step of a case comes with the step, in one transaction, by whoever may take it: a row that would say
-- something without the step is refused, and a step without what it says.

-- The moment at which an actor acts, as the application tells it with the actor.
create function actor_now() returns timestamptz stable language sql as
$$ select coalesce(nullif(current_setting('diwan.now', true), '')::timestamptz, now()) $$;

-- In which transaction it was written, as of the readings of names.
alter table permit_event add column xact text;
alter table permit_recommendation add column xact text;

-- A step is dated by the clock of whoever takes it.
create function permit_event_marked() returns trigger language plpgsql as $$
begin
	new.xact := pg_current_xact_id()::text;
	if current_user = 'diwan_app' and abs(extract(epoch from new.at - actor_now())) > 3600 then
		raise exception 'a step is taken now' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_event_marked before insert on permit_event
	for each row execute function permit_event_marked();
create function permit_recommendation_marked() returns trigger language plpgsql as $$
begin
	new.xact := pg_current_xact_id()::text;
	return new;
end $$;
create trigger permit_recommendation_marked before insert on permit_recommendation
	for each row execute function permit_recommendation_marked();

-- Who acts in a case.

create function permit_serving(of bigint, wanted text[]) returns boolean stable language plpgsql as $$
begin
	return exists (select from permit_hand h where h.permit_id = of and h.person_id = actor_person()
		and h.duty = any(wanted) and h.ended_at is null);
end $$;
-- The office of a duty is still held in the unit of the case.
create function permit_in_office(of bigint, wanted text) returns boolean stable language plpgsql as $$
begin
	if wanted = 'agency' then
		return exists (select from permit_consultation c where c.permit_id = of
			and actor_holds('agency_focal_point', c.unit_id));
	end if;
	return actor_holds(case wanted when 'clerk' then 'window_clerk' when 'approver' then 'head_of_engineering'
		else wanted end, (select p.unit_id from permit p where p.id = of));
end $$;
-- Whoever applies, or the clerk of the case for them.
create function permit_asks(of bigint) returns boolean stable language plpgsql as $$
begin
	return actor_is_system()
		or exists (select from permit p join permit_applicant a on a.permit_id = p.root_id
			where p.id = of and a.person_id = actor_person())
		or (actor_has_role('window_clerk') and permit_serving(of, array['clerk']));
end $$;
create function permit_asks_now(of bigint) returns boolean stable language plpgsql as $$
begin
	return permit_asks(of) and exists (select from permit p where p.id = of
		and p.state in ('draft', 'returned_incomplete', 'info_requested'));
end $$;
create or replace function permit_may_attach(of bigint) returns boolean stable language sql as
$$ select permit_asks(of) $$;

-- Whoever signed, in a transaction that came to its end, knows whose the case is.
create or replace function permit_blind(of bigint) returns boolean stable language plpgsql
security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	blind boolean;
begin
	if not actor_has_role('reviewer') then return false; end if;
	perform set_config('diwan.kind', 'system', true);
	blind := not exists (select from permit_recommendation r where r.permit_id = of and r.person_id = actor_person()
			and (r.xact is null or r.xact is distinct from pg_current_xact_id_if_assigned()::text))
		and not exists (select from permit_hand h
			where h.permit_id = of and h.person_id = actor_person() and h.duty = 'clerk');
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return blind;
end $$;

-- Whether a case has any step yet; whoever asks need not see it.
create function permit_has_begun(of bigint) returns boolean language plpgsql security definer set search_path = public as $$
declare
	acting text := current_setting('diwan.kind', true);
	begun boolean;
begin
	perform set_config('diwan.kind', 'system', true);
	begun := exists (select from permit_event e where e.permit_id = of);
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return begun;
end $$;

drop policy permit_applicant_write on permit_applicant;
create policy permit_applicant_write on permit_applicant for insert with check ((select actor_is_system())
	or (person_id = (select actor_person()) and not permit_has_begun(permit_id)));

drop policy permit_event_write on permit_event;
create policy permit_event_write on permit_event for insert with check (
	case duty
		when 'applicant' then (select actor_is_system()) or exists (select from permit p
			join permit_applicant a on a.permit_id = p.root_id
			where p.id = permit_event.permit_id and a.person_id = (select actor_person()))
		when 'system' then (select actor_is_system())
			or action in ('assign', 'hear', 'deviate', 'finish_stages', 'settle', 'settle_payment', 'hand_over', 'end_works')
		else person_id = (select actor_person()) and permit_serving(permit_id, array[duty])
			and permit_in_office(permit_id, duty)
	end);

-- Owner and engineer change by whoever asks, while the file lies with them.
revoke update on permit_party from diwan_app;
drop policy permit_party_change on permit_party;
drop policy permit_party_write on permit_party;
drop policy permit_party_drop on permit_party;
create policy permit_party_write on permit_party for insert with check (permit_asks_now(permit_id));
create policy permit_party_drop on permit_party for delete using (permit_asks_now(permit_id));
drop policy permit_party_key_read on permit_party_key;
drop policy permit_party_key_insert on permit_party_key;
drop policy permit_party_key_delete on permit_party_key;
create policy permit_party_key_read on permit_party_key for select using (permit_asks(permit_id));
create policy permit_party_key_insert on permit_party_key for insert with check (permit_asks_now(permit_id));
create policy permit_party_key_delete on permit_party_key for delete using (permit_asks_now(permit_id));

drop policy permit_access_write on permit_access;
create policy permit_access_write on permit_access for insert
	with check ((select actor_is_system()) or exists (select from permit p where p.id = permit_id));

drop policy permit_check_insert on permit_check;
create policy permit_check_insert on permit_check for insert
	with check (permit_asks_now(permit_id) or permit_serving(permit_id, array['reviewer', 'approver', 'authority']));
drop policy permit_recommendation_write on permit_recommendation;
create policy permit_recommendation_write on permit_recommendation for insert
	with check (person_id = (select actor_person()) and permit_serving(permit_id, array['reviewer']));
drop policy permit_waiver_write on permit_waiver;
create policy permit_waiver_write on permit_waiver for insert
	with check (person_id = (select actor_person()) and permit_serving(permit_id, array['approver']));
drop policy permit_request_insert on permit_request;
create policy permit_request_insert on permit_request for insert with check ((select actor_is_system())
	or permit_serving(permit_id, array[case phase when 'intake' then 'clerk' else 'reviewer' end]));
drop policy permit_request_answer on permit_request;
create policy permit_request_answer on permit_request for update using (permit_asks(permit_id));
drop policy permit_consultation_insert on permit_consultation;
create policy permit_consultation_insert on permit_consultation for insert
	with check ((select actor_is_system()) or permit_serving(permit_id, array['reviewer']));

drop policy permit_account_draw_up on permit_account;
create policy permit_account_draw_up on permit_account for insert
	with check (permit_asks(permit_id) or permit_serving(permit_id, array['clerk', 'cashier', 'approver', 'authority']));
drop policy permit_account_supersede on permit_account;
create policy permit_account_supersede on permit_account for update
	using (permit_asks(permit_id) or permit_serving(permit_id, array['clerk', 'cashier', 'approver', 'authority']));

-- Not forced: the trigger that ends the row before acts as the owner.
alter table permit_fee_formula enable row level security;
create policy permit_fee_formula_read on permit_fee_formula for select using (true);
create policy permit_fee_formula_add on permit_fee_formula for insert
	with check ((select actor_is_system() or actor_has_role('head_of_engineering')));

-- A case begins with nothing decided, and changes with its steps alone: each brings what is its own.
create function permit_begins() returns trigger language plpgsql as $$
begin
	if new.version <> 1 or coalesce(new.submitted_at, new.accepted_at, new.decided_at, new.issued_at, new.deemed_at,
		new.certificate_on, new.expires_on) is not null then
		raise exception 'a case begins with nothing decided' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_begins before insert on permit
	for each row when (current_user = 'diwan_app') execute function permit_begins();

create function permit_follows_step() returns trigger language plpgsql as $$
declare
	step record;
begin
	select e.action, e.from_state, e.to_state, e.at, e.detail into step from permit_event e
	where e.permit_id = new.id and e.version = new.version and e.xact = pg_current_xact_id()::text;
	if not found or new.version <> old.version + 1 or step.from_state is distinct from old.state
		or step.to_state <> new.state
		or (step.action <> 'edit' and row(new.kind, new.unit_id, new.address, new.parcel_id, new.parcel_name, new.facts,
				st_asbinary(new.geom), st_asbinary(new.footprint))
			is distinct from row(old.kind, old.unit_id, old.address, old.parcel_id, old.parcel_name, old.facts,
				st_asbinary(old.geom), st_asbinary(old.footprint)))
		or (new.unit_id <> old.unit_id and old.state <> 'draft')
		or (step.action <> 'submit' and row(new.submitted_at, new.applied_on)
			is distinct from row(old.submitted_at, old.applied_on))
		or (step.action = 'submit' and new.applied_on <> (step.at at time zone 'Africa/Cairo')::date)
		or (step.action <> 'accept' and row(new.accepted_at, new.certificate_on)
			is distinct from row(old.accepted_at, old.certificate_on))
		or (step.action not in ('refuse', 'issue', 'issue_deemed') and new.decided_at is distinct from old.decided_at)
		or (step.action not in ('issue', 'issue_deemed') and row(new.issued_at, new.expires_on)
			is distinct from row(old.issued_at, old.expires_on))
		or (step.action <> 'deem' and new.deemed_at is distinct from old.deemed_at)
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
		else null;
	end case;
	return new;
end $$;
create trigger permit_follows_step before update on permit
	for each row when (current_user = 'diwan_app') execute function permit_follows_step();

-- A row of a case is there because of a step of this transaction: one of those named.
create function permit_comes_with_step() returns trigger language plpgsql as $$
declare
	of bigint;
begin
	if tg_op = 'DELETE' then of := old.permit_id; else of := new.permit_id; end if;
	if not actor_is_system() and not exists (select from permit_event e where e.permit_id = of
		and e.xact = pg_current_xact_id()::text and e.action = any(tg_argv)) then
		raise exception '% without its step', tg_table_name using errcode = 'insufficient_privilege';
	end if;
	return null;
end $$;
do $$
declare
	tie record;
begin
	for tie in select * from (values
		('permit_check', 'insert', array['submit', 'resubmit', 'inform', 'recommend', 'waive', 'approve', 'issue', 'issue_deemed']),
		('permit_recommendation', 'insert', array['recommend']),
		('permit_waiver', 'insert', array['waive']),
		('permit_request', 'insert', array['return', 'ask']),
		('permit_request', 'update', array['resubmit', 'inform']),
		('permit_consultation', 'insert', array['consult']),
		('permit_consultation', 'update', array['answer']),
		('permit_party', 'insert', array['open', 'edit']),
		('permit_party', 'delete', array['open', 'edit']),
		('permit_party_key', 'insert', array['open', 'edit']),
		('permit_party_key', 'delete', array['open', 'edit']),
		('permit_document', 'insert', array['attach']),
		('permit_draw', 'insert', array['assign', 'redraw']),
		('permit_hand', 'update', array['recuse', 'redraw']),
		('permit_receipt', 'insert', array['pay_fees']),
		('permit_receipt', 'update', array['cancel_receipt']),
		('permit_execution', 'insert', array['notify_start']),
		('permit_inspection', 'insert', array['inspect']),
		('permit_as_built', 'insert', array['deposit', 'redeposit']),
		('permit_violation', 'insert', array['record_violation']),
		('permit_quote', 'insert', array['quote'])) t(relation, happens, actions)
	loop
		execute format('create constraint trigger %I after %s on %I deferrable initially deferred
			for each row when (current_user = ''diwan_app'') execute function permit_comes_with_step(%s)',
			tie.relation || '_comes_with_' || tie.happens, tie.happens, tie.relation,
			(select string_agg(quote_literal(action), ', ') from unnest(tie.actions) action));
	end loop;
end $$;

-- A duty that ended stays ended.
create function permit_hand_ends() returns trigger language plpgsql as $$
begin
	if old.ended_at is not null or new.ended_at is null then
		raise exception 'a duty ends once' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_hand_ends before update on permit_hand for each row execute function permit_hand_ends();

-- An account is drawn up with a step that asks for money, by the formulas of its day; of whoever applies, what the
-- examination costs alone. What is a fixed sum stands in it as that sum.
create function permit_account_comes_with_step() returns trigger language plpgsql as $$
declare
	kind_of text;
begin
	if actor_is_system() then return null; end if;
	if not exists (select from permit_event e where e.permit_id = new.permit_id and e.xact = pg_current_xact_id()::text
		and (e.action in ('accept', 'pay_fees', 'approve', 'issue', 'issue_deemed', 'certify')
			or (e.action in ('submit', 'resubmit', 'inform', 'request_reconciliation') and new.stage = 'intake')
			or (e.action = 'deposit' and new.stage = 'completion')
			or (e.action = 'accept_quote' and new.stage = 'reconciliation'))) then
		raise exception 'an account without its step' using errcode = 'insufficient_privilege';
	end if;
	if tg_op = 'UPDATE' then
		if not exists (select from permit_account a where a.permit_id = new.permit_id and a.stage = new.stage
			and a.superseded_at is null) then
			raise exception 'an account gives way to another' using errcode = 'insufficient_privilege';
		end if;
		return null;
	end if;
	select case life when 'completion' then 'conformity' when 'violation' then 'reconciliation' else kind end into kind_of
	from permit where id = new.permit_id;
	if new.priced_on <> (new.made_at at time zone 'Africa/Cairo')::date
		or abs(extract(epoch from new.made_at - actor_now())) > 3600
		or exists (select from permit_account_line l join permit_fee_formula f on f.id = l.formula_id
			where l.account_id = new.id and l.exemption is null and (not f.holds @> new.priced_on or l.fee <> f.fee
				or (f.formula -> 'amount' is not null and f.formula - 'kind' - 'amount' - 'when' = '{}'
					and l.amount <> (f.formula ->> 'amount')::bigint)))
		or exists (select from permit_fee_formula f
			where f.stage = new.stage and f.holds @> new.priced_on and f.formula ->> 'kind' = 'flat'
				and (f.formula ->> 'amount')::bigint > 0 and not f.formula ? 'when' and (f.permit_type is null or f.permit_type = kind_of)
				and (f.place is null or new.basis ->> 'place' is null or f.place = new.basis ->> 'place')
				and not exists (select from permit_fee_formula o where o.fee = f.fee and o.variant is null
					and o.holds @> new.priced_on and o.formula ->> 'kind' <> 'flat'
					and (o.permit_type is null or o.permit_type = kind_of))
				and not exists (select from permit_account_line l where l.account_id = new.id and l.fee = f.fee)) then
		raise exception 'an account is drawn up by the formulas of its day' using errcode = 'insufficient_privilege';
	end if;
	return null;
end $$;
create constraint trigger permit_account_comes_with_step after insert or update on permit_account
	deferrable initially deferred for each row when (current_user = 'diwan_app')
	execute function permit_account_comes_with_step();

-- A paper of a case is given by the step that decides.
create function permit_certificate_comes_with_step() returns trigger language plpgsql as $$
begin
	if not exists (select from permit_event e where e.permit_id = new.permit_id and e.xact = pg_current_xact_id()::text
		and e.action = any(case new.kind when 'licence' then array['issue', 'issue_deemed'] when 'refusal' then array['refuse']
			when 'conformity' then array['certify'] else array['issue_letters'] end)) then
		raise exception 'a paper without its decision' using errcode = 'insufficient_privilege';
	end if;
	return null;
end $$;
create constraint trigger permit_certificate_comes_with_step after insert on permit_certificate
	deferrable initially deferred for each row when (current_user = 'diwan_app' and new.permit_id is not null)
	execute function permit_certificate_comes_with_step();

-- And a step has brought what it says: a recommendation is signed, a reviewer drawn, money received. What follows by
-- itself follows from somebody's step; what hangs from a licence is opened by a step in it.
create function permit_event_grounded() returns trigger language plpgsql as $$
declare
	of_root bigint;
	grounded boolean;
begin
	if actor_is_system() then return null; end if;
	if new.duty = 'system' or (new.version = 1 and new.action <> 'open') then
		select root_id into of_root from permit where id = new.permit_id;
	end if;
	grounded := case
		when new.version = 1 and new.action <> 'open' then of_root = new.permit_id
			or exists (select from permit p join permit_event e on e.permit_id = p.id
				where p.root_id = of_root and p.id <> new.permit_id and e.xact = new.xact and e.action = new.action)
		when new.duty = 'system' then exists (select from permit p join permit_event e on e.permit_id = p.id
			where p.root_id = of_root and e.xact = new.xact and e.action = any(case new.action
				when 'assign' then array['accept'] when 'hear' then array['answer'] when 'deviate' then array['inspect']
				when 'finish_stages' then array['inspect', 'resume_work'] when 'hand_over' then array['certify']
				when 'settle' then array['confirm_removal', 'dismiss_violation', 'close_violation']
				when 'settle_payment' then array['pay_fees', 'accept_quote'] when 'end_works' then array['revoke'] end))
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
create function permit_drawn_serves(of bigint) returns boolean stable language plpgsql as $$
begin
	return (select d.picked from permit_draw d where d.permit_id = of order by d.n desc limit 1)
		= (select h.person_id from permit_hand h where h.permit_id = of and h.duty = 'reviewer' and h.ended_at is null);
end $$;
create function permit_paid_for(of bigint) returns boolean stable language plpgsql as $$
begin
	return (select count(*) = 2 and bool_and(a.total = coalesce((select sum(r.amount) from permit_receipt r
			where r.permit_id = of and r.stage = a.stage and r.cancelled_at is null), 0))
		from permit_account a where a.permit_id = of and a.superseded_at is null);
end $$;
create constraint trigger permit_event_grounded after insert on permit_event
	deferrable initially deferred for each row when (current_user = 'diwan_app') execute function permit_event_grounded();
