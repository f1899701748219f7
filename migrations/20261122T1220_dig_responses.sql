-- Files people attach, and the board on which the owners of networks answer a request to dig.

-- Kept once by content in the data folder; the name is its SHA-256.
create table stored_file (
	sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
	media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
	bytes integer not null check (bytes > 0),
	created_at timestamptz not null default now(),
	created_by bigint references person
);
grant select, insert on stored_file to diwan_app;

-- Whose networks lie where: all lines of a layer, all within an area, or the lines of a layer within it.
create table dig_network_owner (
	id bigint generated always as identity primary key,
	unit_id bigint not null references unit,
	network text check (network in ('water', 'sewage', 'gas', 'power', 'telecom')),
	geom geometry(MultiPolygon, 22992) check (st_isvalid(geom) and not st_isempty(geom)),
	note text check (length(note) <= 200),
	created_at timestamptz not null default now(),
	created_by bigint references person,
	closed_at timestamptz,
	closed_by bigint references person,
	check (network is not null or geom is not null)
);
create index dig_network_owner_geom on dig_network_owner using gist (geom) where closed_at is null;
create unique index dig_network_owner_once on dig_network_owner (unit_id, network)
	where closed_at is null and geom is null;
grant select, insert, update on dig_network_owner to diwan_app;

create table dig_response (
	dig_id bigint not null,
	round smallint not null,
	unit_id bigint not null references unit,
	-- What of theirs is known to lie within reach, and how near in metres.
	networks text[] not null,
	distance_m double precision not null check (distance_m >= 0),
	asked_at timestamptz not null,
	due_on date not null,
	version integer not null default 1 check (version > 0),
	answer text check (answer in ('none', 'present', 'conditions', 'objection')),
	-- Where it lies, why not; in words.
	remark text check (btrim(remark) <> '' and length(remark) <= 4000),
	conditions text[] not null default '{}' check (cardinality(conditions) <= 20),
	geom geometry(Geometry, 22992) check (st_isvalid(geom) and not st_isempty(geom)),
	file_sha256 text references stored_file,
	answered_at timestamptz,
	answered_by bigint references person,
	escalated_at timestamptz,
	primary key (dig_id, round, unit_id),
	foreign key (dig_id, round) references dig_round,
	check ((answer is null) = (answered_at is null)),
	check ((answer is null) = (answered_by is null)),
	check (answer <> 'present' or coalesce(remark, file_sha256) is not null or geom is not null),
	check (answer <> 'conditions' or cardinality(conditions) > 0),
	check (answer <> 'objection' or remark is not null)
);
create index dig_response_open on dig_response (unit_id, due_on) where answer is null;
grant select, insert, update on dig_response to diwan_app;

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('LIFE', 'response_days', 2, '2000-01-01', 'KLIC: operators answer within two working days'),
	('LIFE', 'response_reach_m', 2, '2000-01-01', 'Default: metres beyond the zone of a work within which a network counts');
