import type { CheckResult } from '../rules/check-result.ts';
import type { Overlay } from '#lib/map/types.ts';
import { detourOverlay } from './detours/overlay.ts';

/** The pieces of a work that meet something, but for mere offers. */
export function piecesOf({
	clashes,
	findings
}: Pick<CheckResult, 'clashes' | 'findings'>): GeoJSON.Geometry[] {
	return [
		...clashes.filter((c) => c.severity !== 'info').map((c) => c.overlap),
		...findings.flatMap((f) => ('overlap' in f ? [f.overlap] : []))
	];
}

interface Drawn {
	line: GeoJSON.Geometry | null;
	zone?: GeoJSON.Geometry | null;
	/** Where traffic is led. */
	detours?: readonly GeoJSON.LineString[];
	clashes?: readonly GeoJSON.Geometry[];
	/** Where a refused shape is wrong. */
	wrongAt?: [number, number] | null;
	/** A record, not a draft. */
	saved?: boolean;
}

/** What the module draws over the map: the zone under the line, the clashing pieces over both. */
export function overlaysOf({
	line,
	zone,
	clashes = [],
	detours = [],
	wrongAt,
	saved = false
}: Drawn): Overlay[] {
	const overlays: Overlay[] = [];
	if (zone) overlays.push({ id: 'zone', features: zone, style: 'zone', order: 1 });
	if (detours.length) overlays.push(detourOverlay(detours));
	if (line) overlays.push({ id: 'line', features: line, style: saved ? 'dig' : 'draft', order: 2 });
	if (clashes.length)
		overlays.push({
			id: 'clashes',
			features: {
				type: 'FeatureCollection',
				features: clashes.map((geometry) => ({ type: 'Feature', properties: {}, geometry }))
			},
			style: 'clash',
			order: 3
		});
	if (wrongAt)
		overlays.push({
			id: 'wrong',
			features: { type: 'Point', coordinates: wrongAt },
			style: 'refused',
			order: 4
		});
	return overlays;
}
