import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import {
	GRADE_OF_KIND,
	ROAD_GRADES,
	USUAL_GRADE,
	usualSurface,
	type Assumption,
	type Category,
	type FeeBasis,
	type Method,
	type OpenedPart,
	type RoadGrade,
	type Surface
} from '../../rules/index.ts';

/** A trench of unknown width is taken as this wide, in metres. */
const USUAL_WIDTH = 1;
/** Within this many metres of a centre line the ground belongs to the street: wider for better roads. */
const REACH = { excellent: 20, first: 15, other: 10 };

/** What a dig is charged for, as it stands. */
export async function basisOf(db: Tx['db'], digId: string): Promise<FeeBasis> {
	const { rows } = await openedQuery(digId).execute(db);
	const { surface, width_m, starts_on, ends_on, category, method, led_by } = rows[0]!;
	const assumed = new Set<Assumption>();
	const parts: OpenedPart[] = [];
	for (const row of rows) {
		const area = Math.round((row.m2 ?? 0) * 100);
		if (!row.grade || area === 0) continue;
		if (row.assumed) assumed.add('grade');
		parts.push({
			grade: row.grade,
			surface: surface ?? usualSurface(row.grade),
			protected: row.protected ?? false,
			area
		});
	}
	if (surface === null && parts.length) assumed.add('surface');
	if (width_m === null && rows.some((row) => row.by_width)) assumed.add('width');
	const window = { start: starts_on, end: ends_on };
	return { window, category, method, parts, assumed: [...assumed].sort(), led_by };
}

export interface OpenedRow {
	surface: Surface | null;
	width_m: number | null;
	starts_on: string;
	ends_on: string;
	category: Category;
	method: Method;
	/** The work that opens and restores what this one shares with it; null outside a joint trench. */
	led_by: string | null;
	/** Null when nothing is opened. */
	grade: RoadGrade | null;
	assumed: boolean | null;
	protected: boolean | null;
	m2: number | null;
	/** Its area follows from the width. */
	by_width: boolean | null;
}

/**
 * The surface that a dig opens, in planar m² of EPSG:22992, by the grade of the road and by the protection of its
 * pavement on the first day. A line opens its length by its width, an area itself, a point a pit as wide as long,
 * trenchless work a pit at each end of its lines. Where streets meet, the ground is of the best of them; beside all
 * streets it is of the usual grade. Of a joint trench the lead opens and restores what the others share with it, so
 * that theirs begins where its zone ends. What the register says of the grade (`dig_road_grade`) holds for the whole dig.
 */
export function openedQuery(digId: string) {
	const ranked = sql`array[${sql.join(ROAD_GRADES)}]::text[]`;
	const reach = sql`case near.grade when 'excellent' then ${REACH.excellent}::float8
		when 'first' then ${REACH.first}::float8 else ${REACH.other}::float8 end`;
	return sql<OpenedRow>`
with work as materialized (
	select d.id, d.geom, d.method, d.surface, d.width_m::float8 as width_m, d.starts_on, d.category,
		-- What is asked for, then what was granted; not what an overrun makes of it.
		case when d.state in ('planned', 'submitted') then d.ends_on
			else coalesce(d.permitted_ends_on, d.ends_on) end as ends_on,
		coalesce(d.width_m, ${USUAL_WIDTH})::float8 as w, r.grade as registered, l.reference as led_by,
		coalesce(st_difference(d.geom, l.zone), d.geom) as own
	from dig d left join dig_road_grade r on r.dig_id = d.id
	left join dig_joint j on j.id = d.joint_id and j.lead_id <> d.id
	left join dig l on l.id = j.lead_id
	where d.id = ${digId}
),
piece as (
	select e.g from work, st_dump(work.own) d, lateral (
		select d.geom as g where method <> 'trenchless' or st_dimension(d.geom) <> 1
		union all select st_startpoint(d.geom) where method = 'trenchless' and st_dimension(d.geom) = 1
		union all select st_endpoint(d.geom) where method = 'trenchless' and st_dimension(d.geom) = 1
	) e
),
street as materialized (
	select near.grade, array_position(${ranked}, near.grade) as rank, bool_or(not near.said) as assumed,
		st_union(st_buffer(near.geom, ${reach}, 'quad_segs=4')) as reach
	from (
		select s.geom, said.grade is not null as said, coalesce(said.grade, k.value, ${USUAL_GRADE}) as grade
		from work join streets s on st_dwithin(s.geom, work.geom, ${REACH.excellent}::float8)
		left join lateral (select s.props ->> 'grade' as grade where s.props ->> 'grade' = any(${ranked})) said on true
		left join jsonb_each_text(${JSON.stringify(GRADE_OF_KIND)}::jsonb) k
			on k.key = regexp_replace(coalesce(s.kind, ''), '_link$', '')
		where work.registered is null
	) near
	group by near.grade
),
graded as (
	select p.g as piece, s.grade, s.assumed, st_intersection(
		coalesce(st_difference(p.g, (select st_union(b.reach) from street b where b.rank < s.rank)), p.g), s.reach) as cut
	from piece p, street s
	union all
	select p.g, coalesce(work.registered, ${USUAL_GRADE}), work.registered is null,
		coalesce(st_difference(p.g, (select st_union(reach) from street)), p.g)
	from piece p, work
),
shield as materialized (
	select st_union(v.geom) as g from work join paving v on st_intersects(v.geom, buffer_in_pieces(work.geom, w / 2, 8))
	where case when v.props ->> 'protected_until' ~ '^\\d{4}-\\d{2}-\\d{2}$'
			then (v.props ->> 'protected_until')::date end >= work.starts_on
		and coalesce(case when v.props ->> 'paved_on' ~ '^\\d{4}-\\d{2}-\\d{2}$'
			then (v.props ->> 'paved_on')::date end <= work.starts_on, true)
),
split as (
	select piece, grade, assumed, true as protected, st_intersection(cut, shield.g) as cut from graded, shield
	where shield.g is not null
	union all
	select piece, grade, assumed, false, coalesce(st_difference(cut, shield.g), cut) from graded, shield
),
measured as (
	select grade, assumed, protected, st_dimension(piece) < 2 as by_width,
		case st_dimension(piece)
			when 0 then case when st_isempty(cut) then 0 else w * w end
			when 1 then st_length(cut) * w
			else st_area(cut)
		end as m2
	from split, work
),
part as (
	select grade, protected, bool_or(assumed) as assumed, bool_or(by_width) as by_width, sum(m2) as m2
	from measured where m2 > 0 group by grade, protected
)
select work.surface, work.width_m, work.starts_on, work.ends_on, work.category, work.method, work.led_by,
	part.grade, part.protected, part.assumed, part.by_width, part.m2
from work left join part on true
order by array_position(${ranked}, part.grade), part.protected`;
}
