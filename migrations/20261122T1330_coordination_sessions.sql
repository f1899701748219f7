-- Sessions of the coordination committee: an agenda made of open clashes, who came, what was decided.

create table dig_session (
	id bigint generated always as identity primary key,
	held_on date not null,
	place text check (btrim(place) <> '' and length(place) <= 200),
	-- The clashes of these days are on the agenda, both included; null box: everywhere (WGS84 west, south, east, north).
	period_start date not null,
	period_end date not null check (period_end >= period_start),
	bbox double precision[] check (cardinality(bbox) = 4),
	opened_at timestamptz not null,
	opened_by bigint references person,
	closed_at timestamptz,
	closed_by bigint references person,
	closing_note text check (length(closing_note) <= 4000)
);
create index dig_session_held on dig_session (held_on desc, id desc);
grant select, insert, update on dig_session to diwan_app;

create table dig_session_unit (
	session_id bigint not null references dig_session,
	unit_id bigint not null references unit,
	present boolean,
	-- Who came for it, as written on the sheet.
	represented_by text check (btrim(represented_by) <> '' and length(represented_by) <= 200),
	primary key (session_id, unit_id)
);
grant select, insert, update on dig_session_unit to diwan_app;

create table dig_session_item (
	id bigint generated always as identity primary key,
	session_id bigint not null references dig_session,
	position integer not null check (position > 0),
	clash_id bigint not null references dig_clash,
	-- The clash as it came before the committee (`SessionMatter`): the minutes tell of that day.
	about jsonb not null check (jsonb_typeof(about) = 'object'),
	decision text check (decision in ('keep', 'move_first', 'move_second', 'join', 'postpone')),
	note text check (length(note) <= 1000),
	decided_at timestamptz,
	decided_by bigint references person,
	unique (session_id, position),
	unique (session_id, clash_id),
	check ((decision is null) = (decided_at is null))
);
grant select, insert, update on dig_session_item to diwan_app;
