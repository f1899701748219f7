import { arNorm } from './arabic.ts';
import { proj4Parameters, sameParameters, wktParameters } from './crs-parameters.ts';
import type { CrsParameters } from './crs-parameters.ts';
import { CRS_LIST, isSrid } from './crs-registry.ts';
import type { Srid } from './crs-registry.ts';
import { child, parseWkt } from './crs-wkt.ts';
import type { WktNode } from './crs-wkt.ts';
import { DomainError } from './errors.ts';

/** Codes that other software gives to a system of ours. */
const ALIASES: Record<number, Srid> = { 900913: 3857, 3785: 3857, 102100: 3857, 102113: 3857 };
const CODE =
	/^\[?(?:(?:urn:(?:x-)?ogc:def:crs:|https?:\/\/www\.opengis\.net\/def\/crs\/)?(?:epsg|esri)(?:[:/][\d.]*)?[:/]|https?:\/\/www\.opengis\.net\/gml\/srs\/epsg\.xml#|\+init=epsg:)?(\d{4,6})\]?$/i;
const CRS84 =
	/^\[?(?:urn:ogc:def:crs:|https?:\/\/www\.opengis\.net\/def\/crs\/)?(?:ogc|crs)(?:[:/][\d.]*)?[:/](?:crs)?84\]?$/i;

/**
 * The system meant by a code (`EPSG:22992`, URN, URL, `OGC:CRS84`, plain number), by well-known text (WKT1, WKT2,
 * a .prj file), by a proj4 string or by a name. Null when it is not one of ours or contradicts itself: a guess here
 * would move a parcel.
 */
export function parseCrs(text: string | number): Srid | null {
	const words = arNorm(String(text));
	const code = CODE.exec(words)?.[1];
	if (code) return bySrid(Number(code));
	if (CRS84.test(words)) return 4326;
	if (/^\w+\s*[[(]/.test(words)) return byWkt(parseWkt(String(text).trim()));
	if (words.includes('+proj='))
		return byParameters(proj4Parameters(words.replace('datum=wgs84', 'datum=WGS84')));
	return byName(words);
}

/** As `parseCrs`, but `crs_unknown` instead of null. */
export function requireCrs(text: string | number): Srid {
	const srid = parseCrs(text);
	if (srid === null) throw new DomainError('crs_unknown', { params: { crs: String(text).slice(0, 80) } });
	return srid;
}

function bySrid(srid: number): Srid | null {
	return isSrid(srid) ? srid : (ALIASES[srid] ?? null);
}

function byWkt(outer: WktNode | null): Srid | null {
	const root = horizontal(outer);
	if (!root) return null;
	const matched = byParameters(wktParameters(root));
	const [authority, code] = child(root, 'AUTHORITY', 'ID')?.values ?? [];
	const contradicted = String(authority).toUpperCase() === 'EPSG' && bySrid(Number(code)) !== matched;
	return contradicted ? null : matched;
}

/** The horizontal part of a compound or bound system. */
function horizontal(node: WktNode | null): WktNode | null {
	const inner = ['COMPD_CS', 'COMPOUNDCRS', 'BOUNDCRS', 'SOURCECRS'];
	if (node && inner.includes(node.keyword)) {
		return horizontal(child(node, 'SOURCECRS') ?? node.children[0] ?? null);
	}
	const ours = [
		'PROJCS',
		'PROJCRS',
		'PROJECTEDCRS',
		'GEOGCS',
		'GEOGCRS',
		'GEODCRS',
		'GEOGRAPHICCRS',
		'GEODETICCRS'
	];
	return node && ours.includes(node.keyword) ? node : null;
}

const PARAMETERS = CRS_LIST.map((crs) => [crs.srid, proj4Parameters(crs.proj4)] as const);

function byParameters(wanted: CrsParameters | null): Srid | null {
	if (!wanted) return null;
	return PARAMETERS.find(([, known]) => known && sameParameters(known, wanted))?.[0] ?? null;
}

function byName(words: string): Srid | null {
	const wanted = letters(words);
	return CRS_LIST.find((crs) => crs.names.some((name) => letters(arNorm(name)) === wanted))?.srid ?? null;
}

function letters(text: string): string {
	return text.replace(/[^\p{L}\p{N}]/gu, '');
}
