import { readWkb, type WkbResult } from '../geometry/wkb-read.ts';
import { problem } from '../refuse.ts';
import type { ReadLimits } from '../types.ts';

/** Bytes of the envelope by its code in the flags. */
const ENVELOPES = [0, 32, 48, 48, 64];

/** The geometry in a GeoPackage binary: magic `GP`, flags, SRS, envelope, then well-known binary. */
export function readGpkgBlob(bytes: Uint8Array, limits: ReadLimits): WkbResult {
	const [g, p, , flags = 0] = bytes;
	const envelope = ENVELOPES[(flags >> 1) & 7];
	if (g !== 0x47 || p !== 0x50 || envelope === undefined || bytes.length < 8 + envelope)
		return { problem: problem('geometry_invalid', { reason: 'gpkg_blob' }) };
	if (flags & 0x20) return { problem: problem('geometry_wrong_type', { type: 'gpkg_extended' }) };
	if (flags & 0x10) return { geometry: null };
	return readWkb(bytes.subarray(8 + envelope), limits);
}
