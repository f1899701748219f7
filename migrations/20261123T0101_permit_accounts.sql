-- What a permit owes and what was paid of it. Accounts are drawn up by the formulas of their day and never changed;
-- receipts are cancelled with a reason and never deleted. Money is whole piastres.

alter table permit_transition no force row level security;
insert into permit_transition (action, from_state, to_state, duty)
select action, state, state, 'cashier'
from unnest(array['pay_fees', 'cancel_receipt']) action,
	unnest(array['submitted', 'intake_check', 'returned_incomplete', 'accepted', 'assigned', 'technical_review',
		'info_requested', 'consultation', 'recommended', 'approval_review', 'approved_fees_due']) state;
alter table permit_transition force row level security;

-- The one without `superseded_at` holds.
create table permit_account (
	id bigint generated always as identity primary key,
	permit_id bigint not null references permit,
	stage text not null check (stage in ('intake', 'issue')),
	permit_version integer not null,
	made_at timestamptz not null,
	-- The day whose formulas it was drawn up by.
	priced_on date not null,
	-- What it was reckoned from.
	basis jsonb not null check (jsonb_typeof(basis) = 'object'),
	total bigint not null check (total >= 0),
	superseded_at timestamptz,
	unique (id, permit_id, stage)
);
create unique index permit_account_holding on permit_account (permit_id, stage) where superseded_at is null;
grant select, insert, update (superseded_at) on permit_account to diwan_app;

create table permit_account_line (
	account_id bigint not null references permit_account,
	position smallint not null check (position > 0),
	fee text not null,
	title_ar text not null,
	title_en text not null,
	-- The name of what is let off; the amount is negative then, and an article lets it off.
	exemption text,
	formula_id bigint not null references permit_fee_formula,
	formula_version integer not null,
	formula_from date not null,
	figures text not null,
	amount bigint not null,
	least bigint,
	most bigint,
	bound text check (bound in ('min', 'max')),
	unit_cost_ids bigint[] not null default '{}',
	source text not null,
	article text,
	unverified boolean not null,
	primary key (account_id, position),
	constraint permit_account_line_exempt check ((exemption is null) = (amount >= 0) or amount = 0),
	constraint permit_account_line_article check (exemption is null or article is not null)
);
grant select, insert on permit_account_line to diwan_app;

create function permit_account_adds_up() returns trigger language plpgsql as $$
begin
	if new.total <> (select coalesce(sum(amount), 0) from permit_account_line where account_id = new.id) then
		raise exception 'the lines of an account do not add up to it'
			using errcode = 'check_violation', constraint = 'permit_account_adds_up';
	end if;
	return null;
end $$;
create constraint trigger permit_account_adds_up after insert on permit_account
	deferrable initially deferred for each row execute function permit_account_adds_up();
create function permit_account_superseded() returns trigger language plpgsql as $$
begin
	if old.superseded_at is not null then
		raise exception 'an account is superseded once' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_account_superseded before update on permit_account
	for each row execute function permit_account_superseded();
create trigger permit_account_kept before delete on permit_account
	for each row execute function permit_is_kept();
create trigger permit_account_line_kept before update or delete on permit_account_line
	for each row execute function permit_is_kept();

create table permit_receipt (
	id bigint generated always as identity primary key,
	-- Of one series with the receipts of every other desk.
	number text not null unique check (number ~ '^RC-\d{4}-\d{6,}$'),
	permit_id bigint not null,
	stage text not null,
	account_id bigint not null,
	amount bigint not null check (amount > 0),
	method text not null check (method in ('cash', 'cheque', 'transfer', 'card')),
	-- Through which the money came, and how that calls it.
	gateway text not null check (gateway ~ '^[a-z][a-z0-9_]{0,39}$'),
	gateway_reference text check (btrim(gateway_reference) <> '' and length(gateway_reference) <= 200),
	paid_at timestamptz not null,
	cashier_id bigint not null,
	duty text not null default 'cashier' check (duty = 'cashier'),
	cancelled_at timestamptz,
	cancelled_by bigint,
	cancel_reason text check (btrim(cancel_reason) <> '' and length(cancel_reason) <= 2000),
	check ((cancelled_at is null) = (cancel_reason is null) and (cancelled_at is null) = (cancelled_by is null)),
	foreign key (account_id, permit_id, stage) references permit_account (id, permit_id, stage),
	constraint permit_receipt_separation foreign key (permit_id, cashier_id, duty)
		references permit_hand (permit_id, person_id, duty),
	constraint permit_receipt_cancel_separation foreign key (permit_id, cancelled_by, duty)
		references permit_hand (permit_id, person_id, duty)
);
create index permit_receipt_permit on permit_receipt (permit_id);
create index permit_receipt_paid_at on permit_receipt (paid_at);
grant select, insert, update (cancelled_at, cancelled_by, cancel_reason) on permit_receipt to diwan_app;

