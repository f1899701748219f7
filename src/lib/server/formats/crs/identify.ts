import { refuse } from '../refuse.ts';
import type { SourceCrs } from '../types.ts';
import { GRIDS, NAMES, TITLES, plainName, type Grid } from './known.ts';
import { allNodes, findNode, parseCrsWkt, type WktNode } from './wkt-tree.ts';

/**
 * The coordinate system a `.prj` or a GeoPackage definition describes. Parameters count for more than names: a
 * file called Red Belt whose numbers are not the Red Belt's stays without a code.
 */
export function crsFromWkt(text: string): SourceCrs {
	const root = parseCrsWkt(text.replace(/^\uFEFF/, ''));
	const name = String(root.values[0] ?? '').slice(0, 100);
	const projected = findNode(root, 'PROJCS', 'PROJCRS', 'PROJECTEDCRS');
	const srid = projected ? projectedSrid(projected) : (authority(root) ?? NAMES[plainName(name)]);
	return { ...(srid === undefined ? {} : { srid }), name: name || 'WKT', from: 'file' };
}

/** A code as people and formats write it: `EPSG:22992`, `22992`, `urn:ogc:def:crs:EPSG::22992`, a CRS84 name. */
export function crsFromCode(text: string): SourceCrs {
	const clean = text.trim();
	if (/(^|[:/])CRS:?84$/i.test(clean)) return { srid: 4326, name: 'WGS 84', from: 'file' };
	const match = /^(?:.*EPSG[:/]+(?:[\d.]*[:/]+)?)?(\d{4,6})$/i.exec(clean);
	const srid = match ? Number(match[1]) : NAMES[plainName(clean)];
	if (srid === undefined) refuse('crs_unknown', { name: clean.slice(0, 60) });
	return crsOf(srid, 'file');
}

/** A coordinate system by its EPSG code. */
export function crsOf(srid: number, from: SourceCrs['from']): SourceCrs {
	return { srid, name: TITLES[srid] ?? `EPSG:${srid}`, from };
}

function projectedSrid(node: WktNode): number | undefined {
	const named = NAMES[plainName(String(node.values[0] ?? ''))];
	if (named === 3857 || /pseudo.?mercator|auxiliary.?sphere/i.test(methodName(node))) return 3857;
	const byNumbers = gridSrid(node);
	if (byNumbers !== undefined) return byNumbers;
	const code = authority(node);
	// Our own grids are known by their numbers; a code or a name that contradicts them is not believed.
	if (code !== undefined && !GRIDS.some((g) => g.srid === code)) return code;
	return undefined;
}

function gridSrid(node: WktNode): number | undefined {
	if (!/transverse.?mercator/i.test(methodName(node))) return undefined;
	const datum = datumOf(node);
	return GRIDS.find((g) => g.datum === datum && sameGrid(node, g))?.srid;
}

function sameGrid(node: WktNode, grid: Grid): boolean {
	const near = (value: number | undefined, wanted: number, tolerance: number): boolean =>
		Math.abs((value ?? (wanted === 0 ? 0 : NaN)) - wanted) <= tolerance;
	return (
		near(parameter(node, /central.?meridian|longitude.*origin/i), grid.meridian, 1e-6) &&
		near(parameter(node, /latitude.*origin/i), grid.latitude, 1e-6) &&
		near(parameter(node, /scale.?factor/i) ?? 1, grid.scale, 1e-9) &&
		near(parameter(node, /false.?easting/i), grid.easting, 1e-3) &&
		near(parameter(node, /false.?northing/i), grid.northing, 1e-3)
	);
}

function parameter(node: WktNode, name: RegExp): number | undefined {
	const found = allNodes(node, 'PARAMETER').find((p) => name.test(String(p.values[0])));
	return typeof found?.values[1] === 'number' ? found.values[1] : undefined;
}

function methodName(node: WktNode): string {
	return String(findNode(node, 'PROJECTION', 'METHOD')?.values[0] ?? '');
}

function datumOf(node: WktNode): Grid['datum'] | undefined {
	const text = [
		findNode(node, 'DATUM', 'ENSEMBLE', 'GEODETICDATUM')?.values[0],
		findNode(node, 'GEOGCS', 'BASEGEOGCRS', 'BASEGEODCRS')?.values[0]
	].join(' ');
	if (/egypt.*1907/i.test(text)) return 'egypt_1907';
	if (/wgs.*84|world.*geodetic.*1984/i.test(text)) return 'wgs84';
	return undefined;
}

function authority(node: WktNode): number | undefined {
	const own = node.nodes.find((n) => n.keyword === 'AUTHORITY' || n.keyword === 'ID');
	if (own === undefined || String(own.values[0]).toUpperCase() !== 'EPSG') return undefined;
	const code = Number(own.values[1]);
	return Number.isInteger(code) && code > 0 ? code : undefined;
}
