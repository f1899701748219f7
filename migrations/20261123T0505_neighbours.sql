-- Notices to the neighbours of a plot, and what they say. Which kinds concern them, how far "neighbour" reaches and how
-- long they may answer are dated rows: no list of the law was found, so they are defaults and say so.

create table permit_notice_kind (
	kind text not null,
	valid_from date not null,
	source text not null check (btrim(source) <> '' and length(source) <= 300),
	unverified boolean not null default true,
	primary key (valid_from, kind)
);
grant select, insert on permit_notice_kind to diwan_app;
insert into permit_notice_kind (kind, valid_from, source)
select kind, '2000-01-01', 'قيمة افتراضية؛ لم يعثر على قائمة في القانون'
from unnest(array['new', 'added_floors', 'completion', 'demolition', 'strengthening', 'fence']) kind;

alter table permit_setting no force row level security;
insert into permit_setting (name, value, valid_from, source, unverified) values
	('neighbour_reach_m', 1, '2000-01-01', 'Default: plots within this many metres share a property line', true),
	('neighbour_reply_days', 10, '2000-01-01', 'Default: working days in which neighbours may say something', true);
alter table permit_setting force row level security;

-- The plots that share a property line with the plot of a case, as they were on the day.
create table permit_notice (
	permit_id bigint primary key references permit,
	drawn_at timestamptz not null,
	reach_m numeric(6, 2) not null check (reach_m >= 0),
	reply_days smallint not null check (reply_days > 0),
	unverified boolean not null,
	person_id bigint not null references person
);
grant select, insert on permit_notice to diwan_app;
create table permit_neighbour (
	permit_id bigint not null references permit_notice,
	n smallint not null check (n > 0),
	parcel_id bigint not null,
	-- Its number; of an owner nothing is known here.
	parcel_name text,
	-- Metres of line that both share.
	shared_m numeric(9, 2) not null check (shared_m >= 0),
	geom geometry(MultiPolygon, 22992) not null,
	primary key (permit_id, n),
	unique (permit_id, parcel_id)
);
grant select, insert on permit_neighbour to diwan_app;

-- How a notice was served; one that did not reach anybody is tried again, in a row of its own.
create table permit_neighbour_service (
	permit_id bigint not null,
	n smallint not null,
	attempt smallint not null check (attempt > 0),
	how text not null check (how in ('handed', 'posted', 'not_found')),
	served_on date not null,
	-- The last day on which something may be said; null where nobody was reached.
	reply_until date,
	at timestamptz not null,
	person_id bigint not null references person,
	primary key (permit_id, n, attempt),
	foreign key (permit_id, n) references permit_neighbour,
	check ((how = 'not_found') = (reply_until is null))
);
grant select, insert on permit_neighbour_service to diwan_app;

-- What a neighbour said: the matter for everybody in the office, the words apart, for they name people.
create table permit_objection (
	permit_id bigint not null references permit_notice,
	n smallint not null check (n > 0),
	neighbour smallint,
	subject text not null check (subject in ('light', 'structure', 'boundary', 'access', 'other')),
	received_on date not null,
	at timestamptz not null,
	person_id bigint not null references person,
	primary key (permit_id, n),
	foreign key (permit_id, neighbour) references permit_neighbour (permit_id, n)
);
grant select, insert on permit_objection to diwan_app;
create table permit_objection_answer (
	permit_id bigint not null,
	n smallint not null,
	at timestamptz not null,
	person_id bigint not null references person,
	primary key (permit_id, n),
	foreign key (permit_id, n) references permit_objection
);
grant select, insert on permit_objection_answer to diwan_app;
create table permit_objection_text (
	permit_id bigint not null,
	n smallint not null,
	part text not null check (part in ('said', 'answered')),
	words text not null check (btrim(words) <> '' and length(words) <= 4000),
	primary key (permit_id, n, part),
	foreign key (permit_id, n) references permit_objection
);
grant select, insert on permit_objection_text to diwan_app;

alter table permit_access drop constraint permit_access_what_check;
alter table permit_access add constraint permit_access_what_check check (what in ('parties', 'document', 'objection'));

