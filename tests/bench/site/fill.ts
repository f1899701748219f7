import type pg from 'pg';

const BATCHES = [
	'truncate parcels, right_of_way, zones, constraints, violations, utilities_water, utilities_power restart identity',
	// Blocks of 80 metres between streets of 10, each with sixteen plots of 20 metres by 20.
	`insert into right_of_way (source, source_id, name_ar, kind, geom)
	select 'bench', concat(way, i, '-', j), concat(case way when 'e' then 'شارع عرضي ' else 'شارع طولي ' end, case way when 'e' then j else i end), 'residential',
		st_multi(st_makeenvelope(500000 + i * 90.0, 930000 + j * 90.0,
			500000 + i * 90.0 + case way when 'e' then 90 else 10 end, 930000 + j * 90.0 + case way when 'e' then 10 else 90 end, 22992))
	from generate_series(0, $1::int) i, generate_series(0, $1::int) j, (values ('e'), ('n')) way(way)`,
	`insert into parcels (source, source_id, name_ar, kind, props, geom)
	select 'bench', concat(i, '-', j, '-', k), concat('قطعة ', k + 1), 'residential', jsonb_build_object('parcel_no', (k + 1)::text),
		st_multi(st_makeenvelope(x, y, x + 20, y + 20, 22992))
	from generate_series(0, $1::int - 1) i, generate_series(0, $1::int - 1) j, generate_series(0, 15) k,
		lateral (select 500010 + i * 90.0 + (k % 4) * 20 as x, 930010 + j * 90.0 + (k / 4) * 20 as y) at`,
	`insert into zones (source, source_id, name_ar, kind, props, geom)
	select 'bench', concat(i, '-', j), 'سكني', 'residential',
		'{"place": "city", "front_setback_m": 3, "rear_setback_m": 2, "side_setback_m": 2, "max_coverage_pct": 60, "floor_area_ratio": 1.8}'::jsonb,
		st_multi(st_makeenvelope(500010 + i * 90.0, 930010 + j * 90.0, 500090 + i * 90.0, 930090 + j * 90.0, 22992))
	from generate_series(0, $1::int - 1) i, generate_series(0, $1::int - 1) j`,
	`insert into constraints (source, source_id, kind, props, geom)
	select 'bench', n::text, (array['antiquities', 'canal_bank', 'listed_building', 'aviation_height'])[1 + n % 4],
		'{"agency": "جهة", "max_height_m": 30}'::jsonb,
		st_multi(st_buffer(st_setsrid(st_makepoint(500000 + (n * 7919) % ($1::int * 90), 930000 + (n * 104729) % ($1::int * 90)), 22992), 60))
	from generate_series(1, 400) n`,
	`insert into constraints (source, source_id, kind, geom)
	values ('bench', 'cordon', 'cordon', st_multi(st_makeenvelope(499000, 929000, 501000 + $1::int * 90, 931000 + $1::int * 90, 22992)))`,
	`insert into violations (source, source_id, kind, props, geom)
	select 'bench', id::text, 'no_licence', jsonb_build_object('parcel', source_id), geom from parcels where id % 200 = 0 and $1::int > 0`,
	...['water', 'power'].map(
		(network, side) => `insert into utilities_${network} (source, source_id, kind, props, geom)
	select 'bench', concat(way, i, '-', j), 'distribution', '{"diameter_mm": 200}'::jsonb, st_multi(st_makeline(
		st_setsrid(st_makepoint(500000 + i * 90.0 + case way when 'e' then 0 else ${2 + 6 * side} end, 930000 + j * 90.0 + case way when 'e' then ${2 + 6 * side} else 0 end), 22992),
		st_setsrid(st_makepoint(500000 + i * 90.0 + case way when 'e' then 90 else ${2 + 6 * side} end, 930000 + j * 90.0 + case way when 'e' then ${2 + 6 * side} else 90 end), 22992)))
	from generate_series(0, $1::int - 1) i, generate_series(0, $1::int - 1) j, (values ('e'), ('n')) way(way)`
	)
];

/** A quarter of so many plots with its streets, zones, constraints, violations and networks; nothing when it is there. */
export async function fillPlots(pool: pg.Pool, plots: number): Promise<void> {
	const side = Math.ceil(Math.sqrt(plots / 16));
	const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from parcels');
	if (rows[0]!.n === side * side * 16) return;
	console.log(`making ${side * side * 16} plots ...`);
	for (const [i, statement] of BATCHES.entries()) await pool.query(statement, i === 0 ? [] : [side]);
	for (const table of [
		'parcels',
		'right_of_way',
		'zones',
		'constraints',
		'violations',
		'utilities_water',
		'utilities_power'
	])
		await pool.query(`vacuum analyze ${table}`);
}

/** Buildings on so many plots, every 37th of them. */
export async function questions(pool: pg.Pool, count: number): Promise<{ ids: string[]; bodies: string[] }> {
	const { rows } = await pool.query<{ id: string; x: number; y: number }>(
		`select id::text, st_xmin(geom) as x, st_ymin(geom) as y from parcels where id % 37 = 0 order by md5(id::text) limit $1`,
		[count]
	);
	const bodies = rows.map(({ id, x, y }, i) => {
		const front = 2 + (i % 5) * 0.5;
		const ring = [[2, front], [18, front], [18, 18], [2, 18], [2, front]].map(([dx, dy]) => [x + dx!, y + dy!]); // prettier-ignore
		return JSON.stringify({
			parcel_id: id,
			footprint: { type: 'Polygon', coordinates: [ring] },
			floors: 3,
			height_m: 10,
			use: 'residential'
		});
	});
	return { ids: rows.map((r) => r.id), bodies };
}
