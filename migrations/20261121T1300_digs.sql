-- Digs: trenches that utilities open in streets, with every version kept, and the clashes between them.

-- What the coordination rules measure with. The governorate changes a value by closing the row and adding one.
create table dig_rule_parameter (
	rule text not null,
	name text not null,
	value numeric not null check (value > 0),
	valid_from date not null,
	valid_to date check (valid_to >= valid_from),
	-- False until the governorate has confirmed the value; screens say so.
	verified boolean not null default false,
	origin text not null,
	primary key (rule, name, valid_from),
	exclude using gist (rule with =, name with =, daterange(valid_from, valid_to, '[]') with &&)
);
insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('C1', 'buffer_carriageway_m', 10, '2000-01-01', 'GIPOD: work with important hindrance'),
	('C1', 'buffer_other_m', 5, '2000-01-01', 'GIPOD: work without important hindrance');
grant select on dig_rule_parameter to diwan_app;

-- The last number given out in a year. Its row lock makes references gapless: a save that fails gives it back.
create table dig_reference (
	year smallint primary key,
	last integer not null check (last > 0)
);
grant select, insert, update on dig_reference to diwan_app;

create table dig (
	id bigint generated always as identity primary key,
	reference text not null unique check (reference ~ '^EX-\d{4}-\d{6,}$'),
	source text not null default 'diwan',
	-- The identifier in the source it was imported from.
	source_id text,
	unit_id bigint references unit,
	-- The promoter in the source's own words, when it is no unit here.
	promoter text check (btrim(promoter) <> ''),
	organisation text not null generated always as
		(coalesce('unit:' || unit_id::text, 'name:' || ar_norm(promoter))) stored,
	title text not null check (btrim(title) <> '' and length(title) <= 200),
	details text check (length(details) <= 4000),
	category text not null default 'standard'
		check (category in ('emergency', 'urgent', 'minor', 'standard', 'major')),
	method text not null default 'open_cut' check (method in ('open_cut', 'trenchless', 'pit')),
	surface text check (surface in ('asphalt', 'concrete', 'tiles', 'unpaved')),
	traffic_effect text not null default 'none'
		check (traffic_effect in ('none', 'parking', 'narrowed', 'lane_closed', 'closed')),
	carriageway boolean not null,
	depth_m numeric(5, 2) check (depth_m > 0 and depth_m <= 30),
	width_m numeric(5, 2) check (width_m > 0 and width_m <= 50),
	-- Days, both included.
	starts_on date not null,
	ends_on date not null,
	state text not null default 'planned'
		check (state in ('planned', 'submitted', 'granted', 'running', 'finished', 'cancelled')),
	-- Lines as drawn; foreign works also come as points, surfaces or a mixture.
	geom geometry(Geometry, 22992) not null check (
		st_isvalid(geom) and not st_isempty(geom) and
		geometrytype(geom) in ('MULTILINESTRING', 'MULTIPOINT', 'MULTIPOLYGON', 'GEOMETRYCOLLECTION')
	),
	geom_3857 geometry(Geometry, 3857) not null generated always as (st_transform(geom, 3857)) stored,
	length_m double precision not null generated always as (st_length(geom)) stored,
	-- Rule C1's buffer when it was saved, and the zone it makes. The buffer is a polygon a little inside the true
	-- one (1 cm), so it finds candidates with a margin and draws the overlap; distance decides.
	buffer_m double precision not null check (buffer_m > 0),
	zone geometry(MultiPolygon, 22992) not null generated always as
		(st_multi(st_buffer(geom, buffer_m, 'quad_segs=16'))) stored,
	search text not null generated always as
		(ar_norm(title || ' ' || reference || ' ' || coalesce(promoter, '') || ' ' || coalesce(source_id, ''))) stored,
	version integer not null default 1 check (version > 0),
	created_at timestamptz not null default now(),
	created_by bigint references person,
	updated_at timestamptz not null default now(),
	updated_by bigint references person,
	unique (source, source_id),
	check (ends_on >= starts_on),
	check (unit_id is not null or promoter is not null)
);
create index dig_zone on dig using gist (zone) where state <> 'cancelled';
create index dig_geom on dig using gist (geom);
create index dig_geom_3857 on dig using gist (geom_3857);
create index dig_search on dig using gin (search gin_trgm_ops);
create index dig_starts_on on dig (starts_on, id);
create index dig_unit on dig (unit_id, id);
grant select, insert, update on dig to diwan_app;
call follow_layer('dig', 'digs');

