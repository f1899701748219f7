import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import {
	buildGraph,
	careOf,
	placed,
	type Care,
	type CarePlace,
	type Closure,
	type PlacedCare,
	type RoadGraph,
	type StreetLine
} from '../../rules/network/index.ts';
import { linesOf } from './wkb.ts';

/** The roads of one state of the layers, as rule C9 asks them. */
export interface RoadNetwork {
	graph: RoadGraph;
	/** Hospitals, fire stations and schools that a street leads to. */
	places: PlacedCare[];
	care: Care;
	/** What works close, by their shape: reckoned once. */
	closures: Map<string, Closure>;
}

/** Networks by version; a process holds the last few (several databases in the tests, one in an installation). */
const held = new Map<string, RoadNetwork>();
const MOST_HELD = 2;

/**
 * The network as it stands in this transaction. Kept in memory until a street, a speed or a place changes; built
 * here when nobody has asked since.
 */
export async function networkOf(db: Tx['db']): Promise<RoadNetwork> {
	const { rows } = await sql<{ version: string }>`select version::text from road_network`.execute(db);
	const version = rows[0]?.version ?? '';
	let network = held.get(version);
	held.delete(version);
	network ??= await build(db);
	held.set(version, network);
	for (const old of [...held.keys()].slice(0, -MOST_HELD)) held.delete(old);
	return network;
}

async function build(db: Tx['db']): Promise<RoadNetwork> {
	const speeds = await sql<{ kind: string; kmh: number }>`select kind, kmh from road_speed`.execute(db);
	const kmh = Object.fromEntries(speeds.rows.map((s) => [s.kind, s.kmh]));
	const graph = buildGraph(await streets(db), kmh);
	const places = placed(graph, await care(db));
	return { graph, places, care: careOf(graph, places), closures: new Map() };
}

async function streets(db: Tx['db']): Promise<StreetLine[]> {
	const { rows } = await sql<{ kind: string | null; oneway: string | null; wkb: Buffer }>`
select kind, case when props ->> 'junction' = 'roundabout' then coalesce(props ->> 'oneway', 'yes')
	else props ->> 'oneway' end as oneway, st_asbinary(geom, 'NDR') as wkb
from streets
where coalesce(regexp_replace(kind, '_link$', ''), 'road') in (select kind from road_speed)
	and coalesce(props ->> 'access', '') not in ('no', 'private')
order by id`.execute(db);
	return rows.flatMap(({ kind, oneway, wkb }) => linesOf(wkb).map((points) => ({ points, kind, oneway })));
}

/** Family doctors and clinics are no hospitals an ambulance drives to. */
const NO_HOSPITAL = ['clinic', 'doctors', 'dentist', 'pharmacy', 'laboratory', 'family_health', 'veterinary'];

async function care(db: Tx['db']): Promise<CarePlace[]> {
	const name = sql`jsonb_build_object('ar', coalesce(name_ar, name_en, source_id), 'en', coalesce(name_en, name_ar, source_id))`;
	const { rows } = await sql<CarePlace>`
select 'hospitals:' || id as id, 'hospital' as kind, ${name} as name, st_x(geom) as x, st_y(geom) as y
from hospitals where coalesce(kind, '') <> all(${NO_HOSPITAL}::text[])
union all
select 'schools:' || id, 'school', ${name}, st_x(geom), st_y(geom) from schools
union all
select 'places:' || id, kind, ${name}, st_x(geom), st_y(geom)
from places where kind in ('hospital', 'fire_station', 'school')
order by id`.execute(db);
	return rows;
}
