import { edgesOf, lineOf } from '../plane/edges.ts';
import { shortestLine, wayTo } from '../plane/shortest.ts';
import { difference } from '../plane/clip.ts';
import type { Edge, Point, Surface } from '../plane/types.ts';

/** How far a building stays behind a boundary; negative where it stands over it. */
export interface Setback {
	metres: number;
	witness: GeoJSON.LineString;
}

/**
 * The distances of an outline to parts of a plot's boundary, in the order of `parts`; null for a part without edges.
 * A wall over the boundary gives the farthest it stands out, as a negative distance, to the part it is nearest to.
 */
export function setbacks(
	footprint: Surface,
	plot: Surface,
	parts: readonly (readonly Edge[])[]
): (Setback | null)[] {
	const walls = edgesOf(footprint);
	const over = overshoot(footprint, plot, parts);
	return parts.map((edges, i) => {
		const out = over.get(i);
		if (out) return out;
		const line = shortestLine(walls, edges);
		return line && { metres: line.distance, witness: lineOf(line.from, line.to) };
	});
}

function overshoot(
	footprint: Surface,
	plot: Surface,
	parts: readonly (readonly Edge[])[]
): Map<number, Setback> {
	const found = new Map<number, Setback>();
	const outside = difference(footprint, [plot]);
	if (!outside) return found;
	for (const corner of outside.coordinates.flat(2) as unknown as Point[]) {
		const ways = parts.map((edges) => wayTo(edges, corner));
		const distances = ways.map((way) => way?.distance ?? Infinity);
		const distance = Math.min(...distances);
		const part = distances.indexOf(distance);
		// What touches the boundary only is not over it, though an overlay may say so by its grid.
		if (distance < Infinity && distance > 2e-5 && distance > -(found.get(part)?.metres ?? 0))
			found.set(part, { metres: -distance, witness: lineOf(corner, ways[part]!.to) });
	}
	return found;
}
