import type { Geometry } from 'geojson';
import { crsOf, type Srid } from './crs-registry.ts';
import { DomainError } from './errors.ts';
import { bboxOf } from './measure.ts';

/** Half the way round: no grid has a metre beyond it. */
const METRES = 20_040_000;

/**
 * Refuses coordinates that are of no place on Earth, before anything is reckoned with them: grids answer such numbers
 * with faults, or with a place.
 * @throws DomainError `geometry_outside_governorate`
 */
export function demandOnEarth(geometry: Geometry, srid: Srid): void {
	const [x, y] = crsOf(srid).kind === 'geographic' ? [180, 90] : [METRES, METRES];
	const box = bboxOf(geometry);
	if (!box) return;
	const [west, south, east, north] = box;
	if (!(west >= -x && east <= x && south >= -y && north <= y))
		throw new DomainError('geometry_outside_governorate');
}
