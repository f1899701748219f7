import pg from 'pg';
import { readConfig } from '#lib/server/config.ts';
import { openPlatform, type Platform } from '#lib/server/platform.ts';

/**
 * A scratch database with a grid of named streets, schools and so many granted works along them, the same each time;
 * kept for the next run.
 */
export async function openWorksDatabase({
	works,
	fresh
}: {
	works: number;
	fresh: boolean;
}): Promise<Platform & { url: string }> {
	const server = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL;
	if (!server)
		throw new Error('set BENCH_DATABASE_URL to a PostgreSQL with PostGIS, for a scratch database there');
	const name = `diwan_bench_feed_${works}`;
	const url = new URL(server);
	url.pathname = `/${name}`;
	const admin = new pg.Client({ connectionString: server });
	await admin.connect();
	if (fresh) await admin.query(`drop database if exists ${name} with (force)`);
	const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
	if (!rowCount)
		await admin.query(`create database ${name} encoding 'UTF8' lc_ctype 'C.UTF-8' template template0`);
	await admin.end();
	const config = readConfig({
		DATABASE_URL: url.href,
		DIWAN_DATA_DIR: 'bench-results/data',
		LOG_LEVEL: 'error'
	});
	const platform = await openPlatform(config);
	const { rows } = await platform.pool.query('select count(*)::int as n from dig');
	if (rows[0].n !== works) {
		console.log(`making ${works} works in ${name} ...`);
		await fill(platform.pool, works);
	}
	// They are granted for the days around today, whenever this runs.
	await platform.pool.query(
		`update dig set starts_on = current_date - (id % 9)::int, ends_on = current_date + (id % 25)::int where starts_on <> current_date - (id % 9)::int`
	);
	// Thousands of closures at once, as no city has them, would be judged beside whatever is measured.
	await platform.pool.query('update road_network set judged = version');
	await platform.pool.query('vacuum analyze dig');
	return { ...platform, url: url.href };
}

async function fill(pool: pg.Pool, works: number): Promise<void> {
	await pool.query('truncate dig cascade');
	await pool.query('truncate streets, schools cascade');
	const grid = works > 20_000 ? { columns: 236, rows: 150 } : { columns: 120, rows: 120 };
	await pool.query(streets(grid));
	await pool.query(SCHOOLS);
	await pool.query(trenches(grid), [works]);
	await pool.query('vacuum analyze streets');
	await pool.query('vacuum analyze schools');
}

/** Streets every 90 metres, in pieces of 90 metres; every twelfth a main road. */
const streets = ({ columns, rows }: Grid) => `
with grid as (
	select a, b, turned, 490000 + case when turned then a else b end * 90 as x,
		930000 + case when turned then b else a end * 90 as y
	from (values (false), (true)) t(turned), generate_series(0, case when turned then ${columns} else ${rows} end) a,
		generate_series(0, case when turned then ${rows} else ${columns} end - 1) b)
insert into streets (source, source_id, name_ar, name_en, kind, props, geom)
select 'bench', turned || '-' || a || '-' || b, 'شارع ' || case when turned then 'النخيل ' else 'البحر ' end || a,
	case when turned then 'Palm ' else 'Sea ' end || a,
	case when a % 12 = 0 then 'primary' when a % 4 = 0 then 'tertiary' else 'residential' end,
	case when a % 5 = 1 then '{"oneway": "yes"}'::jsonb else '{}' end,
	st_setsrid(st_multi(st_makeline(st_makepoint(x, y),
		case when turned then st_makepoint(x, y + 90) else st_makepoint(x + 90, y) end)), 22992)
from grid`;

interface Grid {
	columns: number;
	rows: number;
}

const SCHOOLS = `
insert into schools (source, source_id, name_ar, kind, props, geom)
select 'bench', i::text, 'مدرسة ' || i, case when i % 3 = 0 then 'secondary' else 'primary' end,
	jsonb_build_object('shifts', 1 + i % 2),
	st_setsrid(st_makepoint(490000 + (i * 7919) % 10800, 930000 + (i * 104729) % 10800), 22992)
from generate_series(1, 700) i`;

/** Trenches of 20 to 320 metres, a few metres beside the centre line. */
const trenches = ({ columns, rows }: Grid) => `
insert into dig (reference, promoter, title, category, traffic_effect, carriageway, starts_on, ends_on, state, geom, buffer_m)
select 'EX-2026-' || lpad(i::text, 6, '0'), 'شركة ' || (i % 7), 'مد شبكة ' || i,
	case when i % 20 = 0 then 'emergency' else 'standard' end,
	(array['none', 'parking', 'narrowed', 'lane_closed', 'closed'])[1 + i % 5], i % 3 = 0,
	current_date, current_date + 1, case when i % 4 = 0 then 'running' else 'granted' end,
	st_setsrid(st_multi(case when i % 2 = 0
		then st_makeline(st_makepoint(490000 + (i * 6701) % (${columns} * 90 - 400), 930000 + ((i * 31) % ${rows}) * 90 + off),
			st_makepoint(490000 + (i * 6701) % (${columns} * 90 - 400) + len, 930000 + ((i * 31) % ${rows}) * 90 + off))
		else st_makeline(st_makepoint(490000 + ((i * 31) % ${columns}) * 90 + off, 930000 + (i * 6701) % (${rows} * 90 - 400)),
			st_makepoint(490000 + ((i * 31) % ${columns}) * 90 + off, 930000 + (i * 6701) % (${rows} * 90 - 400) + len)) end), 22992), 5
from (select i, 20 + (i * 37) % 300 as len, (i % 7) - 3 as off from generate_series(1, $1::int) i) at`;
