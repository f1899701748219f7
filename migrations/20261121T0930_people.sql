-- Units as a tree, persons, and the roles persons hold in units between dates.

create function actor_kind() returns text stable language sql as
$$ select coalesce(nullif(current_setting('diwan.kind', true), ''), 'nobody') $$;
create function actor_is_system() returns boolean stable language sql as
$$ select actor_kind() = 'system' $$;
-- Anybody who works for the governorate or an agency: holds a role that is not the citizen's side.
create function actor_is_staff() returns boolean stable language sql as $$
	select exists (
		select 1 from unnest(string_to_array(coalesce(current_setting('diwan.roles', true), ''), ',')) held(role)
		where role not in ('', 'citizen', 'applicant_engineer'))
$$;

create table unit (
	id bigint generated always as identity primary key,
	code text not null unique check (code ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
	kind text not null check (kind in
		('governorate', 'directorate', 'district', 'centre', 'village', 'agency', 'company')),
	name_ar text not null check (btrim(name_ar) <> ''),
	name_en text not null check (btrim(name_en) <> ''),
	parent_id bigint references unit,
	-- The ids from the root to this unit, '/1/4/17/': "in this unit or below" is a prefix of it.
	path text not null unique,
	valid boolean not null default true,
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);
create index unit_parent on unit (parent_id);
create index unit_path on unit (path text_pattern_ops);

create function unit_place() returns trigger language plpgsql as $$
declare
	parent_path text := '/';
begin
	-- Two moves at once could close a circle that neither of them sees.
	perform pg_advisory_xact_lock(4212, 1);
	if new.parent_id is not null then
		select path into strict parent_path from unit where id = new.parent_id;
	end if;
	if tg_op = 'UPDATE' and starts_with(parent_path, old.path) then
		raise exception 'a unit cannot stand under itself' using errcode = 'check_violation',
			constraint = 'unit_no_circle';
	end if;
	new.path := parent_path || new.id || '/';
	return new;
end $$;
create trigger unit_place before insert or update of parent_id on unit
	for each row execute function unit_place();

create function unit_carry_children() returns trigger language plpgsql as $$
begin
	update unit set path = new.path || substr(path, length(old.path) + 1)
	where starts_with(path, old.path) and id <> new.id;
	return null;
end $$;
create trigger unit_carry_children after update on unit
	for each row when (old.path is distinct from new.path) execute function unit_carry_children();

create table person (
	id bigint generated always as identity primary key,
	username text not null unique check (username ~ '^[a-z0-9][a-z0-9._@-]{1,62}$'),
	name_ar text not null check (btrim(name_ar) <> ''),
	name_en text not null check (btrim(name_en) <> ''),
	search text not null generated always as (ar_norm(name_ar || ' ' || name_en || ' ' || username)) stored,
	active boolean not null default true,
	locale text check (locale in ('ar', 'en')),
	digits text check (digits in ('latn', 'arab')),
	theme text check (theme in ('light', 'dark', 'auto')),
	created_at timestamptz not null default now(),
	updated_at timestamptz not null default now()
);
create index person_search on person using gin (search gin_trgm_ops);

-- What identifies or reaches the human being: seen by the person, the administrator and the personnel officer.
create table person_contact (
	person_id bigint primary key references person on delete cascade,
	phone text check (phone ~ '^\+[0-9]{6,15}$'),
	email text check (email = lower(email) and email ~ '^[^@ ]+@[^@ ]+$'),
	national_id_sealed bytea,
	-- Keyed hash, for "is this number known" without opening it.
	national_id_hmac bytea unique,
	updated_at timestamptz not null default now(),
	check ((national_id_sealed is null) = (national_id_hmac is null))
);
create unique index person_contact_email on person_contact (email);

create table assignment (
	id bigint generated always as identity primary key,
	person_id bigint not null references person,
	role text not null constraint assignment_role check (role in (
		'citizen', 'applicant_engineer', 'window_clerk', 'cashier', 'reviewer', 'head_of_engineering',
		'authority', 'inspector', 'utility_planner', 'coordinator', 'traffic_police', 'fleet_manager',
		'dispatcher', 'driver', 'workshop', 'planner', 'agency_focal_point', 'transport_regulator',
		'hr_officer', 'archivist', 'unit_head', 'governor', 'auditor', 'admin')),
	unit_id bigint not null references unit,
	-- Both days belong to the period; no end means until further notice.
	valid_from date not null,
	valid_to date,
	delegated_by bigint references person,
	note text,
	created_by bigint references person,
	created_at timestamptz not null default now(),
	constraint assignment_period check (valid_to >= valid_from),
	constraint assignment_delegation check (delegated_by <> person_id),
	-- A stand-in always ends by itself.
	constraint assignment_delegation_ends check (delegated_by is null or valid_to is not null),
	constraint assignment_once exclude using gist
		(person_id with =, unit_id with =, role with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index assignment_person on assignment (person_id);
create index assignment_unit on assignment (unit_id);
create index assignment_delegated_by on assignment (delegated_by) where delegated_by is not null;

-- Nobody hands on more than what is their own: same role, same unit, within its period, not itself delegated.
create function assignment_within_own() returns trigger language plpgsql as $$
begin
	if not exists (
		select 1 from assignment own
		where own.person_id = new.delegated_by and own.role = new.role and own.unit_id = new.unit_id
			and own.delegated_by is null and own.valid_from <= new.valid_from
			and (own.valid_to is null or own.valid_to >= new.valid_to))
	then
		raise exception 'only a role of one''s own can be delegated' using errcode = 'check_violation',
			constraint = 'assignment_within_own';
	end if;
	return new;
end $$;
create trigger assignment_within_own before insert or update on assignment
	for each row when (new.delegated_by is not null) execute function assignment_within_own();

-- Second wall. The first is the policy module; without a known actor these tables are empty.
alter table unit enable row level security;
alter table unit force row level security;
create policy unit_read on unit for select using (true);
create policy unit_write on unit for all
	using ((select actor_is_system() or actor_has_role('admin')))
	with check ((select actor_is_system() or actor_has_role('admin')));

alter table person enable row level security;
alter table person force row level security;
create policy person_read on person for select
	using (id = (select actor_person()) or (select actor_is_system() or actor_is_staff()));
create policy person_insert on person for insert
	with check ((select actor_is_system() or actor_has_role('admin')));
create policy person_update on person for update
	using (id = (select actor_person()) or (select actor_is_system() or actor_has_role('admin')));

create function person_own_preferences_only() returns trigger language plpgsql as $$
begin
	if actor_is_system() or actor_has_role('admin') then return new; end if;
	if (new.username, new.name_ar, new.name_en, new.active) is distinct from
		(old.username, old.name_ar, old.name_en, old.active)
	then
		raise exception 'only an administrator changes who a person is' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger person_own_preferences_only before update on person
	for each row execute function person_own_preferences_only();

alter table person_contact enable row level security;
alter table person_contact force row level security;
create policy person_contact_read on person_contact for select
	using (person_id = (select actor_person())
		or (select actor_is_system() or actor_has_role('admin') or actor_has_role('hr_officer')));
create policy person_contact_write on person_contact for all
	using ((select actor_is_system() or actor_has_role('admin') or actor_has_role('hr_officer')))
	with check ((select actor_is_system() or actor_has_role('admin') or actor_has_role('hr_officer')));

alter table assignment enable row level security;
alter table assignment force row level security;
create policy assignment_read on assignment for select
	using (person_id = (select actor_person()) or delegated_by = (select actor_person())
		or (select actor_is_system() or actor_is_staff()));
create policy assignment_write on assignment for all
	using ((select actor_is_system() or actor_has_role('admin')))
	with check ((select actor_is_system() or actor_has_role('admin')));
create policy assignment_delegate on assignment for insert
	with check (delegated_by = (select actor_person()));
create policy assignment_recall on assignment for delete
	using (delegated_by = (select actor_person()));
create policy assignment_shorten on assignment for update
	using (delegated_by = (select actor_person()))
	with check (delegated_by = (select actor_person()));

grant select, insert, update on unit, person to diwan_app;
grant select, insert, update, delete on person_contact to diwan_app;
grant select, insert, delete, update (valid_from, valid_to, note) on assignment to diwan_app;

-- What a person may do has changed: sessions held in memory must be read again. `keys` are person ids; null
-- means anybody's.
create function assignment_changed() returns trigger language plpgsql as $$
begin
	insert into change_event (topic, keys)
	select 'session', case when count(distinct person_id) <= 50 then array_agg(distinct person_id::text) end
	from changed_rows having count(*) > 0;
	return null;
end $$;
create trigger assignment_inserted after insert on assignment referencing new table as changed_rows
	for each statement execute function assignment_changed();
create trigger assignment_updated after update on assignment referencing new table as changed_rows
	for each statement execute function assignment_changed();
create trigger assignment_deleted after delete on assignment referencing old table as changed_rows
	for each statement execute function assignment_changed();

create function person_changed() returns trigger language plpgsql as $$
begin
	insert into change_event (topic, keys) values ('session', array[new.id::text]);
	return null;
end $$;
create trigger person_changed after update on person for each row
	when ((old.username, old.name_ar, old.name_en, old.active) is distinct from
		(new.username, new.name_ar, new.name_en, new.active))
	execute function person_changed();

create function unit_changed() returns trigger language plpgsql as $$
begin
	insert into change_event (topic) values ('session');
	return null;
end $$;
create trigger unit_changed after update on unit for each statement execute function unit_changed();
