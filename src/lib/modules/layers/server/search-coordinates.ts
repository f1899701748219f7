import { formatCoordinates, readCoordinates } from '#lib/kernel/coordinates.ts';
import { crsOf } from '#lib/kernel/crs.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import type { Box, SearchHit } from '#lib/kernel/map-contract.ts';
import { m } from '#lib/paraglide/messages.js';

/** Half the side of the box around a typed position, degrees. */
const AROUND = 0.002;

/** The places a query may mean as coordinates, best first; empty when it is no pair of numbers. */
export function coordinateHits(query: string, bounds: Box): SearchHit[] {
	const { candidates } = readCoordinates(query, { bounds });
	const inside = candidates.filter((c) => c.inBounds).slice(0, 3);
	// Elsewhere only the likeliest reading, which says so.
	return (inside.length ? inside : candidates.slice(0, 1)).map(({ srid, wgs84: [lon, lat], inBounds }) => {
		const { title } = crsOf(srid);
		const written = (locale: 'ar' | 'en') =>
			formatCoordinates([lon, lat], srid, { locale })?.text ?? `${lat} ${lon}`;
		return {
			kind: 'coordinate',
			ref: null,
			layerTitle: null,
			title: { ar: written('ar'), en: written('en') },
			subtitle: inBounds ? title : { ar: outside('ar', title), en: outside('en', title) },
			bbox: [lon - AROUND, lat - AROUND, lon + AROUND, lat + AROUND],
			center: [lon, lat],
			length: null,
			score: 1
		};
	});
}

const outside = (locale: Locale, system: Bilingual) =>
	`${system[locale]} · ${m.map_search_outside({}, { locale })}`;
