import polylabel from 'polylabel';
import { edgesOf, polygonsOf } from './edges.ts';
import { nearestOn } from './shortest.ts';
import type { Point, Surface } from './types.ts';

/** The largest circle that fits into a surface, to a tenth of a millimetre (as `ST_MaximumInscribedCircle`). */
export function inscribedCircle(surface: Surface): { centre: Point; radius: number; touches: Point } | null {
	let best: { centre: Point; radius: number; touches: Point } | null = null;
	for (const rings of polygonsOf(surface)) {
		const [x, y] = polylabel(rings as [number, number][][], 0.0001) as unknown as [number, number];
		const centre: Point = [x, y];
		const edges = edgesOf({ type: 'Polygon', coordinates: rings });
		const touches = edges
			.map((edge) => nearestOn(edge, centre))
			.reduce((p, q) => (apart(centre, q) < apart(centre, p) ? q : p));
		const radius = apart(centre, touches);
		if (!best || radius > best.radius) best = { centre, radius, touches };
	}
	return best;
}

const apart = (p: Point, q: Point) => Math.hypot(p[0] - q[0], p[1] - q[1]);
