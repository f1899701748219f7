import polylabel from 'polylabel';
import { edgesOf, polygonsOf } from './edges.ts';
import { wayTo } from './shortest.ts';
import type { Point, Surface } from './types.ts';

/** The largest circle that fits into a surface, to a tenth of a millimetre (as `ST_MaximumInscribedCircle`). */
export function inscribedCircle(surface: Surface): { centre: Point; radius: number; touches: Point } | null {
	let best: { centre: Point; radius: number; touches: Point } | null = null;
	for (const rings of polygonsOf(surface)) {
		const [x, y] = polylabel(rings as [number, number][][], 0.0001) as unknown as [number, number];
		const centre: Point = [x, y];
		const edges = edgesOf({ type: 'Polygon', coordinates: rings });
		const way = wayTo(edges, centre);
		if (!way) continue;
		const { to: touches, distance: radius } = way;
		if (!best || radius > best.radius) best = { centre, radius, touches };
	}
	return best;
}
