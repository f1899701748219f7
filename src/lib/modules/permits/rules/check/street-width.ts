import { along, edgeLength, edgesOf, outward } from '../plane/edges.ts';
import { stretchesOfRay } from '../plane/ray.ts';
import type { Edge, Point, Surface } from '../plane/types.ts';

/** How wide a street is before a plot: the median of five rays across its right of way, and the rays. */
export interface StreetWidth {
	width_m: number;
	rays: { from: Point; to: Point; width_m: number }[];
}

const RAYS = 5;
const LONGEST_M = 300;
/** Two pieces of one street's right of way may leave so much between them. */
const SEAM_M = 0.05;

/**
 * Casts five rays, spread evenly over a frontage, straight out across the street. The median is taken, for a ray that
 * runs into a side street's mouth measures nothing. Null where no ray meets a right of way.
 * @param spaces the rights of way of all streets around, so that a street in several pieces is measured whole.
 * @param reach metres that a frontage may lie off the right of way.
 */
export function streetWidth(
	frontage: readonly Edge[],
	spaces: readonly Surface[],
	reach: number
): StreetWidth | null {
	const borders = spaces.map(edgesOf);
	const rays = spread(frontage).flatMap(({ at, out }) => {
		const start: Point = [at[0] - out[0] * reach, at[1] - out[1] * reach];
		const [first] = stretchesOfRay(start, out, { borders, length: LONGEST_M, gap: SEAM_M });
		if (!first || first[0] > 2 * reach + 1e-9) return [];
		const on = (t: number): Point => [start[0] + out[0] * t, start[1] + out[1] * t];
		return [{ from: on(first[0]), to: on(first[1]), width_m: first[1] - first[0] }];
	});
	if (rays.length === 0) return null;
	const widths = rays.map((r) => r.width_m).sort((a, b) => a - b);
	const middle = widths.length >> 1;
	const median = widths.length % 2 ? widths[middle]! : (widths[middle - 1]! + widths[middle]!) / 2;
	return { width_m: median, rays };
}

/** The middles of five equal parts of a frontage, each with the direction to the street. */
function spread(frontage: readonly Edge[]): { at: Point; out: Point }[] {
	const whole = frontage.reduce((sum, e) => sum + edgeLength(e), 0);
	return Array.from({ length: RAYS }, (_, i) => ((i + 0.5) / RAYS) * whole).flatMap((wanted) => {
		let left = wanted;
		for (const edge of frontage) {
			const length = edgeLength(edge);
			if (left <= length) return [{ at: along(edge, left / length), out: outward(edge) }];
			left -= length;
		}
		return [];
	});
}
