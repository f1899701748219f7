-- What comes after the licence: execution, completion, violations. Each is a case of its own, stepped like the licence,
-- that hangs from it; a violation may also stand on a plot nobody licensed anything on.

alter table permit
	add column life text not null default 'licence' check (life in ('licence', 'execution', 'completion', 'violation')),
	add column parent_id bigint references permit,
	add column root_id bigint not null generated always as (coalesce(parent_id, id)) stored,
	add constraint permit_life_hangs check ((life = 'licence' and parent_id is null) or life = 'violation'
		or (life in ('execution', 'completion') and parent_id is not null));
create unique index permit_one_life on permit (parent_id, life) where life in ('execution', 'completion');
create index permit_of_root on permit (root_id, life);

alter table permit_reference add column prefix text not null default 'BP' check (prefix ~ '^[A-Z]{2,5}$');
alter table permit_reference drop constraint permit_reference_pkey;
alter table permit_reference add primary key (prefix, year);

-- One duty for a person in a licence and in everything that hangs from it: who took the file in, reviewed, approved,
-- took the money or issued does not inspect what is built on it.
alter table permit_hand add column root_id bigint;
alter table permit_hand no force row level security;
alter table permit no force row level security;
update permit_hand h set root_id = p.root_id from permit p where p.id = h.permit_id;
alter table permit force row level security;
alter table permit_hand force row level security;
alter table permit_hand alter column root_id set not null,
	add constraint permit_root_separation exclude using gist (root_id with =, person_id with =, duty with <>);
create index permit_hand_root on permit_hand (root_id, person_id);
create function permit_hand_of_root() returns trigger language plpgsql as $$
begin
	select p.root_id into new.root_id from permit p where p.id = new.permit_id;
	return new;
end $$;
create trigger permit_hand_of_root before insert on permit_hand for each row execute function permit_hand_of_root();

alter table permit_event drop constraint permit_event_draft;
alter table permit_event add constraint permit_event_draft check (version > 1 or (action, to_state) in (('open', 'draft'),
	('notify_start', 'start_notified'), ('deposit', 'certificate_deposited'), ('record_violation', 'violation_open')));

alter table permit_transition no force row level security;
insert into permit_transition (action, from_state, to_state, duty) values
	('expire', 'issued', 'expired', 'system'),
	('notify_start', 'issued', 'issued', 'applicant'),
	('notify_start', 'issued', 'issued', 'clerk'),
	('check_board', 'start_notified', 'site_board_ok', 'inspector'),
	('inspect', 'site_board_ok', 'site_board_ok', 'inspector'),
	('inspect', 'deviation', 'deviation', 'inspector'),
	('inspect', 'stop_work', 'stop_work', 'inspector'),
	('inspect', 'corrected', 'corrected', 'inspector'),
	('inspect', 'execution_violation', 'execution_violation', 'inspector'),
	('inspect', 'stages_complete', 'stages_complete', 'inspector'),
	('deviate', 'site_board_ok', 'deviation', 'system'),
	('deviate', 'corrected', 'deviation', 'system'),
	('deviate', 'stages_complete', 'deviation', 'system'),
	('finish_stages', 'site_board_ok', 'stages_complete', 'system'),
	('stop_work', 'start_notified', 'stop_work', 'inspector'),
	('stop_work', 'site_board_ok', 'stop_work', 'inspector'),
	('stop_work', 'deviation', 'stop_work', 'inspector'),
	('stop_work', 'corrected', 'stop_work', 'inspector'),
	('correct', 'deviation', 'corrected', 'applicant'),
	('correct', 'deviation', 'corrected', 'clerk'),
	('correct', 'stop_work', 'corrected', 'applicant'),
	('correct', 'stop_work', 'corrected', 'clerk'),
	('resume_work', 'corrected', 'site_board_ok', 'inspector'),
	('record_violation', 'deviation', 'execution_violation', 'inspector'),
	('record_violation', 'stop_work', 'execution_violation', 'inspector'),
	('settle', 'execution_violation', 'corrected', 'system'),
	('hand_over', 'stages_complete', 'works_complete', 'system'),
	('deposit', 'issued', 'issued', 'applicant'),
	('deposit', 'issued', 'issued', 'clerk'),
	('redeposit', 'certificate_deposited', 'certificate_deposited', 'applicant'),
	('redeposit', 'certificate_deposited', 'certificate_deposited', 'clerk'),
	('record_violation', 'certificate_deposited', 'certificate_deposited', 'inspector'),
	('check_as_built', 'certificate_deposited', 'as_built_checked', 'inspector'),
	('certify', 'as_built_checked', 'utility_letters', 'approver'),
	('issue_letters', 'utility_letters', 'closed', 'authority'),
	('record_violation', 'issued', 'issued', 'inspector'),
	('record_violation', 'suspended', 'suspended', 'inspector'),
	('record_violation', 'revoked', 'revoked', 'inspector'),
	('record_violation', 'expired', 'expired', 'inspector'),
	('order_removal', 'violation_open', 'removal_ordered', 'authority'),
	('confirm_removal', 'violation_open', 'violation_removed', 'inspector'),
	('confirm_removal', 'removal_ordered', 'violation_removed', 'inspector'),
	('dismiss_violation', 'violation_open', 'violation_dismissed', 'authority'),
	('request_reconciliation', 'violation_open', 'reconciliation_requested', 'applicant'),
	('request_reconciliation', 'violation_open', 'reconciliation_requested', 'clerk'),
	('request_reconciliation', 'removal_ordered', 'reconciliation_requested', 'applicant'),
	('request_reconciliation', 'removal_ordered', 'reconciliation_requested', 'clerk'),
	('quote', 'reconciliation_requested', 'reconciliation_quoted', 'approver'),
	('quote', 'reconciliation_quoted', 'reconciliation_quoted', 'approver'),
	('decline_reconciliation', 'reconciliation_requested', 'removal_ordered', 'approver'),
	('decline_reconciliation', 'reconciliation_quoted', 'removal_ordered', 'approver'),
	('accept_quote', 'reconciliation_quoted', 'reconciliation_accepted', 'applicant'),
	('accept_quote', 'reconciliation_quoted', 'reconciliation_accepted', 'clerk'),
	('pay', 'reconciliation_accepted', 'reconciliation_accepted', 'cashier'),
	('settle_payment', 'reconciliation_accepted', 'reconciliation_paid', 'system'),
	('close_violation', 'reconciliation_paid', 'violation_reconciled', 'authority');
