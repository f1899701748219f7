-- What each party says of a clash. Nothing is overwritten: the last word of a party counts, the others are history.
create table dig_clash_judgement (
	id bigint generated always as identity primary key,
	clash_id bigint not null references dig_clash,
	-- The party in whose name it is said.
	unit_id bigint not null references unit,
	answer text not null check (answer in ('yes', 'no', 'later')),
	reason text not null check (btrim(reason) <> '' and length(reason) <= 1000),
	at timestamptz not null,
	person_id bigint not null references person,
	-- The clash as it was judged; when it is no longer that, it is to be judged again.
	severity text not null check (severity in ('block', 'warn')),
	days integer not null check (days >= 0),
	area_m2 double precision not null check (area_m2 >= 0)
);
create index dig_clash_judgement_clash on dig_clash_judgement (clash_id, id);
grant select, insert on dig_clash_judgement to diwan_app;
