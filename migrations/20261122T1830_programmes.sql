-- Programmes of works that agencies hand in as files, and the coordinator's calls for them.

-- A work brought in by its owner's file: recognised again by the agency's own number. `given` is the row as it last
-- came, so that only what the agency changes in its file is changed here.
create table programme_work (
	unit_id bigint not null references unit,
	source_id text not null check (btrim(source_id) <> '' and length(source_id) <= 200),
	dig_id bigint not null unique references dig,
	given jsonb not null check (jsonb_typeof(given) = 'object'),
	brought_at timestamptz not null,
	brought_by bigint references person,
	primary key (unit_id, source_id)
);
grant select, insert, update on programme_work to diwan_app;

-- Agencies are asked for what they plan in a period, until a day.
create table programme_call (
	id bigint generated always as identity primary key,
	-- Days, both included.
	from_on date not null,
	to_on date not null,
	due_on date not null,
	note text check (btrim(note) <> '' and length(note) <= 1000),
	opened_at timestamptz not null,
	opened_by bigint not null references person,
	closed_at timestamptz,
	closed_by bigint references person,
	check (to_on >= from_on),
	check ((closed_at is null) = (closed_by is null))
);
create index programme_call_open on programme_call (due_on) where closed_at is null;
grant select, insert, update on programme_call to diwan_app;

create table programme_answer (
	call_id bigint not null references programme_call,
	unit_id bigint not null references unit,
	-- When it was handed in last; null while it is waited for.
	handed_at timestamptz,
	handed_by bigint references person,
	-- Works of theirs in the period; none: they plan nothing.
	works integer check (works >= 0),
	-- Once each: before the day, and after it.
	reminded_at timestamptz,
	late_at timestamptz,
	primary key (call_id, unit_id),
	check ((handed_at is null) = (works is null))
);
create index programme_answer_unit on programme_answer (unit_id) where handed_at is null;
grant select, insert, update on programme_answer to diwan_app;

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('CALL', 'remind_days', 3, '2000-01-01', 'Default: working days before the last day on which agencies are reminded');
