-- The life of a work: from plan over approvals to the closed file.

alter table dig drop constraint dig_state_check;
alter table dig
	add constraint dig_state_check check (state in ('planned', 'submitted', 'granted', 'running', 'finished',
		'restored', 'closed', 'refused', 'cancelled')),
	-- The request in hand; 0 before the first one.
	add column round smallint not null default 0 check (round >= 0),
	add column submitted_at timestamptz,
	add column granted_at timestamptz,
	-- The last day that was granted. `ends_on` is the last day of the active period, which an overrun extends.
	add column permitted_ends_on date,
	add column started_at timestamptz,
	add column finished_at timestamptz,
	-- An emergency begins first and hands in its file by then.
	add column file_due_at timestamptz,
	add constraint dig_submitted check (submitted_at is null or round > 0),
	add constraint dig_granted check (granted_at is null or (submitted_at is not null and permitted_ends_on is not null)),
	add constraint dig_started check (started_at is null or
		state in ('running', 'finished', 'restored', 'closed')),
	add constraint dig_finished check (finished_at is null or (started_at is not null and finished_at >= started_at)),
	add constraint dig_emergency_file check (file_due_at is null or (started_at is not null and category = 'emergency'));
create index dig_state on dig (state, ends_on) where state in ('submitted', 'granted', 'running', 'finished', 'restored');

alter table dig_history drop constraint dig_history_action_check;
alter table dig_history
	add constraint dig_history_action_check check (action in ('registered', 'edited', 'cancelled', 'finished', 'imported',
		'overridden', 'submitted', 'withdrawn', 'approved', 'granted', 'refused', 'returned', 'amended', 'started', 'filed',
		'overran', 'restored', 'closed')),
	-- Whose decision it was, of those asked.
	add column step text check (step in ('district', 'centre', 'traffic'));

-- Every time a permit is asked for.
create table dig_round (
	dig_id bigint not null references dig,
	round smallint not null check (round > 0),
	kind text not null check (kind in ('request', 'amendment', 'emergency')),
	opened_at timestamptz not null,
	opened_by bigint references person,
	closed_at timestamptz,
	outcome text check (outcome in ('granted', 'refused', 'returned', 'withdrawn', 'cancelled')),
	primary key (dig_id, round),
	check ((closed_at is null) = (outcome is null))
);
grant select, insert, update on dig_round to diwan_app;

-- Who must agree, in order; the next one is asked when the one before has approved.
create table dig_approval (
	dig_id bigint not null,
	round smallint not null,
	step text not null check (step in ('district', 'centre', 'traffic')),
	position smallint not null check (position between 1 and 3),
	-- The unit that is asked; null: anybody who holds the role.
	unit_id bigint references unit,
	state text not null default 'waiting' check (state in ('waiting', 'asked', 'approved', 'refused', 'returned', 'void')),
	asked_at timestamptz,
	-- The last working day to answer.
	due_on date,
	decided_at timestamptz,
	decided_by bigint references person,
	reason text check (btrim(reason) <> '' and length(reason) <= 1000),
	conditions text[] not null default '{}' check (cardinality(conditions) <= 20),
	-- Silence was told to those above; it approves only where the governorate has said so.
	escalated_at timestamptz,
	by_silence boolean not null default false,
	primary key (dig_id, round, step),
	unique (dig_id, round, position),
	foreign key (dig_id, round) references dig_round,
	check ((asked_at is null) = (due_on is null)),
	check (state <> 'waiting' or asked_at is null),
	check (state not in ('asked', 'approved', 'refused', 'returned') or asked_at is not null),
	check ((state in ('approved', 'refused', 'returned')) = (decided_at is not null)),
	check (state not in ('approved', 'refused', 'returned') or by_silence or decided_by is not null),
	check (state not in ('refused', 'returned') or reason is not null),
	check (state = 'approved' or cardinality(conditions) = 0),
	check (not by_silence or state = 'approved')
);
create index dig_approval_asked on dig_approval (step, due_on) where state = 'asked';
-- One is asked at a time.
create unique index dig_approval_turn on dig_approval (dig_id) where state = 'asked';
grant select, insert, update on dig_approval to diwan_app;

-- What the coordinator lets pass though a rule forbids it: each finding by its key, so that a new one blocks again.
create table dig_override (
	dig_id bigint not null references dig,
	finding text not null check (length(finding) <= 300),
	reason text not null check (btrim(reason) <> '' and length(reason) <= 1000),
	at timestamptz not null,
	person_id bigint not null references person,
	primary key (dig_id, finding, at)
);
grant select, insert on dig_override to diwan_app;

-- The application grants no work of ours before everybody asked has approved. (Foreign works come as they are, and
-- the owner of the database may repair.)
create function dig_granted_by_all() returns trigger language plpgsql as $$
begin
	if current_user = 'diwan_app' and new.source = 'diwan' and not (
		new.granted_at is not null
		and exists (select from dig_approval a where a.dig_id = new.id and a.round = new.round)
		and not exists (select from dig_approval a
			where a.dig_id = new.id and a.round = new.round and a.state <> 'approved'))
	then
		raise exception 'a work is granted when all approvals are there' using errcode = 'check_violation',
			constraint = 'dig_granted_by_all';
	end if;
	return new;
end $$;
create trigger dig_granted_by_all before insert or update of state, granted_at on dig for each row
	when (new.state = 'granted' or new.granted_at is not null) execute function dig_granted_by_all();

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('LIFE', 'district_days', 5, '2000-01-01', 'Default: the answer times of Street Manager, working days'),
	('LIFE', 'centre_days', 5, '2000-01-01', 'Default: the answer times of Street Manager, working days'),
	('LIFE', 'traffic_days', 3, '2000-01-01', 'Default: Dubai eNOC, the shortest answer time, working days'),
	('LIFE', 'emergency_file_hours', 24, '2000-01-01', 'Balady: formal request within 24 hours of an emergency');
