import { formatCoordinates, readCoordinates } from '#lib/kernel/coordinates.ts';
import { crsOf } from '#lib/kernel/crs.ts';
import type { Box, SearchHit } from '#lib/kernel/map-contract.ts';

/** Half the side of the box around a typed position, degrees. */
const AROUND = 0.002;

/** The places a query may mean as coordinates, best first; empty when it is no pair of numbers. */
export function coordinateHits(query: string, bounds: Box): SearchHit[] {
	const { candidates } = readCoordinates(query, { bounds });
	return candidates
		.filter((c) => c.inBounds || candidates.length === 1)
		.slice(0, 3)
		.map(({ srid, wgs84: [lon, lat] }) => {
			const { title } = crsOf(srid);
			const written = (locale: 'ar' | 'en') =>
				formatCoordinates([lon, lat], srid, { locale })?.text ?? `${lat} ${lon}`;
			return {
				kind: 'coordinate',
				ref: null,
				layerTitle: null,
				title: { ar: written('ar'), en: written('en') },
				subtitle: title,
				bbox: [lon - AROUND, lat - AROUND, lon + AROUND, lat + AROUND],
				center: [lon, lat],
				length: null,
				score: 1
			};
		});
}
