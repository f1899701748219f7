import { crsOf, type Crs } from '#lib/kernel/crs.ts';
import { proj4Parameters } from '#lib/kernel/crs-parameters.ts';

/** ESRI's names of our systems, which every program recognises in a `.prj`. */
const ESRI: Record<number, string> = {
	4326: 'GCS_WGS_1984',
	4229: 'GCS_Egypt_1907',
	3857: 'WGS_1984_Web_Mercator_Auxiliary_Sphere',
	22991: 'Egypt_Blue_Belt',
	22992: 'Egypt_Red_Belt',
	22993: 'Egypt_Purple_Belt',
	22994: 'Egypt_Extended_Purple_Belt',
	32635: 'WGS_1984_UTM_Zone_35N',
	32636: 'WGS_1984_UTM_Zone_36N'
};

/** EPSG's names, for WKT with an authority. */
const EPSG: Record<number, string> = {
	4326: 'WGS 84',
	4229: 'Egypt 1907',
	3857: 'WGS 84 / Pseudo-Mercator',
	22991: 'Egypt 1907 / Blue Belt',
	22992: 'Egypt 1907 / Red Belt',
	22993: 'Egypt 1907 / Purple Belt',
	22994: 'Egypt 1907 / Extended Purple Belt',
	32635: 'WGS 84 / UTM zone 35N',
	32636: 'WGS 84 / UTM zone 36N'
};

/** The text of a `.prj`: ESRI's dialect of WKT 1. */
export function esriWkt(srid: number): string {
	const crs = crsOf(srid);
	const wgs84 = crs.datum === 'wgs84';
	const datum = wgs84
		? 'DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]'
		: 'DATUM["D_Egypt_1907",SPHEROID["Helmert_1906",6378200.0,298.3]]';
	const geographic = `GEOGCS["${wgs84 ? 'GCS_WGS_1984' : 'GCS_Egypt_1907'}",${datum},PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`;
	if (crs.kind === 'geographic') return geographic;
	const body =
		srid === 3857
			? `PROJECTION["Mercator_Auxiliary_Sphere"],${parameters([
					['False_Easting', 0],
					['False_Northing', 0],
					['Central_Meridian', 0],
					['Standard_Parallel_1', 0],
					['Auxiliary_Sphere_Type', 0]
				])}`
			: `PROJECTION["Transverse_Mercator"],${parameters(named(crs, ESRI_NAMES))}`;
	return `PROJCS["${ESRI[srid]}",${geographic},${body},UNIT["Meter",1.0]]`;
}

/** OGC's WKT 1 with the EPSG code, for a GeoPackage. */
export function ogcWkt(srid: number): string {
	const crs = crsOf(srid);
	const wgs84 = crs.datum === 'wgs84';
	const datum = wgs84
		? 'DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]]'
		: 'DATUM["Egypt_1907",SPHEROID["Helmert 1906",6378200,298.3,AUTHORITY["EPSG","7020"]],AUTHORITY["EPSG","6229"]]';
	const geographic = `GEOGCS["${wgs84 ? 'WGS 84' : 'Egypt 1907'}",${datum},PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","${wgs84 ? 4326 : 4229}"]]`;
	if (crs.kind === 'geographic') return geographic;
	const projection =
		srid === 3857
			? `PROJECTION["Mercator_1SP"],${parameters([
					['central_meridian', 0],
					['scale_factor', 1],
					['false_easting', 0],
					['false_northing', 0]
				])}`
			: `PROJECTION["Transverse_Mercator"],${parameters(named(crs, OGC_NAMES))}`;
	return `PROJCS["${epsgName(srid)}",${geographic},${projection},UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","${srid}"]]`;
}

export function epsgName(srid: number): string {
	return EPSG[srid] ?? `EPSG:${srid}`;
}

type Names = readonly [x0: string, y0: string, lon0: string, k: string, lat0: string];
const ESRI_NAMES: Names = [
	'False_Easting',
	'False_Northing',
	'Central_Meridian',
	'Scale_Factor',
	'Latitude_Of_Origin'
];
const OGC_NAMES: Names = [
	'false_easting',
	'false_northing',
	'central_meridian',
	'scale_factor',
	'latitude_of_origin'
];

function named(crs: Crs, [x0, y0, lon0, k, lat0]: Names): [string, number][] {
	const p = proj4Parameters(crs.proj4);
	if (!p) return [];
	return [
		[x0, p.x0],
		[y0, p.y0],
		[lon0, p.lon0],
		[k, p.k],
		[lat0, p.lat0]
	];
}

function parameters(list: readonly (readonly [string, number])[]): string {
	return list.map(([name, value]) => `PARAMETER["${name}",${value}]`).join(',');
}
