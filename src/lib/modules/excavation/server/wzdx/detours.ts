import { sql } from 'kysely';
import type { LineString } from 'geojson';
import type { Tx } from '#lib/server/context.ts';
import type { PublicDetour } from '../../rules/index.ts';
import { NAMELESS } from './nameless.ts';
import type { FeedRow } from './works.ts';

/** A street this near to a detour, and for so many metres, is on it. */
const BESIDE = 4;
const LEAST = 15;

/** The detours of works that close their road, by the works' ids, with the streets they lead through. */
export async function detoursOf(
	db: Tx['db'],
	rows: readonly Pick<FeedRow, 'id' | 'traffic_effect'>[]
): Promise<Map<string, PublicDetour[]>> {
	const closing = rows.filter((r) => r.traffic_effect === 'closed').map((r) => r.id);
	const found = new Map<string, PublicDetour[]>();
	if (closing.length === 0) return found;
	const { rows: detours } = await sql<{
		id: string;
		position: number;
		line: LineString;
		names: string[] | null;
	}>`select t.dig_id::text as id, t.position, st_asgeojson(st_transform(t.geom, 4326), 6)::jsonb as line, named.names
		from dig_detour t
		left join lateral (
			select array_agg(name order by metres desc, name) as names from (
				select coalesce(s.name_ar, s.name_en) as name,
					sum(st_length(st_intersection(t.geom, st_buffer(s.geom, ${BESIDE}::float8, 'quad_segs=2')))) as metres
				from streets s
				where st_dwithin(s.geom, t.geom, ${BESIDE}::float8) and coalesce(s.name_ar, s.name_en) is not null
				group by 1
			) beside where metres >= ${LEAST}::float8
		) named on true
		where t.dig_id = any(${closing}::bigint[])
		order by t.dig_id, t.position`.execute(db);
	for (const { id, position, line, names } of detours)
		found.set(id, [...(found.get(id) ?? []), { position, names: names ?? NAMELESS, line }]);
	return found;
}
