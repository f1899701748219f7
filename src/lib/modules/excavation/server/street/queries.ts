import { sql } from 'kysely';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { DigState, Method } from '../../rules/index.ts';
import { STREET_REACH } from '../street-reach.ts';

/** Pieces of one name no farther apart than this many metres are one street. */
const TOGETHER = 300;

export interface DigInStreet {
	reference: string;
	title: string;
	promoter: Bilingual;
	state: DigState;
	method: Method;
	starts_on: string;
	ends_on: string;
	metres: number;
	ours: boolean;
	guarantee_until: string | null;
	/** It opened a pavement that was not laid anew after it. */
	since_paving: boolean;
}

export interface StreetRow {
	id: string;
	name_ar: string | null;
	name_en: string | null;
	kind: string | null;
	length_m: number;
	/** Planar metres from its centre line within which a work is in it. */
	reach_m: number;
	/** Hex EWKB, EPSG:22992. */
	geom: string;
	geometry: GeoJSON.Geometry;
	bbox: [number, number, number, number];
}

/** A street by one of its pieces, whole; a nameless piece is a street of its own. */
export function streetQuery(id: string) {
	return sql<StreetRow>`
with me as materialized (select * from streets where id = ${id}),
pieces as (
	select s.id, s.geom, ${STREET_REACH} as reach_m, st_clusterdbscan(s.geom, ${TOGETHER}, 1) over () as cluster
	from me join streets s on s.search = me.search or s.id = me.id
	where btrim(me.search) <> '' or s.id = me.id
),
whole as materialized (
	select st_collectionextract(st_collect(geom), 2) as g, max(reach_m) as reach_m from pieces
	where cluster = (select cluster from pieces join me using (id))
)
select me.id::text, me.name_ar, me.name_en, me.kind, round(st_length(g)::numeric, 1)::float8 as length_m, reach_m,
	g::text as geom, st_asgeojson(st_transform(g, 4326), 7)::jsonb as geometry,
	(select array[st_xmin(b), st_ymin(b), st_xmax(b), st_ymax(b)] from st_transform(g, 4326) b) as bbox
from me, whole`;
}

/** The pavements in a street (hex EWKB), the latest first. */
export function pavingQuery(geom: string) {
	return sql<{
		source_id: string;
		name: Bilingual | null;
		paved_on: string | null;
		protected_until: string | null;
		metres: number;
	}>`
with street as materialized (select ${geom}::geometry as g)
select p.source_id, ${day('p', 'paved_on')} as paved_on, ${day('p', 'protected_until')} as protected_until,
	case when coalesce(p.name_ar, p.name_en) is not null then jsonb_build_object(
		'ar', coalesce(p.name_ar, p.name_en), 'en', coalesce(p.name_en, p.name_ar)) end as name,
	round(st_length(st_intersection(street.g, p.geom))::numeric, 1)::float8 as metres
from street join paving p on st_intersects(p.geom, street.g)
order by paved_on desc nulls last, p.source_id`;
}

/** A day that a layer's row tells; null for anything else. */
const day = (row: 'p' | 'q', name: string) => {
	const told = sql`${sql.ref(`${row}.props`)} ->> ${name}`;
	return sql`case when ${told} ~ '^\\d{4}-\\d{2}-\\d{2}$' then ${told} end`;
};

/**
 * The works in a street (hex EWKB) that reaches so far, the latest first, with the metres of each that lie in it. A
 * street is paved in parts: which of them a work opened, and whether that part was laid anew since, is looked at where
 * the work lies.
 * @param today the last day on which a paving counts as laid.
 */
export function digsQuery(
	geom: string,
	{ reach_m, states, today }: { reach_m: number; states: readonly DigState[]; today: string }
) {
	return sql<DigInStreet>`
with street as materialized (
	select ${geom}::geometry as g, st_buffer(${geom}::geometry, ${reach_m}::float8, 'quad_segs=4') as reach
)
select d.reference, d.title, d.state, d.method, d.starts_on, d.ends_on, d.guarantee_until,
	jsonb_build_object('ar', coalesce(u.name_ar, d.promoter), 'en', coalesce(u.name_en, d.promoter)) as promoter,
	d.started_at is not null as ours,
	exists (
		select from paving p
		where st_intersects(p.geom, street.g) and st_intersects(p.geom, d.geom)
			and ${day('p', 'paved_on')} <= d.starts_on::text
			and not st_coveredby(st_intersection(d.geom, p.geom, 0.001), coalesce((
				select st_buffer(st_union(q.geom, 0.001), 0.01) from paving q
				where st_intersects(q.geom, d.geom) and ${day('q', 'paved_on')} > d.starts_on::text
					and ${day('q', 'paved_on')} <= ${today}), 'SRID=22992;POLYGON EMPTY'::geometry))
	) as since_paving,
	round(coalesce((select sum(case st_dimension(piece.geom)
			when 1 then st_length(st_intersection(piece.geom, street.reach))
			when 2 then sqrt(st_area(st_intersection(piece.geom, street.reach))) else 0 end)
		from st_dump(d.geom) piece), 0)::numeric, 1)::float8 as metres
from street join dig d on st_dwithin(d.geom, street.g, ${reach_m}::float8)
left join unit u on u.id = d.unit_id
where d.state = any(${states}::text[])
order by d.starts_on desc, d.id desc`;
}
