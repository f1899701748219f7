import { child } from './crs-wkt.ts';
import type { WktNode } from './crs-wkt.ts';

/** What makes two descriptions the same system, whatever they call themselves. Degrees and metres. */
export interface CrsParameters {
	method: 'geographic' | 'tmerc' | 'webmercator';
	datum: 'wgs84' | 'egypt1907';
	lat0: number;
	lon0: number;
	k: number;
	x0: number;
	y0: number;
}

const PARAMETER_NAMES: Record<string, keyof Omit<CrsParameters, 'method' | 'datum'>> = {
	latitudeoforigin: 'lat0',
	latitudeofnaturalorigin: 'lat0',
	centralmeridian: 'lon0',
	longitudeofnaturalorigin: 'lon0',
	scalefactor: 'k',
	scalefactoratnaturalorigin: 'k',
	falseeasting: 'x0',
	falsenorthing: 'y0'
};
const DEGREE = Math.PI / 180;

/** Compared to a tenth of a millimetre and a hundred-millionth of a degree. */
export function sameParameters(a: CrsParameters, b: CrsParameters): boolean {
	const near = (x: number, y: number, tolerance: number) => Math.abs(x - y) <= tolerance;
	return (
		a.method === b.method &&
		a.datum === b.datum &&
		near(a.lat0, b.lat0, 1e-8) &&
		near(a.lon0, b.lon0, 1e-8) &&
		near(a.k, b.k, 1e-10) &&
		near(a.x0, b.x0, 1e-4) &&
		near(a.y0, b.y0, 1e-4)
	);
}

/** The parameters of a WKT1, WKT2 or ESRI system; null when it is of a kind that is not ours. */
export function wktParameters(root: WktNode): CrsParameters | null {
	const base = child(root, 'GEOGCS', 'BASEGEOGCRS', 'BASEGEODCRS', 'GEOGCRS', 'GEODCRS') ?? root;
	const datum = wktDatum(base);
	const meridian = child(base, 'PRIMEM', 'PRIMEMERIDIAN')?.values[1] ?? 0;
	if (!datum || Number(meridian) !== 0) return null;
	if (base === root) return unit(root, DEGREE) ? parameters('geographic', datum) : null;
	const conversion = child(root, 'CONVERSION') ?? root;
	const method = wktMethod(root, conversion);
	if (!method || !unit(root, 1)) return null;
	const read = parameters(method, datum);
	for (const { keyword, values } of conversion.children) {
		const name = PARAMETER_NAMES[plain(values[0])];
		if (keyword === 'PARAMETER' && name) read[name] = Number(values[1]);
	}
	return read;
}

/** The parameters of a proj4 string; null when it is of a kind that is not ours. */
export function proj4Parameters(definition: string): CrsParameters | null {
	const pairs = definition.matchAll(/\+(\w+)(?:=(\S+))?/g);
	const terms = new Map(Array.from(pairs, ([, key = '', value = '']) => [key, value]));
	const number = (key: string, otherwise: number) => (terms.has(key) ? Number(terms.get(key)) : otherwise);
	const helmert = terms.get('ellps') === 'helmert';
	const wgs84 = terms.get('datum') === 'WGS84' || (terms.get('ellps') === 'WGS84' && !terms.has('towgs84'));
	const datum = helmert ? 'egypt1907' : 'wgs84';
	if ((terms.get('units') ?? 'm') !== 'm' || number('pm', 0) !== 0) return null;
	if (terms.get('proj') === 'merc' && terms.get('nadgrids') === '@null')
		return parameters('webmercator', 'wgs84');
	if (!helmert && !wgs84) return null;
	if (terms.get('proj') === 'longlat') return parameters('geographic', datum);
	if (terms.get('proj') === 'utm' && !terms.has('south')) {
		const lon0 = number('zone', NaN) * 6 - 183;
		return { method: 'tmerc', datum, lat0: 0, lon0, k: 0.9996, x0: 500_000, y0: 0 };
	}
	if (terms.get('proj') !== 'tmerc') return null;
	return {
		method: 'tmerc',
		datum,
		lat0: number('lat_0', 0),
		lon0: number('lon_0', 0),
		k: number('k', number('k_0', 1)),
		x0: number('x_0', 0),
		y0: number('y_0', 0)
	};
}

function parameters(method: CrsParameters['method'], datum: CrsParameters['datum']): CrsParameters {
	return { method, datum, lat0: 0, lon0: 0, k: 1, x0: 0, y0: 0 };
}

function wktMethod(root: WktNode, conversion: WktNode): CrsParameters['method'] | null {
	const name = plain(child(conversion, 'PROJECTION', 'METHOD')?.values[0]);
	if (name === 'transversemercator' || name === 'gausskruger') return 'tmerc';
	if (name === 'mercatorauxiliarysphere' || name === 'popularvisualisationpseudomercator')
		return 'webmercator';
	// WKT1 has no name for web Mercator; an honest Mercator on the ellipsoid is another system.
	const web =
		/pseudomercator|webmercator|googlemaps/.test(plain(root.values[0])) ||
		Number(child(root, 'AUTHORITY')?.values[1]) === 3857;
	return name === 'mercator1sp' && web ? 'webmercator' : null;
}

function wktDatum(base: WktNode): CrsParameters['datum'] | null {
	const datum = child(base, 'DATUM', 'GEODETICDATUM', 'TRF', 'ENSEMBLE');
	const name = plain(datum?.values[0]);
	if (/wgs(19)?84|worldgeodeticsystem1984/.test(name)) return 'wgs84';
	if (name.includes('egypt1907')) return 'egypt1907';
	const ellipsoid = child(datum, 'SPHEROID', 'ELLIPSOID')?.values ?? [];
	const helmert = Number(ellipsoid[1]) === 6378200 && Math.abs(Number(ellipsoid[2]) - 298.3) < 1e-6;
	// The Gulf of Suez datum uses the same ellipsoid and belt, some 100 m away.
	return helmert && !/suez|s650/.test(name) ? 'egypt1907' : null;
}

function unit(root: WktNode, factor: number): boolean {
	const names = ['UNIT', 'LENGTHUNIT', 'ANGLEUNIT'];
	const stated = child(root, ...names) ?? child(child(root, 'AXIS'), ...names);
	return !stated || Math.abs(Number(stated.values[1]) / factor - 1) < 1e-6;
}

function plain(name: string | number | undefined): string {
	return String(name ?? '')
		.toLowerCase()
		.replace(/[^a-z0-9]/g, '');
}