alter table permit_transition force row level security;

alter table permit_setting no force row level security;
insert into permit_setting (name, value, valid_from, source, unverified) values
	('start_notice_days', 14, '2022-01-01', 'Press 2022: the technology centre is told at most two weeks before the start (Sword Today)', true),
	('letters_days', 14, '2000-01-01', 'Law 119/2008: the letters to the utilities within two weeks of the deposit (El Balad, 2 Sep 2025)', false);
alter table permit_setting force row level security;

-- Whoever applies sees and steps what hangs from their licence, as they do the licence.
drop policy permit_read on permit;
create policy permit_read on permit for select
	using ((select actor_is_system() or actor_is_staff())
		or exists (select from permit_applicant a where a.permit_id = root_id and a.person_id = (select actor_person())));
drop policy permit_write on permit;
create policy permit_write on permit for update
	using ((select actor_is_system() or actor_is_staff())
		or exists (select from permit_applicant a where a.permit_id = root_id and a.person_id = (select actor_person())));

drop policy permit_hand_take on permit_hand;
create policy permit_hand_take on permit_hand for insert with check (
	case duty
		when 'reviewer' then person_id = (select d.picked from permit_draw d
			where d.permit_id = permit_hand.permit_id order by d.n desc limit 1)
		when 'agency' then person_id = (select actor_person()) and exists (
			select from permit_consultation c where c.permit_id = permit_hand.permit_id
				and actor_holds('agency_focal_point', c.unit_id))
		else person_id = (select actor_person())
			and actor_holds(case duty when 'clerk' then 'window_clerk' when 'approver' then 'head_of_engineering'
				else duty end, (select p.unit_id from permit p where p.id = permit_hand.permit_id))
			and not exists (select from permit_applicant a where a.permit_id = permit_hand.root_id
				and a.person_id = permit_hand.person_id)
	end);

drop policy permit_event_read on permit_event;
create policy permit_event_read on permit_event for select
	using ((select actor_is_system() or actor_is_staff())
		or exists (select from permit p where p.id = permit_event.permit_id));
-- The system's own steps follow, in the same transaction, from what the database itself can see.
drop policy permit_event_write on permit_event;
create policy permit_event_write on permit_event for insert with check (
	case duty
		when 'applicant' then (select actor_is_system()) or exists (select from permit p
			join permit_applicant a on a.permit_id = p.root_id
			where p.id = permit_event.permit_id and a.person_id = (select actor_person()))
		when 'system' then (select actor_is_system())
			or (action = 'assign' and exists (select from permit_draw d where d.permit_id = permit_event.permit_id))
			or action in ('hear', 'deviate', 'finish_stages', 'settle', 'settle_payment', 'hand_over')
		else person_id = (select actor_person())
	end);

