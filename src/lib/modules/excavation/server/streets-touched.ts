import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { KEEP } from '#lib/server/db/statements.ts';
import type { StreetTouched } from '../rules/index.ts';
import { inStreet, STREET_REACH } from './street-reach.ts';

/**
 * The named streets a trench runs in or crosses, in the order it meets them, each once. `geom` is hex EWKB in
 * EPSG:22992.
 */
export async function streetsTouched(db: Tx['db'], geom: string): Promise<StreetTouched[]> {
	const { rows } = await streetsQuery(geom).execute(db);
	return rows.map((r) => ({
		id: r.id,
		name: { ar: r.name_ar ?? r.name_en ?? '', en: r.name_en ?? r.name_ar ?? '' },
		kind: r.kind,
		metres: r.metres,
		from_m: r.from_m
	}));
}

interface Row {
	id: string;
	name_ar: string | null;
	name_en: string | null;
	kind: string | null;
	metres: number;
	from_m: number;
}

/** Segments of one name are joined first, so that a metre beside two of them counts once. */
export function streetsQuery(geom: string) {
	return sql<Row>`${KEEP}
with trench as materialized (select ${geom}::geometry as g),
part as (
	select d.geom as line, st_length(d.geom) as length_m,
		coalesce(sum(st_length(d.geom)) over (order by d.path rows between unbounded preceding and 1 preceding), 0)
			as offset_m
	from trench, st_dump(st_collectionextract(g, 2)) d
),
street as (
	select max(s.name_ar) as name_ar, max(s.name_en) as name_en,
		(array_agg(s.id order by st_length(s.geom) desc))[1]::text as id,
		(array_agg(s.kind order by st_length(s.geom) desc))[1] as kind,
		st_union(st_buffer(s.geom, ${STREET_REACH}, 'quad_segs=4')) as reach,
		min(st_distance(s.geom, g)) as distance_m
	from trench join streets s on ${inStreet(sql`g`)}
	where coalesce(s.name_ar, s.name_en) is not null
	group by ar_norm(coalesce(s.name_ar, s.name_en))
)
select id, name_ar, name_en, kind,
	round(coalesce(sum(st_length(inside.piece)), 0)::numeric, 1)::float8 as metres,
	round(coalesce(min(inside.from_m), 0)::numeric, 1)::float8 as from_m
from street
left join lateral (
	select cut.piece, p.offset_m + p.length_m *
		(select min(st_linelocatepoint(p.line, d.geom)) from st_dumppoints(cut.piece) d) as from_m
	from part p, lateral (select st_collectionextract(st_intersection(p.line, reach), 2) as piece) cut
) inside on true
group by id, name_ar, name_en, kind, distance_m
order by from_m, metres desc, distance_m`;
}
