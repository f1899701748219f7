-- A request for a site statement is a case of its own: opened, changed, sent back, paid for and stepped like the licence,
-- but hanging from nothing. Its states are its own, so that no step of a licence can be taken in it.

alter table permit drop constraint permit_life_check,
	add constraint permit_life_check check (life in ('statement', 'licence', 'execution', 'completion', 'violation')),
	drop constraint permit_life_hangs,
	add constraint permit_life_hangs check ((life in ('statement', 'licence') and parent_id is null) or life = 'violation'
		or (life in ('execution', 'completion') and parent_id is not null)),
	add constraint permit_life_state check ((life = 'statement') = starts_with(state, 'statement_'));
create index permit_statement_requests on permit (unit_id, state, id) where life = 'statement';

alter table permit_event drop constraint permit_event_draft;
alter table permit_event add constraint permit_event_draft check (version > 1 or (action, to_state) in (('open', 'draft'),
	('open', 'statement_draft'), ('notify_start', 'start_notified'), ('deposit', 'certificate_deposited'),
	('record_violation', 'violation_open')));

alter table permit_transition no force row level security;
insert into permit_transition (action, from_state, to_state, duty)
select action, state, state, duty from unnest(array['edit', 'attach']) action,
	unnest(array['statement_draft', 'statement_returned']) state, unnest(array['applicant', 'clerk']) duty
union all select action, state, state, 'cashier' from unnest(array['pay_fees', 'cancel_receipt']) action,
	unnest(array['statement_requested', 'statement_returned', 'statement_examined']) state
union all select v.action, v.from_state, v.to_state, duty from (values
		('submit', 'statement_draft', 'statement_requested'),
		('resubmit', 'statement_returned', 'statement_requested'),
		('withdraw', 'statement_draft', 'statement_withdrawn'),
		('withdraw', 'statement_requested', 'statement_withdrawn'),
		('withdraw', 'statement_returned', 'statement_withdrawn'),
		('withdraw', 'statement_examined', 'statement_withdrawn')) v(action, from_state, to_state),
	unnest(array['applicant', 'clerk']) duty
union all select v.action, 'statement_examined', v.to_state, duty from (values
		('send_back', 'statement_requested'),
		('issue_statement', 'statement_issued'),
		('decline_statement', 'statement_declined')) v(action, to_state),
	unnest(array['approver', 'authority']) duty
union all values
	('return', 'statement_requested', 'statement_returned', 'clerk'),
	('accept_request', 'statement_requested', 'statement_examined', 'clerk'),
	('lapse', 'statement_returned', 'statement_lapsed', 'system');
alter table permit_transition force row level security;

alter table permit_setting no force row level security;
insert into permit_setting (name, value, valid_from, source, unverified) values
	('statement_service_days', 7, '2000-01-01', 'Default: working days for a site statement, within the 26 promised for all steps', true);
alter table permit_setting force row level security;

alter table permit_account drop constraint permit_account_stage_check,
	add constraint permit_account_stage_check check (stage in ('intake', 'issue', 'completion', 'reconciliation', 'statement'));

-- A statement that was asked for names its case; one that a department issues by itself has none.
alter table permit_certificate drop constraint permit_certificate_of,
	add constraint permit_certificate_of check (permit_id is not null or kind = 'statement');

-- What holds for a draft and a file sent back holds for those of a request; the account of its fee and its certificate come
-- with its steps. One word of each function changes, whatever else it has come to say.
do $$
declare
	change record;
	body text;
begin
	for change in select * from (values
		('permit_asks_now', '''info_requested'')', '''info_requested'', ''statement_draft'', ''statement_returned'')'),
		('permit_content_kept', '''info_requested'')', '''info_requested'', ''statement_draft'', ''statement_returned'')'),
		('permit_document_next', '''reconciliation_requested'')',
			'''reconciliation_requested'', ''statement_draft'', ''statement_returned'')'),
		('permit_follows_step', 'old.state <> ''draft''', 'old.state not in (''draft'', ''statement_draft'')'),
		('permit_account_comes_with_step', 'new.stage = ''intake''', 'new.stage in (''intake'', ''statement'')'),
		('permit_certificate_comes_with_step', 'case new.kind when',
			'case new.kind when ''statement'' then array[''issue_statement''] when')) c(called, was, becomes)
	loop
		body := pg_get_functiondef(change.called::regproc);
		if length(body) - length(replace(body, change.was, '')) <> length(change.was) then
			raise exception '% does not say % once', change.called, change.was;
		end if;
		execute replace(body, change.was, change.becomes);
	end loop;
end $$;

-- There is no statement of a request without its fee, nor one that says it was issued without the certificate.
create function permit_statement_grounded() returns trigger language plpgsql as $$
begin
	if not exists (select from permit_account a where a.permit_id = new.permit_id and a.stage = 'statement'
			and a.superseded_at is null and a.total = coalesce((select sum(r.amount) from permit_receipt r
				where r.permit_id = new.permit_id and r.stage = 'statement' and r.cancelled_at is null), 0))
		or not exists (select from permit_certificate c where c.permit_id = new.permit_id and c.kind = 'statement') then
		raise exception 'a statement without its fee or its paper' using errcode = 'insufficient_privilege';
	end if;
	return null;
end $$;
create constraint trigger permit_statement_grounded after insert on permit_event
	deferrable initially deferred for each row when (current_user = 'diwan_app' and new.action = 'issue_statement')
	execute function permit_statement_grounded();

-- No name stands in a statement, whoever asked for it: it is read as every other one.
drop policy permit_certificate_read on permit_certificate;
create policy permit_certificate_read on permit_certificate for select
	using ((select actor_is_system() or actor_is_staff()) or exists (select from permit p
		join permit_applicant a on a.permit_id = p.root_id
		where p.id = permit_certificate.permit_id and a.person_id = (select actor_person()))
		or (kind = 'statement' and (select actor_has_role('applicant_engineer') or actor_has_role('citizen'))));
drop policy permit_certificate_content_read on permit_certificate_content;
create policy permit_certificate_content_read on permit_certificate_content for select
	using ((select actor_is_system()) or exists (select from permit_certificate c
		where c.id = certificate_id and (c.permit_id is null or c.kind = 'statement' or (
			(not (select actor_is_staff()) or not permit_blind(c.permit_id))
			and exists (select from permit_access a where a.permit_id = c.permit_id
				and a.xact = pg_current_xact_id()::text and a.what = 'document' and a.item = c.number)))));