-- Who paid, and by which cheque or transfer: apart, for it may tell whose the case is.
create table permit_receipt_payer (
	receipt_id bigint primary key references permit_receipt,
	permit_id bigint not null references permit,
	payer text check (btrim(payer) <> '' and length(payer) <= 200),
	document text check (btrim(document) <> '' and length(document) <= 100)
);
grant select, insert on permit_receipt_payer to diwan_app;

-- No more than is owed, by the account that holds.
create function permit_receipt_owed() returns trigger language plpgsql as $$
declare
	owed bigint;
begin
	perform from permit where id = new.permit_id for update;
	select a.total - coalesce((select sum(r.amount) from permit_receipt r
		where r.permit_id = new.permit_id and r.stage = new.stage and r.cancelled_at is null), 0)
	into owed from permit_account a where a.id = new.account_id and a.superseded_at is null;
	if owed is null or new.amount > owed then
		raise exception 'more than is owed' using errcode = 'check_violation', constraint = 'permit_receipt_owed';
	end if;
	return new;
end $$;
create trigger permit_receipt_owed before insert on permit_receipt
	for each row execute function permit_receipt_owed();
create function permit_receipt_cancelled() returns trigger language plpgsql as $$
begin
	if old.cancelled_at is not null or new.cancelled_at is null then
		raise exception 'a receipt is cancelled once' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_receipt_cancelled before update on permit_receipt
	for each row execute function permit_receipt_cancelled();
create trigger permit_receipt_kept before delete on permit_receipt
	for each row execute function permit_is_kept();
create trigger permit_receipt_payer_kept before update or delete on permit_receipt_payer
	for each row execute function permit_is_kept();

do $$
declare
	relation text;
begin
	foreach relation in array array['permit_account', 'permit_account_line', 'permit_receipt', 'permit_receipt_payer'] loop
		execute format('alter table %I enable row level security', relation);
		execute format('alter table %I force row level security', relation);
	end loop;
	foreach relation in array array['permit_account', 'permit_receipt'] loop
		execute format('create policy %I on %I for select using (exists (select from permit p where p.id = permit_id))',
			relation || '_read', relation);
	end loop;
end $$;
create policy permit_account_draw_up on permit_account for insert
	with check (exists (select from permit p where p.id = permit_id));
create policy permit_account_supersede on permit_account for update
	using (exists (select from permit p where p.id = permit_id));
create policy permit_account_line_read on permit_account_line for select
	using (exists (select from permit_account a where a.id = account_id));
create policy permit_account_line_draw_up on permit_account_line for insert
	with check (exists (select from permit_account a where a.id = account_id));
create policy permit_receipt_give on permit_receipt for insert with check (cashier_id = (select actor_person()));
create policy permit_receipt_cancel on permit_receipt for update
	using ((select actor_has_role('cashier'))) with check (cancelled_by = (select actor_person()));
create policy permit_receipt_payer_give on permit_receipt_payer for insert
	with check ((select actor_has_role('cashier')));
create policy permit_receipt_payer_read on permit_receipt_payer for select
	using (exists (select from permit_applicant a where a.permit_id = permit_receipt_payer.permit_id
			and a.person_id = (select actor_person()))
		or ((select actor_is_system() or actor_is_staff()) and not permit_blind(permit_id)));
