import type { Pool } from 'pg';
import type { Proposal } from '#lib/modules/permits/rules/index.ts';

/** What PostGIS measures of a plot, written for itself: no line of it is shared with the rules. */
export interface MeasuredInPostgis {
	parcel_m2: number;
	outside_m2: number;
	on_street_m2: number;
	coverage_pct: number;
	/** By the number of the street. */
	fronts: Record<string, { setback: number; width: number | null }>;
	/** The number of the street that governs. */
	governing: string | null;
	rear: number | null;
	side: number | null;
	well_m: number | null;
	/** What the floors come to in plots; or why nobody can say, and whether it is too much even so. */
	floors: { ratio: number; open: string | null; over: boolean };
}

export async function measuredInPostgis(pool: Pool, p: Proposal): Promise<MeasuredInPostgis> {
	const { rows } = await pool.query(SQL, [
		JSON.stringify(p.parcel),
		JSON.stringify(p.footprint),
		JSON.stringify(p.streets!.map((s) => ({ id: s.id, geometry: s.right_of_way }))),
		p.light_wells[0] ? JSON.stringify(p.light_wells[0]) : null,
		p.floors,
		p.floor_areas_m2,
		p.code.values.floor_area_ratio
	]);
	const row = rows[0] as { measured: MeasuredInPostgis };
	return row.measured;
}

/**
 * Boundary pieces: each segment of the plot (without what streets take) cut by a street's buffer of half a metre; a piece
 * of less than two metres counts only where it is more than half of its segment. Behind is what looks more than 135 degrees away from the
 * governing street: the widest, or of those within a centimetre of it the one with most front, or of those within a
 * centimetre of that the first by its id. Streets whose pieces are under two metres together have no front where another has more. Of 25 rays
 * those count that cross the street itself and it alone, towards a side within 20 degrees of square, where the street is
 * at least as long as the ray; of those within one and a half times the shortest, five in their order, at least. A setback is a distance, or the farthest that the building stands over the piece.
 * Storeys that are not each told of, or of which none is nine tenths of the ground without its well, or some (the lowest and uppermost: and a room) under a tenth, come to no less than the ground or what is told.
 */