-- Which stages of a building are inspected: a whole list from a day on; a change is a new list.
create table permit_stage (
	code text not null check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
	valid_from date not null,
	place smallint not null check (place > 0),
	title_ar text not null check (btrim(title_ar) <> '' and length(title_ar) <= 100),
	title_en text not null check (btrim(title_en) <> '' and length(title_en) <= 100),
	per_floor boolean not null default false,
	source text not null check (btrim(source) <> '' and length(source) <= 300),
	unverified boolean not null default true,
	primary key (valid_from, code),
	unique (valid_from, place)
);
grant select, insert on permit_stage to diwan_app;
insert into permit_stage (valid_from, place, code, title_ar, title_en, per_floor, source)
select '2000-01-01', v.place, v.code, v.title_ar, v.title_en, v.per_floor,
	'مقترح على مثال دبي (سند الحفر والأساسات، الأسقف، المعاينة الختامية)؛ لم يعثر على قائمة مصرية'
from (values (1, 'setting_out', 'التوقيع', 'Setting-out', false),
	(2, 'excavation', 'الحفر وسند الجوانب', 'Excavation and shoring', false),
	(3, 'foundations', 'الأساسات', 'Foundations', false),
	(4, 'slab', 'سقف الدور', 'Slab', true),
	(5, 'roof', 'السطح والأعمال النهائية', 'Roof and finish', false)) v(place, code, title_ar, title_en, per_floor);

create table permit_execution (
	permit_id bigint primary key references permit,
	starts_on date not null,
	contractor text check (btrim(contractor) <> '' and length(contractor) <= 200)
);
grant select, insert on permit_execution to diwan_app;

-- What an inspector found on the site, perhaps days before it arrived.
create table permit_inspection (
	id uuid primary key,
	permit_id bigint not null references permit_execution,
	stage text not null check (length(stage) between 1 and 60),
	floor smallint check (floor between 1 and 200),
	result text not null check (result in ('ok', 'deviation')),
	offset_m numeric(7, 3) check (offset_m >= 0),
	note text check (btrim(note) <> '' and length(note) <= 2000),
	at timestamptz not null,
	received_at timestamptz not null,
	geom geometry(Point, 22992),
	accuracy_m real check (accuracy_m >= 0),
	-- From the plot.
	distance_m real,
	person_id bigint not null,
	duty text not null default 'inspector' check (duty = 'inspector'),
	request_hash text not null,
	constraint permit_inspection_separation foreign key (permit_id, person_id, duty)
		references permit_hand (permit_id, person_id, duty),
	constraint permit_inspection_says check (result = 'ok' or offset_m is not null or note is not null)
);
create index permit_inspection_permit on permit_inspection (permit_id, at);
grant select, insert on permit_inspection to diwan_app;
create table permit_inspection_photo (
	inspection_id uuid not null references permit_inspection,
	position smallint not null check (position between 1 and 12),
	sha256 text not null references stored_file,
	primary key (inspection_id, position)
);
grant select, insert on permit_inspection_photo to diwan_app;

-- What was built, as the engineer deposits it, and what R22 says of it.
create table permit_as_built (
	permit_id bigint not null references permit,
	n smallint not null check (n > 0),
	certificate_on date not null,
	deposited_at timestamptz not null,
	outline geometry(MultiPolygon, 22992) not null check (st_isvalid(outline) and not st_isempty(outline)),
	height_m numeric(6, 2) check (height_m >= 0),
	verdict text not null check (verdict in ('pass', 'fail', 'not_checked')),
	results jsonb not null,
	excess_m2 numeric(12, 3) not null check (excess_m2 >= 0),
	excess geometry(Geometry, 22992),
	primary key (permit_id, n)
);
grant select, insert on permit_as_built to diwan_app;

create table permit_violation (
	permit_id bigint primary key references permit,
	description text not null check (btrim(description) <> '' and length(description) <= 2000),
	article text check (btrim(article) <> '' and length(article) <= 300),
	excess_m2 numeric(12, 3) check (excess_m2 >= 0),
	offset_m numeric(7, 3) check (offset_m >= 0),
	outline geometry(Geometry, 22992),
	-- The inspection or the as-built drawing that showed it.
	inspection_id uuid references permit_inspection,
	found_at timestamptz not null
);
grant select, insert on permit_violation to diwan_app;

-- What a reconciliation costs, as the committee reckons; the newest counts. By somebody who has the duty.
create table permit_quote (
	permit_id bigint not null references permit_violation,
	n smallint not null check (n > 0),
	asked jsonb not null,
	answer jsonb not null,
	total bigint not null check (total > 0),
	at timestamptz not null,
	person_id bigint not null,
	duty text not null default 'approver' check (duty = 'approver'),
	primary key (permit_id, n),
	constraint permit_quote_separation foreign key (permit_id, person_id, duty)
		references permit_hand (permit_id, person_id, duty)
);
grant select, insert on permit_quote to diwan_app;
create table permit_payment (
	permit_id bigint not null references permit_violation,
	n smallint not null check (n > 0),
	-- Piastres.
	amount bigint not null check (amount > 0),
	receipt_no text not null unique check (length(receipt_no) between 1 and 60),
	paid_on date not null,
	at timestamptz not null,
	person_id bigint not null,
	duty text not null default 'cashier' check (duty = 'cashier'),
	primary key (permit_id, n),
	constraint permit_payment_separation foreign key (permit_id, person_id, duty)
		references permit_hand (permit_id, person_id, duty)
);
grant select, insert on permit_payment to diwan_app;