create function permit_notifies(of bigint) returns boolean stable language sql as $$
	select exists (select from permit p where p.id = of
		and (actor_holds('window_clerk', p.unit_id) or actor_holds('head_of_engineering', p.unit_id)))
$$;

do $$
declare
	relation text;
begin
	foreach relation in array array['permit_notice_kind', 'permit_notice', 'permit_neighbour', 'permit_neighbour_service',
		'permit_objection', 'permit_objection_answer', 'permit_objection_text'] loop
		execute format('alter table %I enable row level security', relation);
		execute format('alter table %I force row level security', relation);
		execute format('create trigger %I before update or delete on %I for each row execute function permit_is_kept()',
			relation || '_kept', relation);
	end loop;
	foreach relation in array array['permit_notice', 'permit_neighbour', 'permit_neighbour_service', 'permit_objection',
		'permit_objection_answer'] loop
		execute format('create policy %I on %I for select using ((select actor_is_system() or actor_is_staff()))',
			relation || '_read', relation);
	end loop;
	-- Of the department of the case, in their own name.
	foreach relation in array array['permit_notice', 'permit_neighbour_service', 'permit_objection',
		'permit_objection_answer'] loop
		execute format('create policy %I on %I for insert with check (person_id = (select actor_person())
			and permit_notifies(permit_id))', relation || '_write', relation);
	end loop;
end $$;
create policy permit_notice_kind_read on permit_notice_kind for select using ((select actor_kind() <> 'nobody'));
create policy permit_notice_kind_write on permit_notice_kind for insert
	with check ((select actor_is_system() or actor_has_role('head_of_engineering')));
create policy permit_neighbour_write on permit_neighbour for insert with check (permit_notifies(permit_id));
-- The words are read like the names of a case: by officers whose work they are, not by a reviewer who has not signed, and
-- never unnoted.
create policy permit_objection_text_read on permit_objection_text for select
	using (((select actor_is_system()) or (not permit_blind(permit_id) and exists (
			select from unnest(array['window_clerk', 'reviewer', 'head_of_engineering', 'authority', 'governor',
				'auditor']) role where actor_has_role(role))))
		and exists (select from permit_access a where a.permit_id = permit_objection_text.permit_id
			and a.xact = pg_current_xact_id()::text and a.what = 'objection'));
create policy permit_objection_text_write on permit_objection_text for insert with check (permit_notifies(permit_id));

-- What everybody may know of it: when the neighbours were told, and until when something may be said.
alter table public_permits add column notified_on date, add column remarks_until date;
create function neighbours_published() returns trigger language plpgsql as $$
begin
	update public_permits r set notified_on = s.first, remarks_until = s.last, version = r.version + 1, updated_at = now()
	from (select min(served_on) as first, max(reply_until) as last from permit_neighbour_service
		where permit_id = new.permit_id and how <> 'not_found') s
	where r.permit_id = new.permit_id
		and s.first is not null and (r.notified_on, r.remarks_until) is distinct from (s.first, s.last);
	-- No step of the case has this number.
	insert into public_permit_log (reference, case_id, version, status, happened_on)
	select source_id, permit_id, 0, 'notified', notified_on from public_permits
	where permit_id = new.permit_id and notified_on is not null
	on conflict do nothing;
	return null;
end $$;
create trigger neighbours_published after insert on permit_neighbour_service
	for each row execute function neighbours_published();

-- A step that is in the log already takes no number of it.
create or replace function log_public_permit(of bigint) returns void language sql as $$
	insert into public_permit_log (reference, case_id, version, status, happened_on)
	select r.source_id, c.id, e.version, s.status, (e.at at time zone 'Africa/Cairo')::date
	from public_permits r join permit c on c.root_id = r.permit_id join permit_event e on e.permit_id = c.id,
		lateral (select public_permit_status(c.life, e.action, e.to_state) as status) s
	where r.permit_id = of and s.status is not null and not exists (select from public_permit_log l
		where l.case_id = c.id and l.version = e.version)
	order by e.at, c.id, e.version
	on conflict do nothing
$$;
