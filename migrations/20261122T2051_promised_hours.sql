-- The hours that a permit promised: what a later calendar leaves of them is told to its owner. Kept when it is granted, and
-- for permits before that when the calendar is first changed under them.
create table dig_promised_hours (
	dig_id bigint primary key references dig on delete cascade,
	first_on date not null,
	-- Of each day from the first on: `00:00-05:00 22:00-24:00`, local times; empty for a day without.
	days text[] not null,
	kept_at timestamptz not null
);
grant select, insert, update, delete on dig_promised_hours to diwan_app;
