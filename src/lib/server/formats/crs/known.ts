/** A transverse Mercator grid as its parameters tell it: degrees and metres. */
export interface Grid {
	srid: number;
	datum: 'egypt_1907' | 'wgs84';
	latitude: number;
	meridian: number;
	scale: number;
	easting: number;
	northing: number;
}

export const GRIDS: readonly Grid[] = [
	grid(22991, 'egypt_1907', 30, 35, 1, 300_000, 1_100_000),
	grid(22992, 'egypt_1907', 30, 31, 1, 615_000, 810_000),
	grid(22993, 'egypt_1907', 30, 27, 1, 700_000, 200_000),
	grid(22994, 'egypt_1907', 30, 27, 1, 700_000, 1_200_000),
	grid(32635, 'wgs84', 0, 27, 0.9996, 500_000, 0),
	grid(32636, 'wgs84', 0, 33, 0.9996, 500_000, 0),
	grid(32637, 'wgs84', 0, 39, 0.9996, 500_000, 0)
];

/** Names as EPSG, ESRI, QGIS and AutoCAD write them, without case, signs and years of fashion. */
export const NAMES: Record<string, number> = {
	egypt1907blue: 22991,
	egypt1907bluebelt: 22991,
	egyptbluebelt: 22991,
	egypt1907redbelt: 22992,
	egyptredbelt: 22992,
	oldegyptian1907redbelt: 22992,
	egypt1907purplebelt: 22993,
	egyptpurplebelt: 22993,
	egypt1907extendedpurplebelt: 22994,
	egypt1907extpurplebelt: 22994,
	egyptextendedpurplebelt: 22994,
	egypt1907: 4229,
	gcsegypt1907: 4229,
	oldegyptian1907: 4229,
	gcsoldegyptian1907: 4229,
	wgs84: 4326,
	wgs1984: 4326,
	gcswgs1984: 4326,
	gcswgs84: 4326,
	worldgeodeticsystem1984: 4326,
	crs84: 4326,
	wgs84utmzone35n: 32635,
	wgs84utmzone36n: 32636,
	wgs84utmzone37n: 32637,
	wgs1984utmzone35n: 32635,
	wgs1984utmzone36n: 32636,
	wgs1984utmzone37n: 32637,
	wgs84pseudomercator: 3857,
	wgs1984webmercatorauxiliarysphere: 3857,
	wgs1984webmercator: 3857,
	popularvisualisationpseudomercator: 3857
};

/** The official name of a code that we know, for people and for files we write. */
export const TITLES: Record<number, string> = {
	4326: 'WGS 84',
	4229: 'Egypt 1907',
	3857: 'WGS 84 / Pseudo-Mercator',
	22991: 'Egypt 1907 / Blue Belt',
	22992: 'Egypt 1907 / Red Belt',
	22993: 'Egypt 1907 / Purple Belt',
	22994: 'Egypt 1907 / Extended Purple Belt',
	32635: 'WGS 84 / UTM zone 35N',
	32636: 'WGS 84 / UTM zone 36N',
	32637: 'WGS 84 / UTM zone 37N'
};

export function plainName(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function grid(
	srid: number,
	datum: Grid['datum'],
	latitude: number,
	meridian: number,
	scale: number,
	easting: number,
	northing: number
): Grid {
	return { srid, datum, latitude, meridian, scale, easting, northing };
}
