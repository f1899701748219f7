import { arNorm } from '#lib/kernel/arabic.ts';
import type { GeometryColumns } from '../types.ts';

export interface FoundColumns {
	columns: GeometryColumns;
	/** What the names promise: degrees, metres, or nothing. */
	units: 'degrees' | 'metres' | 'unknown';
}

const WKT = ['wkt', 'geom', 'geometry', 'thegeom', 'geomwkt', 'wktgeom', 'shape', 'الشكل', 'الهندسه'];

/** Pairs of names for the two ordinates, compared after `plain`. */
const PAIRS: readonly (readonly [units: FoundColumns['units'], x: string[], y: string[]])[] = [
	[
		'degrees',
		['lon', 'long', 'lng', 'longitude', 'longitud', 'xlon', 'خططول', 'خطالطول'],
		['lat', 'latitude', 'latitud', 'ylat', 'خطعرض', 'خطالعرض']
	],
	[
		'metres',
		['e', 'east', 'easting', 'eastings', 'شرقيات', 'الشرقيات', 'شرقي', 'احداثيشرقي', 'الاحداثيالشرقي'],
		['n', 'north', 'northing', 'northings', 'شماليات', 'الشماليات', 'شمالي', 'احداثيشمالي', 'الاحداثيالشمالي']
	],
	[
		'unknown',
		['x', 'xcoord', 'coordx', 'pointx', 'xcoordinate', 'س', 'سين', 'احداثيس', 'الاحداثيالسيني', 'احداثيسيني'],
		['y', 'ycoord', 'coordy', 'pointy', 'ycoordinate', 'ص', 'صاد', 'احداثيص', 'الاحداثيالصادي', 'احداثيصادي']
	]
];

/** The columns that hold the place, by their names in Arabic or English; undefined when none do. */
export function findGeometryColumns(header: string[]): FoundColumns | undefined {
	const names = header.map(plain);
	const find = (wanted: readonly string[]): string | undefined => {
		const index = names.findIndex((name) => wanted.includes(name));
		return index < 0 ? undefined : header[index];
	};
	const wkt = find(WKT);
	if (wkt !== undefined) return { columns: { wkt }, units: 'unknown' };
	for (const [units, xs, ys] of PAIRS) {
		const x = find(xs);
		const y = find(ys);
		if (x !== undefined && y !== undefined) return { columns: { x, y }, units };
	}
	return undefined;
}

function plain(name: string): string {
	return arNorm(name).replace(/[^\p{Letter}\p{Number}]/gu, '');
}
