import { sql, type RawBuilder } from 'kysely';
import { GRADE_OF_KIND } from '../rules/index.ts';

/** No street reaches farther from its centre line than this, in metres: what the spatial index is asked. */
const FARTHEST = 25;
/** Half of a usual right of way, for the classes of the better roads (links count as their road) and the others. */
const HALF_WIDTH = { excellent: 20, first: 15, other: 10 };

const kindsOf = (grade: string) =>
	Object.entries(GRADE_OF_KIND)
		.filter(([, of]) => of === grade)
		.flatMap(([kind]) => [kind, `${kind}_link`]);

/**
 * Planar metres from the centre line of a row `s` of `streets` within which the ground is the street's: cables of wide
 * roads lie beside the carriageway. Half the width the layer tells, or what is usual for its class when that is more.
 */
export const STREET_REACH = sql<number>`least(${FARTHEST}::float8, greatest(
	case when s.kind = any(${kindsOf('excellent')}::text[]) then ${HALF_WIDTH.excellent}::float8
		when s.kind = any(${kindsOf('first')}::text[]) then ${HALF_WIDTH.first}::float8 else ${HALF_WIDTH.other}::float8 end,
	case when s.props ->> 'width_m' ~ '^[0-9]{1,3}([.][0-9]+)?$' then (s.props ->> 'width_m')::float8 / 2 else 0 end))`;

/** Does a shape (a geometry in EPSG:22992) lie in the street `s`? The first question is for the index. */
export function inStreet(shape: RawBuilder<unknown>): RawBuilder<boolean> {
	return sql<boolean>`(st_dwithin(s.geom, ${shape}, ${FARTHEST}::float8) and st_dwithin(s.geom, ${shape}, ${STREET_REACH}))`;
}

/**
 * The names of the streets that the work `d` lies in, a JSON array, the one it runs in most first: those it only
 * crosses or passes are left out where it runs along any.
 */
export const STREETS_OF_WORK = sql`(
	select coalesce(jsonb_agg(jsonb_build_object('ar', t.ar, 'en', t.en) order by t.metres desc, t.ar), '[]')
	from (
		select n.ar, n.en, n.metres, n.reach_m, max(n.metres) over () as most from (
			select coalesce(s.name_ar, s.name_en) as ar, coalesce(s.name_en, s.name_ar) as en, max(r.reach_m) as reach_m,
				sum(st_length(st_intersection(s.geom, st_buffer(d.geom, r.reach_m, 'quad_segs=2')))) as metres
			from streets s, lateral (select ${STREET_REACH} as reach_m) r
			where ${inStreet(sql`d.geom`)} and coalesce(s.name_ar, s.name_en) is not null
			group by 1, 2
		) n
	) t
	-- Across a street lies twice its reach.
	where t.metres > 2.5 * t.reach_m or t.metres = t.most)`;

/**
 * The street of rule C2 under which the work `d` is listed, `{ar, en}`: that of most of its sections, of several the
 * one nearest to its middle; not a lane that it only passes.
 */
export const LISTED_STREET = sql`(
	select jsonb_build_object('ar', x.ar, 'en', x.en)
	from dig_street o
	left join street_sections c on c.id = case when o.street like 'section:%' then substr(o.street, 9)::bigint end
	left join streets t on t.id = case when o.street like 'street:%' then substr(o.street, 8)::bigint end,
	lateral (select coalesce(c.name_ar, t.name_ar, c.name_en, t.name_en) as ar,
		coalesce(c.name_en, t.name_en, c.name_ar, t.name_ar) as en, coalesce(c.geom, t.geom) as line) x
	where o.dig_id = d.id and x.ar is not null
	group by x.ar, x.en
	order by count(*) desc, min(st_distance(x.line, st_pointonsurface(d.geom))), x.ar limit 1)`;
