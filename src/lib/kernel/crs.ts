import proj4 from 'proj4';
import type { Converter } from 'proj4';
import { CRS_LIST, crsOf, DATUM_OPERATION } from './crs-registry.ts';
import type { DatumOperation, Position, Srid } from './crs-registry.ts';
import { DomainError } from './errors.ts';

export * from './crs-registry.ts';
export { parseCrs, requireCrs } from './crs-parse.ts';

/** The system of legal geometry: Egypt 1907 / Red Belt. */
export const LEGAL_SRID = 22992;

/** Moves a position (east, north) from one system to another; `geometry_not_finite` where that is impossible. */
export function transform(from: Srid, to: Srid, position: Position): Position {
	const moved = project(from, to, position);
	if (moved) return moved;
	throw new DomainError('geometry_not_finite', { params: { x: position[0], y: position[1], srid: from } });
}

/** As `transform`, but null where the position has no image in the other system. */
export function project(from: Srid, to: Srid, [x, y]: Position): Position | null {
	if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
	if (from === to) return [x, y];
	const moved = converter(from, to).forward<Position>([x, y]);
	return Number.isFinite(moved[0]) && Number.isFinite(moved[1]) ? [moved[0], moved[1]] : null;
}

/** Into legal metres (EPSG:22992). */
export function toLegal(from: Srid, position: Position): Position {
	return transform(from, LEGAL_SRID, position);
}

/** Out of legal metres (EPSG:22992). */
export function fromLegal(to: Srid, position: Position): Position {
	return transform(LEGAL_SRID, to, position);
}

/** The datum operation between two systems, or null when both stand on the same datum. */
export function datumOperation(from: Srid, to: Srid): DatumOperation | null {
	return crsOf(from).datum === crsOf(to).datum ? null : DATUM_OPERATION;
}

/** Code and definition of every system, in the form `proj4.defs` takes (for `ol/proj/proj4`). */
export function proj4Definitions(): [code: string, definition: string][] {
	return CRS_LIST.map((crs) => [crs.code, crs.proj4]);
}

const converters = new Map<string, Converter>();

function converter(from: Srid, to: Srid): Converter {
	const key = `${from}>${to}`;
	let found = converters.get(key);
	if (!found) {
		found = proj4(crsOf(from).proj4, crsOf(to).proj4);
		converters.set(key, found);
	}
	return found;
}
