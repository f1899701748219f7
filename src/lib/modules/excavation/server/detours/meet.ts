import { sql, type RawBuilder } from 'kysely';

/** What meets a line or a point, and how: all in EPSG:22992 and planar metres. */
export interface Meet {
	/** The work as drawn, rule C1's buffer, and the zone it makes. */
	geom: RawBuilder<unknown>;
	buffer_m: RawBuilder<unknown>;
	zone: RawBuilder<unknown>;
	/** A detour, a line or a stop, with its own buffer. */
	line: RawBuilder<unknown>;
	metres: RawBuilder<unknown>;
}

/**
 * What the zone of a work shares with that of a line, of which only the part near the work is widened. On a grid of a
 * millimetre, for lines that lie on one another are what the embedded engine gives up on. At exactly the limit the two
 * just miss each other; then the place where they meet stands for it.
 */
export function meetingOf({ geom, buffer_m, zone, line, metres }: Meet) {
	return sql`(
		select case when not st_isempty(shared.piece) then shared.piece
			else st_multi(st_buffer(st_lineinterpolatepoint(st_shortestline(${geom}, ${line}),
				${buffer_m} / (${buffer_m} + ${metres}::float8)), 0.25)) end
		from (select st_multi(st_collectionextract(st_intersection(${zone}, buffer_in_pieces(
			st_clipbybox2d(${line}, st_expand(${zone}, ${metres}::float8 + 1)::box2d), ${metres}::float8, 8), ${GRID}::float8), 3)) as piece) shared)`;
}

/** Metres to which surfaces are cut and united. */
export const GRID = 0.001;

/** How a row of `transit_named n` is told; `stop` says whether it is a stop. */
export const transitOf = (stop: RawBuilder<unknown>) => sql`jsonb_build_object(
	'layer', n.layer, 'source_id', n.source_id, 'stop', ${stop}, 'kind', n.kind, 'ref', n.ref,
	'name', jsonb_build_object('ar', coalesce(n.name_ar, n.name_en, n.ref, ''), 'en', coalesce(n.name_en, n.name_ar, n.ref, '')))`;