const SQL = `
with given as (
	select st_setsrid(st_geomfromgeojson($1), 22992) as parcel, st_setsrid(st_geomfromgeojson($2), 22992) as building,
		case when $4::text is not null then st_setsrid(st_geomfromgeojson($4), 22992) end as well
), street as (
	select s->>'id' as id, st_setsrid(st_geomfromgeojson(s->'geometry'), 22992) as way from jsonb_array_elements($3::jsonb) s
), site as (
	select given.*, (select st_union(way) from street) as ways from given
), plot as (
	select *, case when st_area(st_intersection(parcel, ways)) > 0.01
		then st_difference(parcel, ways) else parcel end as plot from site
), segment as (
	select row_number() over () as no, d.geom as line,
		st_azimuth(st_startpoint(d.geom), st_endpoint(d.geom)) - pi() / 2 as out
	from plot, st_dumpsegments(st_forcepolygonccw(plot)) d where st_length(d.geom) > 0
), near as (
	select s.no, s.line, s.out + pi() as out, street.id,
		st_intersection(s.line, st_buffer(street.way, 0.5, 'quad_segs=64')) as part
	from segment s, street where st_dwithin(s.line, street.way, 0.6)
), facing as (
	select no, line, out, id, d.geom as part, sum(st_length(d.geom)) over (partition by id) as metres
	from near, st_dump(part) d
	where st_geometrytype(d.geom) = 'ST_LineString'
		and (st_length(d.geom) >= 2 or st_length(d.geom) > st_length(line) / 2)
), front as (
	select no, line, out, id, part from facing where metres >= 2 or metres = (select max(metres) from facing)
), rest as (
	select s.no, s.out + pi() as out, coalesce(st_difference(s.line, st_buffer(f.taken, 0.0001)), s.line) as part
	from segment s left join (select no, st_union(part) as taken from front group by no) f using (no)
), point as (
	select front.id, front.out, nth, st_lineinterpolatepoint(front.part, least(1, greatest(0, (share - before) / st_length(front.part)))) as at
	from (
		select *, sum(st_length(part)) over w - st_length(part) as before, sum(st_length(part)) over (partition by id) as whole
		from front window w as (partition by id order by no, st_linelocatepoint(line, st_startpoint(part)))
	) front, lateral (select i as nth, (i + 0.5) / 25 * whole as share from generate_series(0, 24) i) shares
	where share > before and share <= before + st_length(part)
), ray as (
	select id, nth, out, way, at, st_makeline(
		st_translate(at, -0.5 * sin(out), -0.5 * cos(out)), st_translate(at, 299.5 * sin(out), 299.5 * cos(out))) as line
	from point join street using (id)
), cast_ray as (
	select ray.*, st_startpoint(line) as start, own.geom as own, whole.geom as whole
	from ray, site, lateral (
		select d.geom from st_dump(st_intersection(line, way)) d where st_dimension(d.geom) = 1
		order by st_distance(st_startpoint(line), d.geom) limit 1
	) own, lateral (
		select d.geom from st_dump(st_intersection(line, ways)) d where st_dimension(d.geom) = 1
		order by st_distance(st_startpoint(line), d.geom) limit 1
	) whole
), measure as (
	select id, nth, st_length(own) as width from cast_ray
	where st_distance(start, own) <= 1 and st_distance(start, own) + st_length(own) > 1
		and st_distance(start, own) - st_distance(start, whole) <= 0.5
		and st_maxdistance(start, whole) - st_maxdistance(start, own) <= 0.5
		and exists (select from st_dumpsegments(st_boundary(way)) side
			where st_dwithin(side.geom, st_translate(start, st_maxdistance(start, own) * sin(out), st_maxdistance(start, own) * cos(out)), 0.000001)
				and abs(cos(st_azimuth(st_startpoint(side.geom), st_endpoint(side.geom)) - out)) <= sin(radians(20)))
		and exists (select from st_dump(st_intersection(way, st_makeline(
				st_translate(st_centroid(own), -300 * cos(out), 300 * sin(out)), st_translate(st_centroid(own), 300 * cos(out), -300 * sin(out))))) length
			where st_dwithin(length.geom, st_centroid(own), 0.00001) and st_length(length.geom) >= st_length(own))
), alike as (
	select id, width, row_number() over (partition by id order by nth) - 1 as place, count(*) over (partition by id) as of
	from (select *, min(width) over (partition by id) as least from measure) m where width <= 1.5 * least
), width as (
	select id, percentile_cont(0.5) within group (order by width) as width from alike, generate_series(0, 4) i
	where of >= 5 and place = floor((i + 0.5) / 5 * of) group by id
), ahead as (
	select id, st_azimuth(st_makepoint(0, 0), st_makepoint(east, north)) as looks
	from (
		select *, max(long) over () as longest from (
		select front.id, coalesce(width.width, 0) as wide, max(coalesce(width.width, 0)) over () as widest, sum(st_length(part)) as long,
			sum(st_length(part) * sin(out)) as east, sum(st_length(part) * cos(out)) as north
		from front left join width using (id) group by front.id, width.width
		) fronts where wide >= widest - 0.01
	) widest where long >= longest - 0.01 order by id collate "C" limit 1
), piece as (
	select 'front' as kind, id, part from front
	union all
	select case when cos(rest.out - ahead.looks) <= -sqrt(0.5) then 'rear' else 'side' end, null, rest.part
	from rest, ahead where not st_isempty(rest.part)
), part as (
	select kind, id, st_union(part) as line from piece group by kind, id
), over as (
	select nearest.kind, nearest.id, max(nearest.far) as far
	from plot, st_dumppoints(st_difference(building, plot)) d, lateral (
		select kind, id, st_distance(line, d.geom) as far from part order by 3 limit 1
	) nearest where nearest.far > 0.00002 group by 1, 2
), setback as (
	select part.kind, part.id, coalesce(-over.far, st_distance(st_boundary(plot.building), part.line)) as metres
	from plot, part left join over on over.kind = part.kind and over.id is not distinct from part.id
), storey as (
	-- Of as many storeys as the building has, or as areas are told, each with its area; all like the outline where none is told.
	select n, n <= coalesce($5::int, 0) as stands, n <= cardinality($6::float8[]) as told,
		case when $6::float8[] is null then st_area(building) else ($6::float8[])[n] end as m2
	from given, generate_series(1, greatest($5::int, cardinality($6::float8[]), 0)) n
), ground as (
	select st_area(building) - coalesce(st_area(st_intersection(building, well)), 0) as m2 from given
), storeys as (
	select coalesce(sum(storey.m2), 0) as m2,
		case when not coalesce(bool_or(stands), false) then 'no_number'
			when $6::float8[] is null then null
			when bool_or(stands <> told) then 'areas_count'
			when not bool_or(storey.m2 * 10 >= ground.m2 * 9) then 'areas_small'
			when bool_or(storey.m2 * 10 < ground.m2 and (n between 2 and $5::int - 1 or storey.m2 < 10)) then 'area_tiny' end as open
	from ground left join storey on true
), built as (
	select open, case when open is null then storeys.m2 else greatest(storeys.m2, ground.m2) end / st_area(parcel) as ratio
	from storeys, ground, given
)
select jsonb_build_object(
	'floors', (select jsonb_build_object('ratio', ratio, 'open', open, 'over', ratio > $7::float8 + 0.0005) from built),
	'parcel_m2', st_area(parcel),
	'outside_m2', st_area(st_difference(building, parcel)),
	'on_street_m2', st_area(st_intersection(building, ways)),
	'coverage_pct', 100 * st_area(building) / st_area(parcel),
	'fronts', coalesce((select jsonb_object_agg(s.id, jsonb_build_object('setback', s.metres, 'width', width.width))
		from setback s left join width using (id) where s.kind = 'front'), '{}'),
	'governing', (select id from ahead),
	'rear', (select metres from setback where kind = 'rear'),
	'side', (select metres from setback where kind = 'side'),
	'well_m', (select 2 * radius from st_maximuminscribedcircle(well))
) as measured from plot`;
