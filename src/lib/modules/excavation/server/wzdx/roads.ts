import type { Geometry, LineString, Position } from 'geojson';
import { sql } from 'kysely';
import { transform } from '#lib/kernel/crs.ts';
import type { Tx } from '#lib/server/context.ts';
import { LIMITS, readWkb } from '#lib/server/formats/index.ts';
import {
	roadPieces,
	streetClass,
	type PublicDetour,
	type RoadSegment,
	type WorkRoad
} from '../../rules/index.ts';
import { detoursOf } from './detours.ts';
import { NAMELESS } from './nameless.ts';
import { inStreet, STREET_REACH } from '../street-reach.ts';
import { ownLine } from './own-line.ts';
import type { FeedRow } from './works.ts';

/** Nobody drives there. */
const PATHS = ['pedestrian', 'footway', 'path', 'steps', 'cycleway', 'track'];

export interface RoadsOfWork {
	roads: WorkRoad[];
	/** Where traffic is led meanwhile. */
	detours: PublicDetour[];
	/** It lies in a main road, where work is for the night. */
	main: boolean;
}

/** The roads of works by their ids, as of a version of each; it ends with a change of the streets. */
export type RoadMemory = Map<string, { version: number; found: RoadsOfWork }>;

/**
 * The roads that works occupy; of a work away from every road, its own line.
 * @param memory what was found before: only changed works are looked at again.
 */
export async function roadsOf(
	db: Tx['db'],
	rows: readonly FeedRow[],
	memory: RoadMemory
): Promise<Map<string, RoadsOfWork>> {
	const known = new Map(rows.map((row) => [row.id, memory.get(row.id)]));
	const asked = rows.filter((row) => known.get(row.id)?.version !== row.version);
	const fresh = asked.length ? await findRoads(db, asked) : new Map<string, RoadsOfWork>();
	memory.clear();
	return new Map(
		rows.map(({ id, version }) => {
			const found = fresh.get(id) ?? known.get(id)!.found;
			memory.set(id, { version, found });
			return [id, found];
		})
	);
}

async function findRoads(db: Tx['db'], rows: readonly FeedRow[]): Promise<Map<string, RoadsOfWork>> {
	const { rows: pairs } = await pairsQuery(rows.map((r) => r.id)).execute(db);
	const ids = new Set(pairs.flatMap((p) => p.streets));
	const { rows: streets } = await sql<StreetRow>`select id::text, name_ar, name_en, kind,
			coalesce(name_ar, name_en, 'street:' || id) as road,
			coalesce(props ->> 'oneway', 'no') not in ('no', '0', 'false') as oneway, ${STREET_REACH} as reach_m,
			st_asbinary(s.geom) as geom
		from streets s where id = any(${[...ids]}::bigint[])`.execute(db);
	const known = new Map(streets.map((s) => [s.id, { ...s, lines: linesOf(geometry(s.geom)) }]));
	const near = new Map(pairs.map((p) => [p.id, p.streets.flatMap((id) => known.get(id) ?? [])]));
	const detours = await detoursOf(db, rows);
	return new Map(
		rows.map((row) => [
			row.id,
			{ ...roadsOfWork(row, near.get(row.id) ?? []), detours: detours.get(row.id) ?? [] }
		])
	);
}

export function pairsQuery(ids: readonly string[]) {
	return sql<{ id: string; streets: string[] }>`select d.id::text, array_agg(s.id::text) as streets
		from dig d
		join streets s on ${inStreet(sql`d.geom`)}
			and coalesce(s.kind, '') <> all(${PATHS}::text[])
		where d.id = any(${ids}::bigint[])
		group by d.id`;
}

interface StreetRow {
	id: string;
	name_ar: string | null;
	name_en: string | null;
	kind: string | null;
	road: string;
	oneway: boolean;
	reach_m: number;
	geom: Uint8Array;
}

type Street = StreetRow & { lines: RoadSegment['lines'] };

function roadsOfWork(row: FeedRow, streets: readonly Street[]): Omit<RoadsOfWork, 'detours'> {
	const work = geometry(row.geom);
	const main = streets.some((s) => streetClass(s.kind) === 'main');
	const named = streets.filter((s) => s.name_ar ?? s.name_en);
	// A service road without a name beside a street is told only where there is nothing better.
	const pieces = [named, streets].map((some) => roadPieces(work, some)).find((found) => found.length > 0);
	if (!pieces) {
		const line = toWgs84(ownLine(work));
		return {
			main,
			roads: [{ key: 'own', names: row.street ? [row.street] : NAMELESS, oneway: false, line }]
		};
	}
	const roads = pieces.map(({ road, line }) => {
		const same = streets.filter((s) => s.road === road);
		const names = [...new Set(same.flatMap((s) => [s.name_ar, s.name_en]).filter((n) => n !== null))];
		return {
			key: road,
			names: names.length ? names : row.street ? [row.street] : NAMELESS,
			oneway: same.every((s) => s.oneway),
			line: toWgs84(line)
		};
	});
	return { main, roads };
}

function toWgs84(line: readonly (readonly [number, number])[]): LineString {
	return { type: 'LineString', coordinates: line.map(([x, y]) => place(x, y)) };
}

/** A decimetre is as fine as a road is told. */
function place(x: number, y: number): Position {
	const [lon, lat] = transform(22992, 4326, [x, y]);
	return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}

function geometry(wkb: Uint8Array): Geometry {
	const { geometry: found } = readWkb(wkb, LIMITS);
	if (!found) throw new Error('a stored shape cannot be read');
	return found;
}

function linesOf(shape: Geometry): RoadSegment['lines'] {
	if (shape.type === 'LineString') return [shape.coordinates as [number, number][]];
	return shape.type === 'MultiLineString' ? (shape.coordinates as [number, number][][]) : [];
}
