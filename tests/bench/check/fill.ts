import type pg from 'pg';
import { plannedQuarter } from '../plan-city.ts';
import { DAYS, FIRST_DAY } from './city.ts';

const BATCH = 5000;

/** A city of 30 by 12 kilometres with its streets, schools and so many works; nothing when they are there. */
export async function fillCity(pool: pg.Pool, works: number): Promise<void> {
	// Works without their zone meet nobody: whatever is measured with them is worth nothing.
	const { rows } = await pool.query('select count(*) filter (where not st_isempty(zone))::int as n from dig');
	if (rows[0].n === works) return;
	console.log(`making ${works} works ...`);
	const began = performance.now();
	for (const statement of GROUND) await pool.query(statement);
	await pool.query('truncate dig_clash, dig_street, dig_history, dig restart identity cascade');
	const rebuild = await withoutIndexes(pool);
	let batch: unknown[] = [];
	const flush = async () => {
		await pool.query(INSERT, [JSON.stringify(batch)]);
		batch = [];
	};
	for (const work of plannedQuarter({ works, seed: 5, firstDay: FIRST_DAY, span: DAYS })) {
		batch.push(work);
		if (batch.length === BATCH) await flush();
	}
	await flush();
	await rebuild();
	console.log(`made in ${Math.round((performance.now() - began) / 1000)} s`);
	for (const table of ['dig', 'streets', 'street_sections', 'schools', 'governorates'])
		await pool.query(`analyze ${table}`);
}

/** Takes the indexes and triggers off the works, as for any bulk load, but for the one that makes their zones. @returns how to put them back. */
async function withoutIndexes(pool: pg.Pool): Promise<() => Promise<void>> {
	const { rows } = await pool.query<{ name: string; definition: string }>(
		`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
		from pg_index i where i.indrelid = 'dig'::regclass
			and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`
	);
	await pool.query('alter table dig disable trigger user');
	await pool.query('alter table dig enable trigger dig_measures');
	for (const { name } of rows) await pool.query(`drop index ${name}`);
	return async () => {
		for (const { definition } of rows) await pool.query(definition);
		await pool.query('alter table dig enable trigger user');
	};
}

/** Streets every 90 metres in both directions, in pieces; schools; a border with as many corners as a real one. */
const GROUND = [
	'truncate streets, street_sections, schools, governorates cascade',
	`with line as (
		select i, j, east, case when east
			then st_makeline(st_makepoint(500000 + i * 450, 930000 + j * 90), st_makepoint(500450 + i * 450, 930000 + j * 90))
			else st_makeline(st_makepoint(500000 + j * 90, 930000 + i * 450), st_makepoint(500000 + j * 90, 930450 + i * 450))
			end as geom
		from (values (true, 67, 134), (false, 27, 334)) as way(east, pieces, streets),
			generate_series(0, pieces - 1) i, generate_series(0, streets - 1) j)
	insert into streets (source, source_id, name_ar, kind, geom)
	select 'bench', concat(case when east then 'e' else 'n' end, i, '-', j),
		concat('شارع ', case when east then 'عرضي ' else 'طولي ' end, j),
		case when j % 20 = 0 then 'primary' when j % 7 = 0 then 'secondary' else 'residential' end,
		st_multi(st_setsrid(geom, 22992))
	from line`,
	`insert into street_sections (source, source_id, name_ar, kind, geom)
	select 'bench', s.source_id || '-' || k, s.name_ar, s.kind,
		st_multi(st_linesubstring(st_geometryn(s.geom, 1), k / 5.0, (k + 1) / 5.0))
	from streets s, generate_series(0, 4) k`,
	`insert into schools (source, source_id, name_ar, kind, props, geom)
	select 'bench', i::text, 'مدرسة ' || i, 'primary', jsonb_build_object('shifts', 1 + i % 2),
		st_setsrid(st_makepoint(500000 + (i * 7919) % 30000, 930000 + (i * 104729) % 12000), 22992)
	from generate_series(1, 400) i`,
	`insert into governorates (source, source_id, name_ar, geom)
	select 'bench', '1', 'محافظة القياس',
		st_multi(st_buffer(st_setsrid(st_makepoint(515000, 936000), 22992), 30000, 'quad_segs=600'))`
];

const INSERT = `
insert into dig (reference, source, source_id, promoter, title, category, carriageway, starts_on, ends_on, buffer_m, geom)
select 'EX-2026-' || lpad(row::text, greatest(6, length(row::text)), '0'), 'bench', source_id, promoter, 'عمل ' || row, category, carriageway,
	"start", "end", case when carriageway then 10 else 5 end,
	st_multi(st_setsrid(st_geomfromgeojson(geometry::text), 22992))
from jsonb_to_recordset($1::jsonb) as r(row int, source_id text, promoter text, category text, carriageway boolean,
	"start" date, "end" date, geometry jsonb)`;
