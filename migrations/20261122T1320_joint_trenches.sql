-- Digging together: what one trench instead of several costs and saves, who agreed to it, and the ledger of savings.

-- Piastres for one metre of trench. No published list is known; the governorate confirms or replaces these.
create table dig_joint_tariff (
	road_class text not null check (road_class in ('main', 'collector', 'local')),
	surface text not null check (surface in ('asphalt', 'concrete', 'tiles', 'unpaved')),
	cut_piastres bigint not null check (cut_piastres >= 0),
	backfill_piastres bigint not null check (backfill_piastres >= 0),
	surface_piastres bigint not null check (surface_piastres >= 0),
	valid_from date not null,
	valid_to date check (valid_to >= valid_from),
	-- False until the governorate has confirmed the prices; screens say so.
	verified boolean not null default false,
	origin text not null check (btrim(origin) <> ''),
	primary key (road_class, surface, valid_from),
	exclude using gist (road_class with =, surface with =, daterange(valid_from, valid_to, '[]') with &&)
);
grant select on dig_joint_tariff to diwan_app;
insert into dig_joint_tariff (road_class, surface, cut_piastres, backfill_piastres, surface_piastres, valid_from, origin)
select c.class, s.surface, s.cut, s.backfill, (s.top * c.factor)::bigint, '2000-01-01', 'estimate, to be confirmed'
from (values ('asphalt', 16000, 22000, 80000), ('concrete', 24000, 22000, 95000), ('tiles', 14000, 20000, 60000),
		('unpaved', 8000, 15000, 5000)) as s(surface, cut, backfill, top),
	(values ('main', 1.25), ('collector', 1.0), ('local', 0.75)) as c(class, factor);

-- A trench for several works: proposed by the first party that accepts, signed when all have.
create table dig_joint (
	id bigint generated always as identity primary key,
	-- The offer (O1) it grew out of.
	clash_id bigint not null references dig_clash,
	state text not null check (state in ('proposed', 'signed', 'refused', 'ended')),
	-- Opens and restores for all; the others dig in its window.
	lead_id bigint not null references dig,
	-- What was agreed: metres, prices, shares (`JointTerms`).
	terms jsonb not null check (jsonb_typeof(terms) = 'object'),
	proposed_at timestamptz not null,
	decided_at timestamptz,
	ended_at timestamptz,
	ended_reason text check (length(ended_reason) <= 1000),
	check ((state = 'proposed') = (decided_at is null)),
	check ((state = 'ended') = (ended_at is not null))
);
create unique index dig_joint_standing on dig_joint (clash_id) where state in ('proposed', 'signed');
create index dig_joint_clash on dig_joint (clash_id, id);
grant select, insert, update on dig_joint to diwan_app;

create table dig_joint_party (
	joint_id bigint not null references dig_joint,
	dig_id bigint not null references dig,
	unit_id bigint not null references unit,
	answer text check (answer in ('accepted', 'refused')),
	reason text check (length(reason) <= 1000),
	at timestamptz,
	person_id bigint references person,
	primary key (joint_id, dig_id),
	check ((answer is null) = (at is null)),
	check (answer is distinct from 'refused' or btrim(reason) <> '')
);
create index dig_joint_party_dig on dig_joint_party (dig_id);
grant select, insert, update on dig_joint_party to diwan_app;

-- The trench a work lies in together with others; works of one trench do not clash with each other.
alter table dig add column joint_id bigint references dig_joint;
create index dig_joined on dig (joint_id) where joint_id is not null;

-- What digging together saved, for each party. A trench that is given up is taken back with rows of its own.
create table dig_saving (
	id bigint generated always as identity primary key,
	joint_id bigint not null references dig_joint,
	dig_id bigint not null references dig,
	unit_id bigint not null references unit,
	at timestamptz not null,
	piastres bigint not null,
	metres double precision not null,
	days integer not null
);
create index dig_saving_at on dig_saving (at, id);
create index dig_saving_joint on dig_saving (joint_id);
grant select, insert on dig_saving to diwan_app;