do $$
declare
	relation text;
begin
	foreach relation in array array['permit_stage', 'permit_execution', 'permit_inspection', 'permit_inspection_photo',
		'permit_as_built', 'permit_violation', 'permit_quote', 'permit_payment'] loop
		execute format('alter table %I enable row level security', relation);
		execute format('alter table %I force row level security', relation);
		execute format('create trigger %I before update or delete on %I for each row execute function permit_is_kept()',
			relation || '_kept', relation);
	end loop;
	foreach relation in array array['permit_execution', 'permit_as_built', 'permit_violation', 'permit_inspection',
		'permit_quote', 'permit_payment'] loop
		execute format('create policy %I on %I for select using (exists (select from permit p where p.id = permit_id))',
			relation || '_read', relation);
	end loop;
	foreach relation in array array['permit_execution', 'permit_as_built', 'permit_violation'] loop
		execute format('create policy %I on %I for insert with check (exists (select from permit p where p.id = permit_id))',
			relation || '_insert', relation);
	end loop;
	foreach relation in array array['permit_inspection', 'permit_quote', 'permit_payment'] loop
		execute format('create policy %I on %I for insert with check (person_id = (select actor_person()))',
			relation || '_insert', relation);
	end loop;
end $$;
create policy permit_inspection_photo_read on permit_inspection_photo for select
	using (exists (select from permit_inspection i where i.id = inspection_id));
create policy permit_inspection_photo_insert on permit_inspection_photo for insert
	with check (exists (select from permit_inspection i where i.id = inspection_id
		and i.person_id = (select actor_person())));
create policy permit_stage_read on permit_stage for select using ((select actor_kind() <> 'nobody'));
create policy permit_stage_write on permit_stage for insert
	with check ((select actor_is_system() or actor_has_role('head_of_engineering')));

-- Building sites on the map, from the notice of start until the works are over: excavation coordination sees them.
call create_layer_table('building_sites', 'MultiPolygon');
revoke delete on building_sites from diwan_app;
create function building_site_on_map() returns trigger language plpgsql as $$
begin
	insert into building_sites (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	select 'diwan', p.reference, p.address, p.address,
		case when p.state in ('stop_work', 'execution_violation') then 'stopped'
			when p.state = 'works_complete' then 'ended' else 'active' end,
		jsonb_strip_nulls(jsonb_build_object('licence', l.reference, 'starts_on', e.starts_on, 'floors', p.facts -> 'floors',
			'expires_on', l.expires_on)), p.geom, p.updated_at
	from permit p join permit l on l.id = p.parent_id join permit_execution e on e.permit_id = p.id
	where p.id = (to_jsonb(new) ->> tg_argv[0])::bigint
	on conflict (source, source_id) do update set name_ar = excluded.name_ar, name_en = excluded.name_en,
		kind = excluded.kind, props = excluded.props, geom = excluded.geom, updated_at = excluded.updated_at;
	return null;
end $$;
create trigger building_site_begins after insert on permit_execution
	for each row execute function building_site_on_map('permit_id');
create trigger building_site_changes after update on permit
	for each row when (new.life = 'execution') execute function building_site_on_map('id');

-- A violation stands on its plot in the layer of violations, which forbids licences there, until it is over.
create function permit_violation_on_map() returns trigger language plpgsql as $$
begin
	insert into violations (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	values ('diwan', new.reference, new.address, new.address,
		case when new.state = 'removal_ordered' then 'removal_order' when new.parent_id is null then 'no_licence'
			else 'beyond_licence' end,
		jsonb_strip_nulls(jsonb_build_object('parcel', (select f.source_id from parcels f where f.id = new.parcel_id),
			'on', new.applied_on, 'state', case when new.state in ('violation_removed', 'violation_reconciled',
				'violation_dismissed') then 'closed' when new.state like 'reconciliation%' then 'reconciliation' else 'open' end)),
		new.geom, new.updated_at)
	on conflict (source, source_id) do update set kind = excluded.kind, props = excluded.props, geom = excluded.geom,
		updated_at = excluded.updated_at;
	return null;
end $$;
create trigger permit_violation_on_map after insert or update on permit
	for each row when (new.life = 'violation') execute function permit_violation_on_map();

-- The layer of permits shows licences alone.
drop trigger permit_on_map on permit;
create trigger permit_on_map after insert or update on permit
	for each row when (new.life = 'licence') execute function permit_on_map();
