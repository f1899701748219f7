import { crsOf as systemOf, isSrid, parseCrs, requireCrs } from '#lib/kernel/crs.ts';
import { parseWkt } from '#lib/kernel/crs-wkt.ts';
import type { SourceCrs } from '../types.ts';

/**
 * What a file says about its coordinate system, as a code, a URN, a name or well-known text. Without `srid` when it
 * is not one of ours: the name is kept, so that a person can be told which one it would have been.
 */
export function crsFromFile(text: string): SourceCrs {
	const clean = text.replace(/^\uFEFF/, '').trim();
	const srid = parseCrs(clean);
	if (srid !== null) return crsOf(srid, 'file');
	const name = String(parseWkt(clean)?.values[0] ?? clean);
	return { name: name.slice(0, 100), from: 'file' };
}

/** The system that the caller names; `crs_unknown` when it is not one of ours. */
export function crsGiven(text: string): SourceCrs {
	return crsOf(requireCrs(text), 'given');
}

/** A coordinate system by its EPSG code. */
export function crsOf(srid: number, from: SourceCrs['from']): SourceCrs {
	if (!isSrid(srid)) return { name: `EPSG:${srid}`, from };
	return { srid, name: systemOf(srid).title.en, from };
}
