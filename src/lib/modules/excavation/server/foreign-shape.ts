import { EGYPT_EXTENT, project, type Srid } from '#lib/kernel/crs.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { assertPosition, bboxOf, diagnosePosition } from '#lib/kernel/geometry.ts';
import { readShape } from '../rules/index.ts';

/**
 * A foreign work's shape: a point, line, surface or a mixture, anywhere on Earth where the system reaches.
 * @throws DomainError `geometry_*`.
 */
export function readForeignShape(
	geometry: GeoJSON.Geometry | null,
	srid: Srid
): { shape: GeoJSON.Geometry; srid: Srid } {
	const shape = geometry && read(geometry);
	const box = shape && bboxOf(shape);
	if (!box) throw new DomainError('geometry_empty');
	for (const corner of [box.slice(0, 2), box.slice(2, 4)] as [number, number][]) {
		const at = project(srid, 4326, corner);
		if (at && Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 85) continue;
		// Degrees that exist are no metres of another system.
		if (at && srid === 4326 && Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 90)
			throw new DomainError('geometry_off_map', { at: [at[0], at[1]] });
		const diagnosis = diagnosePosition(box, { governorate: EGYPT_EXTENT }, srid);
		if (diagnosis.verdict !== 'outside') assertPosition(box, { governorate: EGYPT_EXTENT }, srid);
		throw new DomainError('geometry_wrong_crs', { params: { declared: `EPSG:${srid}`, likely: null } });
	}
	return { shape, srid };
}

function read(geometry: GeoJSON.Geometry): GeoJSON.Geometry | null {
	if (geometry.type !== 'GeometryCollection') return readShape(geometry);
	const parts = geometry.geometries.map(read).filter((g) => g !== null);
	return parts.length > 1 ? { type: 'GeometryCollection', geometries: parts } : (parts[0] ?? null);
}
