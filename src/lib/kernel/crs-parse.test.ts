import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCrs, requireCrs } from './crs-parse.ts';

const EGYPT_1907 =
	'GEOGCS["GCS_Egypt_1907",DATUM["D_Egypt_1907",SPHEROID["Helmert_1906",6378200.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const WGS_1984 =
	'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

describe('parseCrs by code and name', () => {
	it.each([
		['EPSG:22992', 22992],
		['epsg::22992', 22992],
		['EPSG:٢٢٩٩٢', 22992],
		['22993', 22993],
		['urn:ogc:def:crs:EPSG::22992', 22992],
		['urn:ogc:def:crs:EPSG:9.8.1:32636', 32636],
		['http://www.opengis.net/def/crs/EPSG/0/22994', 22994],
		['https://www.opengis.net/def/crs/OGC/1.3/CRS84', 4326],
		['http://www.opengis.net/gml/srs/epsg.xml#32635', 32635],
		['urn:ogc:def:crs:OGC:1.3:CRS84', 4326],
		['[EPSG:4326]', 4326],
		['OGC:CRS84', 4326],
		['CRS:84', 4326],
		['ESRI:102100', 3857],
		['EPSG:900913', 3857],
		['Egypt_Red_Belt', 22992],
		['Egypt 1907 / Extended Purple Belt', 22994],
		['الحزام الاحمر', 22992],
		['WGS_1984_UTM_Zone_36N', 32636],
		['+proj=utm +zone=35 +datum=WGS84 +units=m +no_defs', 32635],
		['+proj=tmerc +lat_0=30 +lon_0=35 +x_0=300000 +y_0=1100000 +ellps=helmert', 22991]
	])('%s is EPSG:%i', (text, srid) => {
		expect(parseCrs(text)).toBe(srid);
	});

	it.each([
		'',
		'EPSG:2154',
		'84',
		'EPSG:',
		'Red Planet',
		'+proj=utm +zone=36 +south +datum=WGS84',
		'LOCAL_CS["x"]'
	])('%j is none of ours', (text) => {
		expect(parseCrs(text)).toBeNull();
		expect(() => requireCrs(text)).toThrow(expect.objectContaining({ code: 'crs_unknown' }));
	});

	it('never fails on whatever a file holds', () => {
		const piece = fc.constantFrom(
			'PROJCS',
			'[',
			']',
			'(',
			')',
			'"',
			',',
			'AUTHORITY',
			'EPSG',
			'22992',
			' ',
			'+proj='
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.array(piece).map((parts) => parts.join(''))
				),
				(text) => {
					expect([null, 4326, 22992]).toContain(parseCrs(text));
				}
			)
		);
		expect(parseCrs('GEOGCS['.repeat(100_000))).toBeNull();
		expect(parseCrs('A['.repeat(2000) + ']'.repeat(2000))).toBeNull();
	});
});

describe('parseCrs by well-known text', () => {
	it.each([
		['ESRI geographic', WGS_1984, 4326],
		['ESRI Egypt 1907', EGYPT_1907, 4229],
		['ESRI Red Belt', belt('Egypt_Red_Belt', EGYPT_1907, 31, 615000, 810000), 22992],
		['ESRI Blue Belt', belt('Egypt_Blue_Belt', EGYPT_1907, 35, 300000, 1100000), 22991],
		['ESRI Purple Belt', belt('Egypt_Purple_Belt', EGYPT_1907, 27, 700000, 200000), 22993],
		['a belt by another name', belt('Alexandria survey', EGYPT_1907, 27, 700000, 1200000), 22994],
		['ESRI UTM 36N', utm(33), 32636],
		['ESRI UTM 35N', utm(27), 32635],
		[
			'ESRI web Mercator',
			`PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${WGS_1984},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`,
			3857
		],
		[
			'WKT1 with authorities',
			`PROJCS["Egypt 1907 / Red Belt",GEOGCS["Egypt 1907",DATUM["Egypt_1907",SPHEROID["Helmert 1906",6378200,298.3,AUTHORITY["EPSG","7020"]],TOWGS84[-130,110,-13,0,0,0,0],AUTHORITY["EPSG","6229"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4229"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",30],PARAMETER["central_meridian",31],PARAMETER["scale_factor",1],PARAMETER["false_easting",615000],PARAMETER["false_northing",810000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","22992"]]`,
			22992
		],
		[
			'WKT2 geographic',
			`GEOGCRS["WGS 84",ENSEMBLE["World Geodetic System 1984 ensemble",MEMBER["World Geodetic System 1984 (Transit)"],ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]],ENSEMBLEACCURACY[2.0]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["geodetic longitude (Lon)",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4326]]`,
			4326
		],
		[
			'WKT2 Red Belt inside a bound and compound system',
			`COMPOUNDCRS["x",BOUNDCRS[SOURCECRS[PROJCRS["Egypt 1907 / Red Belt",BASEGEOGCRS["Egypt 1907",DATUM["Egypt 1907",ELLIPSOID["Helmert 1906",6378200,298.3,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0]],CONVERSION["Egypt Red Belt",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",30],PARAMETER["Longitude of natural origin",31],PARAMETER["Scale factor at natural origin",1],PARAMETER["False easting",615000,LENGTHUNIT["metre",1]],PARAMETER["False northing",810000,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["easting",east],AXIS["northing",north],LENGTHUNIT["metre",1],ID["EPSG",22992]]],TARGETCRS[GEOGCRS["WGS 84"]]],VERTCRS["height"]]`,
			22992
		]
	])('%s', (_name, text, srid) => {
		expect(parseCrs(text)).toBe(srid);
		expect(parseCrs(`\ufeff${text.replaceAll(',', ',\r\n  ')}\n`)).toBe(srid);
	});

	it.each([
		['another false easting under the same name', belt('Egypt_Red_Belt', EGYPT_1907, 31, 600000, 810000)],
		['the belt in feet', belt('Egypt_Red_Belt', EGYPT_1907, 31, 615000, 810000, 0.3048)],
		[
			'the Gulf of Suez datum on the same belt',
			belt(
				'Egypt_Gulf_of_Suez_S-650_TL_Red_Belt',
				EGYPT_1907.replaceAll('1907', 'Gulf_of_Suez_S-650_TL'),
				31,
				615000,
				810000
			)
		],
		[
			'a code that contradicts the parameters',
			belt('x', EGYPT_1907, 31, 615000, 810000).replace(/]$/, ',AUTHORITY["EPSG","22993"]]')
		],
		['UTM zone 37', utm(39)],
		[
			'Mercator on the ellipsoid',
			`PROJCS["World Mercator",${WGS_1984},PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],UNIT["Meter",1.0]]`
		],
		['text cut short', belt('Egypt_Red_Belt', EGYPT_1907, 31, 615000, 810000).slice(0, -20)]
	])('refuses to guess: %s', (_name, text) => {
		expect(parseCrs(text)).toBeNull();
	});
});

function belt(name: string, base: string, meridian: number, east: number, north: number, unit = 1): string {
	return `PROJCS["${name}",${base},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",${east}.0],PARAMETER["False_Northing",${north}.0],PARAMETER["Central_Meridian",${meridian}.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",30.0],UNIT["Meter",${unit}]]`;
}

function utm(meridian: number): string {
	return `PROJCS["WGS_1984_UTM_Zone_${(meridian + 183) / 6}N",${WGS_1984},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
}