-- Every version as it was saved: who, when, why.
create table dig_history (
	dig_id bigint not null references dig,
	version integer not null,
	action text not null check (action in ('registered', 'edited', 'cancelled', 'finished', 'imported')),
	at timestamptz not null,
	person_id bigint references person,
	reason text check (length(reason) <= 1000),
	data jsonb not null check (jsonb_typeof(data) = 'object'),
	primary key (dig_id, version)
);
grant select, insert on dig_history to diwan_app;

-- Two digs that meet under a rule. The pair is the identity: it survives edits, and what is said about it with it.
create table dig_clash (
	id bigint generated always as identity primary key,
	rule text not null check (rule in ('C1')),
	dig_a bigint not null references dig,
	dig_b bigint not null references dig,
	severity text not null check (severity in ('block', 'warn')),
	distance_m double precision not null check (distance_m >= 0),
	-- The days both are open, both included.
	from_on date not null,
	to_on date not null,
	days integer not null generated always as (to_on - from_on + 1) stored check (days > 0),
	geom geometry(MultiPolygon, 22992) not null check (not st_isempty(geom)),
	geom_3857 geometry(MultiPolygon, 3857) not null generated always as (st_transform(geom, 3857)) stored,
	first_seen timestamptz not null,
	changed_at timestamptz not null,
	-- Null while the two meet.
	closed_at timestamptz,
	unique (rule, dig_a, dig_b),
	check (dig_a < dig_b)
);
create index dig_clash_a on dig_clash (dig_a) where closed_at is null;
create index dig_clash_b on dig_clash (dig_b) where closed_at is null;
create index dig_clash_geom on dig_clash using gist (geom);
create index dig_clash_geom_3857 on dig_clash using gist (geom_3857) where closed_at is null;
grant select, insert, update on dig_clash to diwan_app;
call follow_layer('dig_clash', 'dig_clashes');

-- What the map, the search and the exports read.
create view map_digs as
select d.id, d.source, d.reference as source_id, d.title as name_ar, d.title as name_en, d.state as kind,
	jsonb_build_object(
		'promoter_ar', coalesce(u.name_ar, d.promoter), 'promoter_en', coalesce(u.name_en, d.promoter),
		'starts_on', d.starts_on, 'ends_on', d.ends_on, 'width_m', d.width_m,
		'length_m', round(d.length_m::numeric, 1)
	) as props,
	d.geom, d.geom_3857, d.search, d.updated_at
from dig d
left join unit u on u.id = d.unit_id;
grant select on map_digs to diwan_app;

create view map_dig_clashes as
select c.id, 'diwan'::text as source, c.id::text as source_id,
	a.reference || ' / ' || b.reference as name_ar, a.reference || ' / ' || b.reference as name_en,
	c.rule as kind,
	jsonb_build_object('severity', c.severity, 'days', c.days, 'distance_m', round(c.distance_m::numeric, 1),
		'from_on', c.from_on, 'to_on', c.to_on) as props,
	c.geom, c.geom_3857, ar_norm(a.reference || ' ' || b.reference) as search, c.changed_at as updated_at
from dig_clash c
join dig a on a.id = c.dig_a
join dig b on b.id = c.dig_b
where c.closed_at is null;
grant select on map_dig_clashes to diwan_app;
