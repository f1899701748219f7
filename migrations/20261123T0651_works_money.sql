-- Completion and reconciliation pay and bring papers as a licence does: accounts, receipts of the one series, gateways,
-- cancellation; a checklist of their own. What Law 187/2023 says of windows, terms and forbidden cases is kept.

-- Receipts with typed numbers are written down no more; those that were stay.
revoke insert on permit_payment from diwan_app;
alter table permit_transition no force row level security;
alter table permit_event no force row level security;
insert into permit_transition (action, from_state, to_state, duty)
select action, state, state, 'cashier' from unnest(array['pay_fees', 'cancel_receipt']) action,
	unnest(array['certificate_deposited', 'as_built_checked', 'reconciliation_requested', 'reconciliation_quoted',
		'reconciliation_accepted']) state
union all select 'cancel_receipt', 'reconciliation_paid', 'reconciliation_accepted', 'cashier'
union all select 'lapse_reconciliation', state, 'violation_open', 'system'
	from unnest(array['reconciliation_requested', 'reconciliation_quoted', 'reconciliation_accepted']) state
union all select 'attach', state, state, duty
	from unnest(array['certificate_deposited', 'as_built_checked', 'reconciliation_requested']) state,
		unnest(array['applicant', 'clerk']) duty;
alter table permit_event disable trigger permit_event_kept;
update permit_event set action = 'pay_fees' where action = 'pay';
alter table permit_event enable trigger permit_event_kept;
delete from permit_transition where action = 'pay';
alter table permit_event force row level security;
alter table permit_transition force row level security;

alter table permit_account drop constraint permit_account_stage_check,
	add constraint permit_account_stage_check check (stage in ('intake', 'issue', 'completion', 'reconciliation'));
-- The price of a reconciliation is no row of the table of fees: it is the committee's, within the law.
alter table permit_account_line alter column formula_id drop not null,
	add constraint permit_account_line_priced check (formula_id is not null or fee like 'reconciliation\_%');

insert into permit_fee_formula (fee, place, permit_type, title_ar, title_en, stage, formula, valid_from, source, article) values
	('reconciliation_examination', null, 'reconciliation', 'رسم فحص طلب التصالح', 'Examination of a reconciliation', 'intake',
		'{"kind": "flat", "amount": 500000, "max": 500000}', '2000-01-01',
		'القانون 187 لسنة 2023: لا يجاوز 5000 جنيه؛ أخذ الحد الأقصى حتى تدخل فئات المحافظة، لم تراجع', 'ق 187/2023'),
	('examination', null, 'reconciliation', 'فحص الملف', 'Examination of the file', 'intake',
		'{"kind": "ended"}', '2000-01-01', 'للتصالح رسم فحص خاص به (ق 187/2023)', null);

alter table permit_setting no force row level security;
insert into permit_setting (name, value, valid_from, source, unverified) values
	('reconciliation_opens', 1, '2024-05-07', 'Law 187/2023: the window opens with its executive regulations; the day from the press', true),
	('reconciliation_window_months', 6, '2024-05-07', 'Law 187/2023: six months', false),
	('reconciliation_window_months', 36, '2024-11-07', 'Law 187/2023: extendable to three years in all; taken whole until each decree is entered', true);
alter table permit_setting force row level security;

-- What the law never reconciles, as the inspector finds it.
alter table permit_violation add column grounds text[] not null default '{}'
	check (grounds <@ array['structural_risk', 'antiquities_land', 'nile_law', 'garage_use']);

create or replace function permit_document_next() returns trigger language plpgsql as $$
declare
	standing text;
begin
	select state into strict standing from permit where id = new.permit_id for update;
	if standing not in ('draft', 'returned_incomplete', 'info_requested', 'certificate_deposited', 'as_built_checked',
			'reconciliation_requested')
		and not (new.kind = 'contract' and standing in ('approved_fees_due', 'issued')) then
		raise exception 'a file that is being judged takes no documents' using errcode = 'insufficient_privilege';
	end if;
	select coalesce(max(version), 0) + 1 into new.version from permit_document
	where permit_id = new.permit_id and kind = new.kind;
	return new;
end $$;

-- Whoever asked for a licence brings and opens the papers of what hangs from it.
create or replace function permit_documents_open(of bigint) returns boolean stable language plpgsql as $$
begin
	return actor_is_system()
		or exists (select from permit p join permit_applicant a on a.permit_id = p.root_id
			where p.id = of and a.person_id = actor_person())
		or (not permit_blind(of) and exists (
			select from unnest(array['window_clerk', 'reviewer', 'head_of_engineering', 'authority', 'inspector', 'unit_head',
				'governor', 'auditor']) role where actor_has_role(role)));
end $$;
create or replace function permit_may_attach(of bigint) returns boolean stable language plpgsql as $$
begin
	return actor_is_system() or actor_has_role('window_clerk')
		or exists (select from permit p join permit_applicant a on a.permit_id = p.root_id
			where p.id = of and a.person_id = actor_person());
end $$;
drop policy permit_receipt_payer_read on permit_receipt_payer;
create policy permit_receipt_payer_read on permit_receipt_payer for select
	using (exists (select from permit p join permit_applicant a on a.permit_id = p.root_id
			where p.id = permit_receipt_payer.permit_id and a.person_id = (select actor_person()))
		or ((select actor_is_system() or actor_is_staff()) and not permit_blind(permit_id)));
