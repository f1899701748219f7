import type { Platform } from '#lib/server/platform.ts';

interface Wanted {
	sourceId?: string;
	nameAr?: string;
	nameEn?: string;
	kind?: string;
	props?: Record<string, unknown>;
	/** WKT in EPSG:22992. */
	wkt: string;
}

let made = 0;

/** Puts a feature into a layer's table. @returns its key. */
export async function aFeature(platform: Platform, table: string, wanted: Wanted): Promise<string> {
	if (!/^[a-z_]+$/.test(table)) throw new Error(table);
	const { rows } = await platform.pool.query<{ id: string }>(
		`insert into ${table} (source, source_id, name_ar, name_en, kind, props, geom)
		values ('test', $1, $2, $3, $4, $5, st_geomfromtext($6, 22992)) returning id::text`,
		[
			wanted.sourceId ?? `t${++made}`,
			wanted.nameAr ?? null,
			wanted.nameEn ?? null,
			wanted.kind ?? null,
			JSON.stringify(wanted.props ?? {}),
			wanted.wkt
		]
	);
	platform.feed.poke();
	return rows[0]!.id;
}

/** A street through the given points, metres east and north of a corner in the middle of Alexandria. */
export function streetWkt(...points: [east: number, north: number][]): string {
	return `MULTILINESTRING((${points.map(([e, n]) => `${CORNER[0] + e} ${CORNER[1] + n}`).join(', ')}))`;
}

/** A square of the given side, its corner at metres east and north of the same place. */
export function squareWkt(east: number, north: number, side: number): string {
	const [x, y] = [CORNER[0] + east, CORNER[1] + north];
	const ring = [
		[x, y],
		[x + side, y],
		[x + side, y + side],
		[x, y + side],
		[x, y]
	];
	return `MULTIPOLYGON(((${ring.map((p) => p.join(' ')).join(', ')})))`;
}

/** EPSG:22992 of a place in the city, and the same in WGS84. */
export const CORNER: [number, number] = [511_785.13, 943_532.08];
export const CORNER_WGS84: [lon: number, lat: number] = [29.9187, 31.2001];
