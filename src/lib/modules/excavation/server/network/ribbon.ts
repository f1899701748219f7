import { sql, type RawBuilder } from 'kysely';

/** Half the width in metres at which a way is drawn. */
const RIBBON = 4;

/** Ways (EPSG:22992) as a surface that can be seen; `instead` when they have no length. */
export function ribbonOf(ways: readonly [number, number][][], instead: RawBuilder<unknown>) {
	const coordinates = ways.filter((way) => way.length > 1);
	const drawn = coordinates.length
		? sql`st_setsrid(st_geomfromgeojson(${JSON.stringify({ type: 'MultiLineString', coordinates })}), 22992)`
		: instead;
	return sql`st_multi(st_buffer(${drawn}, ${RIBBON}::float8, 'quad_segs=2'))`;
}
