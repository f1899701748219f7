import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import type { Window } from '../../rules/index.ts';
import { closedEdges, closureOf, type Closure } from '../../rules/network/index.ts';
import { PARTY, type PartyRow } from '../columns.ts';
import type { RoadNetwork } from './load.ts';

/** A work that closes the road. */
export interface ClosingWork {
	/** GeoJSON in EPSG:22992, as text: equal for equal shapes. */
	shape: string;
	width_m: number | null;
}

/** Another such work within reach. */
export interface ClosingRow extends PartyRow, ClosingWork {
	distance_m: number;
}

/** The shape in decimetres: finer than any closure. */
export const shapeOf = (geom: RawBuilder<unknown>) => sql<string>`st_asgeojson(${geom}, 1)`;

/** Works that close the road, may still do so, and are no part of the past: `dig d`. */
export const CLOSING = sql`d.traffic_effect = 'closed' and d.state <> 'cancelled' and d.state <> 'refused'`;

/**
 * The works that close a road within `reach_m` of this one on any day of the window.
 * @param except reference of a dig that is left out, with those it shares a trench with.
 */
export async function closingNear(
	db: Tx['db'],
	geom: RawBuilder<unknown>,
	{ window, reach_m, except }: { window: Window; reach_m: number; except: string | null }
): Promise<ClosingRow[]> {
	return (await closingQuery(geom, { window, reach_m, except }).execute(db)).rows;
}

export function closingQuery(
	geom: RawBuilder<unknown>,
	{ window, reach_m, except }: { window: Window; reach_m: number; except: string | null }
) {
	return sql<ClosingRow>`select ${PARTY}, ${shapeOf(sql`d.geom`)} as shape, d.width_m::float8 as width_m,
	st_distance(d.geom, ${geom}) as distance_m
from dig d left join unit u on u.id = d.unit_id
where ${CLOSING} and daterange(d.starts_on, d.ends_on, '[]') && daterange(${window.start}::date, ${window.end}::date, '[]')
	and d.geom && st_expand(${geom}, ${reach_m}::float8) and st_dwithin(d.geom, ${geom}, ${reach_m}::float8)
	and d.reference is distinct from ${except}
	and (d.joint_id = (select joint_id from dig where reference = ${except})) is not true
order by d.id`;
}

const MOST_CLOSURES = 5000;

/** What a work closes, and the ways round it; reckoned once for each shape while the streets stay. */
export function closureFor({ graph, closures }: RoadNetwork, work: ClosingWork): Closure {
	const key = `${work.width_m} ${work.shape}`;
	let closure = closures.get(key);
	if (closure) return closure;
	const shape = JSON.parse(work.shape) as GeoJSON.Geometry;
	closure = closureOf(graph, closedEdges(graph, shape, work.width_m));
	if (closures.size >= MOST_CLOSURES) closures.clear();
	closures.set(key, closure);
	return closure;
}
