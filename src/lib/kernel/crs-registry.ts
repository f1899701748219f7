import egypt from '../../../gis-data/crs/egypt.json' with { type: 'json' };
import { DomainError } from './errors.ts';
import type { Bilingual } from './layer.ts';

/** EPSG codes of the systems Diwan reads and writes. */
export const SRIDS = [4326, 3857, 4229, 22991, 22992, 22993, 22994, 32635, 32636] as const;
export type Srid = (typeof SRIDS)[number];

/** East, north; for geographic systems longitude, latitude. */
export type Position = [x: number, y: number];
/** West, south, east, north. */
export type Bbox = [west: number, south: number, east: number, north: number];

export interface Crs {
	srid: Srid;
	/** `EPSG:22992` */
	code: string;
	kind: 'geographic' | 'projected';
	datum: 'wgs84' | 'egypt1907';
	title: Bilingual;
	/** A name short enough for the read-out under the map. */
	short: Bilingual;
	/** Area of use in WGS84 degrees. */
	area: Bbox;
	/** Names under which files and people refer to it. */
	names: readonly string[];
	proj4: string;
}

/** The operation between the two datums, to be shown wherever coordinates of the one stand for the other. */
export interface DatumOperation {
	code: string;
	/** Metres. */
	accuracy: number;
	title: Bilingual;
}

/** Egypt with its seas, WGS84 degrees. */
export const EGYPT_EXTENT = egypt.extent as Bbox;
export const DATUM_OPERATION: DatumOperation = egypt.operation;
export const CRS_LIST: readonly Crs[] = egypt.systems.map(
	(system) => ({ ...system, code: `EPSG:${system.srid}` }) as unknown as Crs
);

const BY_SRID = new Map<number, Crs>(CRS_LIST.map((crs) => [crs.srid, crs]));

/** True for the EPSG code of a system in the registry. */
export function isSrid(srid: number): srid is Srid {
	return BY_SRID.has(srid);
}

/** The system of an EPSG code; `crs_unknown` when it is not in the registry. */
export function crsOf(srid: number): Crs {
	const crs = BY_SRID.get(srid);
	if (!crs) throw new DomainError('crs_unknown', { params: { crs: srid } });
	return crs;
}
