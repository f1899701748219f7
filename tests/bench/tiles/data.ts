import pg from 'pg';
import { readConfig } from '#lib/server/config.ts';
import { openPlatform, type Platform } from '#lib/server/platform.ts';

export interface BenchDatabase {
	url: string;
	name: string;
	platform: Platform;
}

/** A city of so many buildings, made by the same seed each time: 29.75-30.10 E, 31.00-31.35 N. */
export interface CitySize {
	buildings: number;
	streets: number;
}

/**
 * Opens the scratch database of that size on a server, filling it first when it is not there.
 * @param fresh make it anew even when it is there.
 */
export async function openBenchDatabase(
	server: string,
	size: CitySize,
	{ fresh = false, say = console.log } = {}
): Promise<BenchDatabase> {
	const name = `diwan_bench_${size.buildings}_${size.streets}`;
	const url = new URL(server);
	url.pathname = `/${name}`;
	const config = readConfig({
		DATABASE_URL: url.href,
		DIWAN_DATA_DIR: 'bench-results/data',
		LOG_LEVEL: 'error'
	});
	const admin = new pg.Client({ connectionString: server });
	await admin.connect();
	if (fresh) await admin.query(`drop database if exists ${name} with (force)`);
	const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
	if (!rowCount) await admin.query(`create database ${name}`);
	await admin.end();
	const platform = await openPlatform(config, { feed: false });
	const { rows } = await platform.pool.query('select count(*)::int as n from buildings');
	if (rows[0].n !== size.buildings) {
		const started = Date.now();
		say(`making ${size.buildings} buildings and ${size.streets} streets in ${name} ...`);
		await fill(platform.pool, size);
		say(`made in ${Math.round((Date.now() - started) / 1000)} s`);
	}
	return { url: url.href, name, platform };
}

async function fill(pool: pg.Pool, size: CitySize): Promise<void> {
	const client = await pool.connect();
	try {
		await client.query('truncate buildings, streets');
		await client.query(`set max_parallel_workers_per_gather = 0; select setseed(0.42)`);
		await client.query(BUILDINGS, [size.buildings]);
		await client.query(STREETS, [size.streets]);
		await client.query('vacuum analyze buildings');
		await client.query('vacuum analyze streets');
	} finally {
		client.release();
	}
	await pool.query('select fold_layer_grid()');
	await pool.query('vacuum analyze layer_grid');
}

/** Metres of EPSG:22992: the south-west corner of the area, its size, and the dense core in its middle. */
const PLACES = `area as (
	select st_x(g) as e, st_y(g) as n, 33300.0 as width, 38800.0 as height, 10500.0 as core
	from st_transform(st_setsrid(st_makepoint(29.75, 31.00), 4326), 22992) g),
dice as materialized (
	select i, random() a, random() b, random() c, random() d, random() s, random() f, random() g
	from generate_series(1, $1::int) i),
places as (
	select dice.*,
		case when c < 0.6 then e + (width - core) / 2 + a * core else e + a * width end as x,
		case when c < 0.6 then n + (height - core) / 2 + b * core else n + b * height end as y
	from dice, area)`;

/** Rectangles and, for three in twenty, L shapes: 5.3 vertices on average, turned at random, stored by place. */
const BUILDINGS = `
with ${PLACES},
shapes as (
	select i, st_setsrid(st_translate(st_rotate(case when g < 0.85
			then st_makeenvelope(-w / 2, -h / 2, w / 2, h / 2)
			else st_makepolygon(st_makeline(array[st_makepoint(-w / 2, -h / 2), st_makepoint(w / 2, -h / 2),
				st_makepoint(w / 2, 0), st_makepoint(0, 0), st_makepoint(0, h / 2), st_makepoint(-w / 2, h / 2),
				st_makepoint(-w / 2, -h / 2)])) end, f * pi() / 2), x, y), 22992) as geom
	from (select *, 6 + d * 14 as w, 6 + s * 14 as h from places) sized)
insert into buildings (source, source_id, name_ar, name_en, kind, props, geom)
select 'bench', i::text, case when i % 3 = 0 then 'عمارة ' || i end, case when i % 3 = 0 then 'Block ' || i end,
	(array['residential', 'commercial', 'school', 'mosque', 'house'])[1 + i % 5],
	jsonb_build_object('floors', 1 + (i * 7) % 14, 'status', (array['standing', 'under_work', 'ruined'])[1 + i % 3]),
	st_multi(geom)
from shapes
order by geom`;

/** Bent lines of four to eight vertices; one in fifty a main road, one in ten a secondary one. */
const STREETS = `
with ${PLACES},
lines as (
	select i, c, (select st_setsrid(st_makeline(st_makepoint(
			x + k * (20 + d * 60) * cos(f * 6.3) + 8 * sin(k + s * 9),
			y + k * (20 + d * 60) * sin(f * 6.3) + 8 * cos(k + g * 9)) order by k), 22992)
		from generate_series(0, 3 + (i % 5)) k) as geom
	from places)
insert into streets (source, source_id, name_ar, kind, geom)
select 'bench', i::text, case when i % 2 = 0 then 'شارع ' || (i / 20) end,
	case when i % 50 = 0 then 'primary' when i % 10 = 0 then 'secondary' else 'residential' end,
	st_multi(geom)
from lines
order by geom`;
